import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { Box } from '../../box/box.ts'
import { makeRoot } from '../../box/ca.ts'
import { run } from '../../run/command.ts'
import { albPage } from '../aws/alb.ts'
import { aws } from '../aws/api.ts'
import { healthyWorld, namesOf, type World } from '../aws/world.ts'
import type { Surrounded } from '../azure/network.ts'
import { failing } from '../azure/network-probe.ts'
import { behindGateway, gatewayPage, type ToldGateway } from '../azure/network-scenario.ts'
import { pages } from '../azure/pages.ts'
import { appService } from '../azure/web-routes.ts'
import { type Answer, type Api, page, type Scenario } from '../scenario.ts'
import { apiOf, recordOf, withToken } from './api.ts'
import { behind, branded, fine, shop } from './pages.ts'

const address = '198.51.100.4'

/** An edge in front of an nginx of the box itself: each request is really passed on to it, with what comes of it. */
function edgeInFront(): { site: Answer; start: (box: Box, location: string) => Promise<void> } {
  let box: Box | undefined
  return {
    async site() {
      const words = ['-sk', '-o', '/dev/null', '-w', '%{http_code}', '--connect-to', `::${address}:443`]
      const asked = await run(['curl', ...words, 'https://shop.example.com/'], { wrap: box?.wrap })
      if (asked.stdout === '200') return fine()
      return asked.stdout === '502'
        ? branded(502)
        : asked.stdout === '504'
          ? branded(504)
          : page(521, 'error code: 521')
    },
    async start(opened, location) {
      box = opened
      const [program = '', ...args] = box.wrap(['ip', 'addr', 'add', `${address}/32`, 'dev', 'lo'])
      execFileSync(program, args)
      const folder = join(box.folder, 'own-ca')
      const { cert, key } = makeRoot(folder).issue(join(folder, 'leaf'), { names: ['shop.example.com'] })
      await box.nginx({
        port: 443,
        listen: ' ssl',
        serverName: 'shop.example.com',
        server: `listen ${address}:443 ssl;\n    ssl_certificate ${cert};\n    ssl_certificate_key ${key};`,
        location,
      })
    },
  }
}

function layered(
  part: Pick<Scenario, 'id' | 'cause' | 'title' | 'chain'> & { location: string; env?: Record<string, string> },
): Scenario {
  const { location, ...rest } = part
  const edge = edgeInFront()
  return {
    needs: ['curl', 'nginx'],
    url: 'https://shop.example.com/',
    sites: { 'shop.example.com': edge.site },
    apis: [apiOf({ records: [recordOf(address)], ssl: 'full' })],
    env: withToken,
    up: box => edge.start(box, location),
    ...rest,
  }
}

const { dns } = namesOf(healthyWorld)
const awsLogin = {
  AWS_ACCESS_KEY_ID: 'AKIALABLABLABLABLAB1',
  AWS_SECRET_ACCESS_KEY: 'planted-secret-planted-secret-planted-se',
  AWS_DEFAULT_REGION: healthyWorld.region,
}

/** Cloudflare in front of a load balancer, whose own name stands in the record. */
function beforeAlb(
  part: Pick<Scenario, 'id' | 'cause' | 'title' | 'chain'> & {
    world: Partial<World>
    answer: Answer
  } & Partial<Scenario>,
): Scenario {
  const { world, answer, origins = [], ...rest } = part
  return {
    needs: ['aws', 'curl', 'dig'],
    url: 'https://shop.example.com/cart',
    sites: shop(branded(502)),
    apis: [apiOf({ records: [recordOf(dns, 'CNAME')], ssl: 'full' }), aws({ ...healthyWorld, ...world })],
    names: { [dns]: ['198.51.100.10'] },
    origins: [{ address: '198.51.100.10', port: 443, tls: { names: ['shop.example.com'] }, answer }, ...origins],
    env: { ...withToken, ...awsLogin },
    ...rest,
  }
}

/** Cloudflare in front of a gateway, whose address stands in the record. */
function beforeGateway({ apis = [], ...part }: ToldGateway & { azure: Surrounded }): Scenario {
  const scenario = behindGateway({ ...part, azure: { ...part.azure, publicAddress: '203.0.113.90' } })
  return {
    ...scenario,
    sites: { ...shop(branded(502)), ...part.sites },
    apis: [apiOf({ records: [recordOf('203.0.113.90')], ssl: 'full' }), ...apis, ...scenario.apis],
    origins: [
      { address: '203.0.113.90', port: 443, tls: { names: ['shop.example.com'] }, answer: () => gatewayPage(502) },
    ],
    env: { ...scenario.env, ...withToken },
  }
}

const app = 'app-shop.azurewebsites.net'
const slowProbe =
  "Time taken by the backend to respond to application gateway's health probe is more than the timeout threshold in the probe setting."
const forbidden =
  "Received invalid status code: 403 in the backend server's HTTP response. As per the health probe configuration, 200-399 is the acceptable status code. Either modify probe configuration or resolve backend issues."

/** Only what is asked of App Service itself; the rest is the gateway's. */
const ofTheApp: readonly Api[] = appService({ site: { state: 'Stopped' } }).map(
  (api): Api =>
    (request, state) =>
      /Microsoft\.Web\b/i.test(request.path) || request.host.endsWith('.scm.azurewebsites.net')
        ? api(request, state)
        : undefined,
)

