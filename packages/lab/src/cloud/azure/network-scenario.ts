import { type Answer, page, type Reply, type Request, type Scenario, type State } from '../scenario.ts'
import { signedIn } from './login.ts'
import { gateways, type Surrounded } from './network.ts'
import { gatewayId, siteHost } from './network-gateway.ts'

/** A scenario of a gateway in short. */
export interface ToldGateway extends Partial<Omit<Scenario, 'id' | 'cause' | 'title' | 'sites'>> {
  id: string
  cause: string
  title: string
  azure?: Surrounded | ((state: State) => Surrounded)
  /** What the site answers while the fault is there; the gateway's own 502 unless said. */
  answers?: Answer
  /** Beside the site itself; an empty record means that not even the site is there. */
  sites?: Record<string, Answer>
}

/** The page that version 2 writes itself. */
export function gatewayPage(status = 502): Reply {
  const words: Record<number, string> = { 502: '502 Bad Gateway', 504: '504 Gateway Time-out' }
  const title = words[status] ?? String(status)
  const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>Microsoft-Azure-Application-Gateway/v2</center>\r\n</body>\r\n</html>\r\n`
  return page(status, body, { server: 'Microsoft-Azure-Application-Gateway/v2' })
}

/** Makes the scenario: `https://shop.example.com/` behind the gateway `agw-shop`, and an `az` that is logged in. */
export function behindGateway({
  azure = {},
  answers = () => gatewayPage(),
  sites,
  env,
  ...told
}: ToldGateway): Scenario {
  const site: Answer = (request, state) => (state.healed ? page(200, '<html>shop</html>') : answers(request, state))
  return {
    needs: ['az', 'curl'],
    url: `https://${siteHost}/`,
    sites: sites && Object.keys(sites).length === 0 ? {} : { [siteHost]: site, ...sites },
    apis: gateways(azure),
    up: signedIn.up,
    ...told,
    env: { ...signedIn.env, ...env },
  }
}

/** Recognizes a write of the whole gateway whose part has those properties. */
export function setsPart(collection: string, wanted: Record<string, unknown>): (request: Request) => boolean {
  return ({ method, path, body }) => {
    if (method !== 'PUT' || path.toLowerCase() !== gatewayId().toLowerCase()) return false
    const parsed = JSON.parse(body) as { properties: Record<string, { properties: Record<string, unknown> }[]> }
    return (parsed.properties[collection] ?? []).some(({ properties }) =>
      Object.entries(wanted).every(([name, value]) => JSON.stringify(properties[name]) === JSON.stringify(value)),
    )
  }
}
