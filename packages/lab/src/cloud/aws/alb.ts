import { edgeAddress } from '../internet.ts'
import type { Answer, Api, Origin, Reply, Request, Scenario } from '../scenario.ts'
import { type AwsOptions, aws } from './api.ts'
import { healthyWorld, namesOf, plantedKey, type World } from './world.ts'

/** What is particular to a scenario with a load balancer; everything else is that of a healthy one. */
export interface AlbSpec extends AwsOptions {
  id: string
  cause: string
  title: string
  /** What the site answers while it fails; 200 is a healthy one, and 0 one that takes no connections. */
  status: number
  /** Only every third request fails. */
  isIntermittent?: boolean
  /** Written by a target, not by the load balancer. */
  reply?: Reply
  world?: Partial<World>
  origins?: readonly Origin[]
  /** The AWS action of the fix. */
  fix?: { id: string; action: string; back: Back }
  reason?: RegExp
  contributing?: string
  runbook?: string
  inputs?: Record<string, string>
  /** Hidden by an alias record of Route 53, so that only the address shows. */
  isAlias?: boolean
  /** Nothing takes connections at the site's port: other ports of its address refuse, unless an origin is there. */
  isClosed?: boolean
  names?: Scenario['names']
  env?: Record<string, string>
  up?: Scenario['up']
}

/** The last action of a fix's undo, and the old values that it sends; what it must have sent before, too. */
interface Back {
  action: string
  holds: readonly string[]
  after?: Omit<Back, 'after'>
}

const phrases: Record<number, string> = {
  502: '502 Bad Gateway',
  503: '503 Service Temporarily Unavailable',
  504: '504 Gateway Time-out',
}

/** The page that a load balancer writes by itself; of a 502 it has 122 bytes. */
export function albPage(status: number): Reply {
  const title = phrases[status] ?? `${status} Error`
  return {
    status,
    headers: { server: 'awselb/2.0', 'content-type': 'text/html' },
    body: `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`,
  }
}

/** Makes scenarios of what is particular to each. */
export function albScenarios(specs: readonly AlbSpec[]): Scenario[] {
  return specs.map(albScenario)
}

function albScenario(spec: AlbSpec): Scenario {
  const world: World = { ...healthyWorld, ...spec.world }
  const { dns } = namesOf(world)
  const { id, cause, title, fix, origins, reason, contributing, runbook, inputs, isClosed, up } = spec
  const api: Api = aws(world, spec)
  return {
    id,
    cause,
    title,
    needs: ['aws', 'curl', 'dig'],
    url: `https://${world.host}/cart`,
    sites: isClosed ? {} : { [world.host]: siteOf(spec, world) },
    apis: [api],
    names: { ...(spec.isAlias ? {} : { [world.host]: [dns], [dns]: [edgeAddress] }), ...spec.names },
    env: {
      AWS_ACCESS_KEY_ID: 'AKIALABLABLABLABLAB1',
      AWS_SECRET_ACCESS_KEY: plantedKey,
      AWS_DEFAULT_REGION: world.region,
      ...(isClosed ? { NO_PROXY: `127.0.0.1,localhost,${world.host}` } : {}),
      ...spec.env,
    },
    ...(fix ? mendedBy(fix) : {}),
    ...(origins || isClosed ? { origins: [...(origins ?? []), ...(isClosed ? [otherPort] : [])] } : {}),
    ...(up ? { up } : {}),
    ...(reason ? { reason } : {}),
    ...(contributing ? { contributing } : {}),
    ...(runbook ? { runbook } : {}),
    ...(inputs ? { inputs } : {}),
  }
}

/** An address that is there, so that its other ports refuse at once. */
const otherPort: Origin = { address: edgeAddress, port: 9 }

function siteOf(spec: AlbSpec, world: World): Answer {
  return (request, state) => {
    const count = state.log.filter(one => one.host === world.host && one.port === request.port).length
    const isFailing = spec.status !== 200 && !state.healed && (!spec.isIntermittent || count % 3 === 1)
    return isFailing ? (spec.reply ?? albPage(spec.status)) : { status: 200, body: 'ok' }
  }
}

function mendedBy({ id, action, back }: NonNullable<AlbSpec['fix']>): Pick<Scenario, 'fix' | 'heals' | 'restores'> {
  return {
    fix: id,
    heals: request => isAction(request, action),
    restores: (request, { log }) => {
      const { after } = back
      return restoresBy(request, back) && (!after || log.slice(-3).some(one => restoresBy(one, after)))
    },
  }
}

/** Each value must be one of its own, not a part of another. */
function restoresBy(request: Request, { action, holds }: Back): boolean {
  const { body } = request
  const sent = body.startsWith('{')
    ? Object.values(JSON.parse(body)).map(String)
    : [...new URLSearchParams(body).values()]
  return isAction(request, action) && holds.every(value => sent.includes(value))
}

function isAction({ host, body, method, path }: Request, action: string): boolean {
  if (!host.endsWith('.amazonaws.com')) return false
  return new URLSearchParams(body).get('Action') === action || `${method} ${path}` === action
}