/** A load balancer of AWS that passes on what an nginx of the box answers, without a signature of its own. */
function albBeforeNginx(): Scenario {
  const passedOn = edgeInFront()
  return {
    id: 'alb-nginx-app-down',
    cause: 'upstream-refused-app-down',
    title: 'behind a load balancer, nginx on this machine has no application',
    needs: ['aws', 'curl', 'dig', 'nginx'],
    url: 'https://shop.example.com/cart',
    sites: {
      'shop.example.com': async (request, state) => {
        const { status = 0 } = await passedOn.site(request, state)
        return status === 200 ? { status, body: 'shop' } : behind.nginx(status, 'Bad Gateway')
      },
    },
    apis: [aws(healthyWorld)],
    names: { 'shop.example.com': [dns], [dns]: ['203.0.113.80'] },
    up: box => passedOn.start(box, 'proxy_pass http://127.0.0.1:3999;'),
    env: awsLogin,
    chain: ['upstream-refused-app-down'],
  }
}

/** A proxy in front that no runbook knows: the session can only say where to go on. */
const unknownFront: Scenario = {
  id: 'front-unknown',
  cause: 'unknown',
  title: 'a front like that of Azure Front Door answers 503, and nothing of it is known here',
  needs: ['curl', 'dig'],
  url: 'https://shop.example.com/',
  sites: {
    'shop.example.com': () =>
      page(503, "<html><body><h2>Our services aren't available right now</h2></body></html>", {
        'x-azure-ref': '20261121T120000Z-r1d97b99568fj484hC1FRA0000',
        'x-cache': 'CONFIG_NOCACHE',
      }),
  },
  names: { 'shop.example.com': ['shop-abc.z01.azurefd.net'], 'shop-abc.z01.azurefd.net': ['203.0.113.80'] },
  apis: [],
  says: /answered by 203\.0\.113\.80, which is not this machine.*Run this on the machine at 203\.0\.113\.80/,
}

const ownNginx = edgeInFront()

/** Cloudflare in front of this machine: the session goes on from the edge down to what failed. */
export const layeredScenarios: readonly Scenario[] = [
  layered({
    id: 'cf-nginx-app-down',
    cause: 'upstream-refused-app-down',
    title: 'behind Cloudflare and nginx, the application does not run',
    location: 'proxy_pass http://127.0.0.1:3999;',
    chain: ['cf-502-from-origin', 'upstream-refused-app-down'],
  }),
  layered({
    id: 'cf-nginx-without-a-token',
    cause: 'upstream-refused-app-down',
    title: 'the same, where only this machine can be asked',
    location: 'proxy_pass http://127.0.0.1:3999;',
    chain: ['cf-502-from-origin', 'upstream-refused-app-down'],
    env: {},
  }),
  layered({
    id: 'cf-nginx-name-unknown',
    cause: 'dns-no-resolver-defined',
    title: 'behind Cloudflare, nginx has no name server to ask',
    location: 'set $backend app.internal; proxy_pass http://$backend:3000;',
    chain: ['cf-502-from-origin', 'dns-no-resolver-defined'],
  }),
  beforeAlb({
    id: 'cf-alb-big-headers',
    cause: 'alb-response-header-too-large',
    title: 'behind Cloudflare and a load balancer, a target sends a cookie of 40 kB',
    world: {},
    answer: () => albPage(502),
    origins: [
      {
        address: '10.0.1.10',
        port: 8080,
        answer: () => ({ status: 200, headers: { 'set-cookie': `cart=${'x'.repeat(40_000)}` }, body: 'ok' }),
      },
    ],
    chain: ['cf-502-from-origin', 'alb-response-header-too-large'],
  }),
  beforeAlb({
    id: 'cf-alb-nginx-app-down',
    cause: 'upstream-refused-app-down',
    title: 'behind Cloudflare, a load balancer and nginx, the application does not run',
    needs: ['aws', 'curl', 'dig', 'nginx'],
    world: {},
    sites: { 'shop.example.com': ownNginx.site },
    answer: async (request, state) => {
      await ownNginx.site(request, state)
      return behind.nginx(502, 'Bad Gateway')
    },
    up: box => ownNginx.start(box, 'proxy_pass http://127.0.0.1:3999;'),
    chain: ['cf-502-from-origin', 'upstream-refused-app-down'],
  }),
  beforeGateway({
    id: 'cf-agw-probe-timeout',
    cause: 'agw-probe-timeout',
    title: 'behind Cloudflare and an Application Gateway, the health path is too slow',
    azure: { backends: failing(slowProbe) },
    chain: ['cf-502-from-origin', 'agw-all-backends-unhealthy', 'agw-probe-timeout'],
  }),
  beforeGateway({
    id: 'cf-agw-app-stopped',
    cause: 'as-app-stopped-or-subscription-disabled',
    title: 'behind Cloudflare and an Application Gateway, the App Service app is stopped',
    needs: ['az', 'curl', 'dig'],
    sites: { [app]: pages.stopped },
    apis: ofTheApp,
    azure: {
      gateway: {
        members: [{ fqdn: app }],
        setting: { port: 443, protocol: 'Https', pickHostNameFromBackendAddress: true },
      },
      backends: [[app, 'Unhealthy', forbidden]],
    },
    chain: ['cf-502-from-origin', 'agw-all-backends-unhealthy', 'as-app-stopped-or-subscription-disabled'],
  }),
  albBeforeNginx(),
  unknownFront,
]
