import { page, type Scenario } from '../scenario.ts'
import { apiOf, isChange, recordOf, withToken, type Zone } from './api.ts'
import { edge, edgeError, fine, shop } from './pages.ts'

type Part = Pick<Scenario, 'id' | 'cause' | 'title' | 'sites'> & Partial<Scenario> & { zone?: Zone }

function known({ zone, ...rest }: Part): Scenario {
  const apis = [apiOf({ records: [recordOf('198.51.100.4')], ssl: 'full', ...zone })]
  return { needs: ['curl'], url: 'https://shop.example.com/', apis, env: withToken, ...rest }
}

const tunnelId = 'f70ff985-a4ef-4643-bbbc-4a0ed4fc8415'
const toTunnel = [recordOf(`${tunnelId}.cfargotunnel.com`, 'CNAME')]
const tunnel = (status: string) => ({
  records: toTunnel,
  tunnels: [{ id: tunnelId, name: 'shop', status, connections: [] }],
})

/** What the edge answers without the origin. */
export const edgeScenarios: readonly Scenario[] = [
  known({
    id: 'cf-1016-name-gone',
    cause: 'cf-1016-origin-dns',
    title: 'the record points at a name that no longer exists',
    needs: ['curl', 'dig'],
    sites: shop(edgeError(530, 1016)),
    inputs: { new_origin: 'shop-new.example.net' },
    zone: { records: [recordOf('shop-old.example.net', 'CNAME')] },
    chain: ['cf-530-with-1xxx', 'cf-1016-origin-dns'],
    fix: 'point-record',
    heals: isChange('PATCH', /\/dns_records\//, /"content":"shop-new\.example\.net"/),
    restores: isChange('PATCH', /\/dns_records\//, /"content":"shop-old\.example\.net"/),
  }),
  known({
    id: 'cf-1016-without-a-token',
    cause: 'cf-1016-origin-dns',
    title: 'the number alone shows it',
    sites: shop(edgeError(530, 1016)),
    env: {},
  }),
  known({
    id: 'cf-1033-tunnel-down',
    cause: 'cf-1033-tunnel-down',
    title: 'no connector of the tunnel is connected',
    sites: shop(edgeError(530, 1033)),
    zone: tunnel('down'),
  }),
  known({
    id: 'cf-tunnel-502',
    cause: 'cf-tunnel-502',
    title: 'the tunnel is up, and its service is not',
    sites: shop(
      edge(
        502,
        '<title>shop.example.com | 502: Bad gateway</title><div id="cf-error-details">Unable to reach the origin service. The service may be down or it may not be responding to traffic from cloudflared</div>',
      ),
    ),
    zone: tunnel('healthy'),
  }),
  known({
    id: 'cf-1000-loop',
    cause: 'cf-1000-points-to-cloudflare',
    title: 'the record holds an address of Cloudflare',
    sites: shop(edgeError(530, 1000)),
    zone: { records: [recordOf('104.16.132.229')] },
  }),
  known({
    id: 'cf-1000-forbidden',
    cause: 'cf-1000-points-to-cloudflare',
    title: 'the same with status 403',
    sites: shop(edgeError(403, 1000)),
  }),
  ...[
    [530, 1001],
    [530, 1014],
    [409, 1018],
    [409, 1034],
  ].map(([status = 530, code = 0]) =>
    known({
      id: `cf-${status}-${code}`,
      cause: 'cf-530-with-1xxx',
      title: `Cloudflare names error ${code} with status ${status}`,
      sites: shop(edgeError(status, code)),
    }),
  ),
  ...([1101, 1102] as const).map(code =>
    known({
      id: `cf-worker-${code}`,
      cause: 'cf-worker-error',
      title: `a Worker fails with ${code}`,
      sites: shop(edgeError(code === 1101 ? 500 : 503, code)),
    }),
  ),
  known({
    id: 'cf-1200-queue',
    cause: 'cf-1200',
    title: 'too many requests wait for the origin',
    sites: shop(edgeError(530, 1200)),
  }),
  known({
    id: 'cf-pools-down',
    cause: 'cf-lb-all-pools-down',
    title: 'every pool of the load balancer is down',
    sites: shop(edgeError(530, 1016)),
    zone: {
      records: [],
      pools: ['eu', 'us'].map(name => ({
        id: name,
        name,
        enabled: true,
        healthy: false,
        origins: [{ name: 'app-1', address: '198.51.100.4', healthy: false, failure_reason: 'TCP connection failed' }],
      })),
    },
  }),
  known({
    id: 'cf-flexible-loop',
    cause: 'cf-ssl-flexible-loop',
    title: 'Cloudflare asks by HTTP, and the origin redirects to HTTPS',
    sites: shop(edge(301, '', { location: 'https://shop.example.com/' })),
    zone: { ssl: 'flexible', sslHealed: 'full' },
    origins: [
      { address: '198.51.100.4', port: 443, tls: { names: ['shop.example.com'] }, answer: () => page(200, 'open') },
    ],
    fix: 'ask-by-tls',
    heals: isChange('PATCH', /\/settings\/ssl$/, /"value":"full"/),
    restores: isChange('PATCH', /\/settings\/ssl$/, /"value":"flexible"/),
  }),
  known({
    id: 'cf-cached-502',
    cause: 'cf-origin-error-cached-or-always-online',
    title: 'an error is served out of the cache',
    sites: shop(edge(502, '<h1>502 Bad Gateway</h1>', { 'cf-cache-status': 'HIT', age: '512' })),
    fix: 'purge',
    heals: isChange('POST', /\/purge_cache$/, /"files":\["https:\/\/shop\.example\.com\/"\]/),
  }),
  known({
    id: 'cf-healthy',
    cause: 'healthy',
    title: 'nothing is wrong',
    sites: { 'shop.example.com': fine },
  }),
  known({
    id: 'cf-healthy-after-errors',
    cause: 'healthy',
    title: 'it failed within the hour, and does not now',
    sites: { 'shop.example.com': fine },
    zone: { groups: [[502, 502, 31]] },
  }),
  known({
    id: 'cf-499-client-left',
    cause: 'healthy',
    title: 'clients went away, and nothing else is wrong',
    sites: { 'shop.example.com': fine },
    zone: { groups: [[499, 0, 212]] },
    contributing: 'cf-499-client-left',
  }),
]
