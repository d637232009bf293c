import { gzipSync } from 'node:zlib'
import type { Answer, Origin, Scenario } from '../scenario.ts'
import { page } from '../scenario.ts'
import { apiOf, isChange, recordOf, withToken, type Zone } from './api.ts'
import { behind, branded, edge, edgeError, shop, unbranded } from './pages.ts'

const address = '198.51.100.4'
const tls = { names: ['shop.example.com'] }
const open: Answer = () => page(200, 'The shop is open.\n', { server: 'nginx/1.22.1' })

/** The origin behind the record, with its certificate. */
function origin(answer: Answer, more: Partial<Origin> = {}): Origin {
  return { address, port: 443, tls, answer, ...more }
}

type Part = Pick<Scenario, 'id' | 'cause' | 'title' | 'sites'> & Partial<Scenario> & { zone?: Zone }

/** A scenario in which the token may see everything. */
function known({ zone, ...rest }: Part): Scenario {
  const apis = [apiOf({ records: [recordOf(address)], ssl: 'full', ...zone })]
  return { needs: ['curl', 'openssl'], url: 'https://shop.example.com/', apis, env: withToken, ...rest }
}

/** What the origin sends, and what Cloudflare makes of its silence. */
export const originScenarios: readonly Scenario[] = [
  known({
    id: 'cf-502-of-nginx',
    cause: 'cf-502-from-origin',
    title: "nginx at the origin sends a 502, which gets Cloudflare's branded page",
    sites: shop(branded(502)),
    origins: [origin(() => behind.nginx(502, 'Bad Gateway'))],
  }),
  known({
    id: 'cf-502-of-the-origin-without-a-token',
    cause: 'cf-502-from-origin',
    title: 'the branded page alone shows that the origin sent it',
    sites: shop(branded(502)),
    env: {},
  }),
  known({
    id: 'cf-502-compression',
    cause: 'cf-502-from-cloudflare',
    title: 'the origin says gzip and sends something else',
    sites: shop(unbranded(502, 'Bad Gateway')),
    zone: { groups: [[502, 0, 311]] },
    origins: [origin(() => page(200, 'this is no gzip', { 'content-encoding': 'gzip' }))],
    says: /compressed \(gzip\) and cannot be read/,
  }),
  known({
    id: 'cf-502-edge',
    cause: 'cf-502-from-cloudflare',
    title: 'Cloudflare moves traffic between its data centres',
    sites: shop(unbranded(502, 'Bad Gateway')),
    zone: { groups: [[502, 0, 12]] },
    origins: [origin(open)],
  }),
  known({
    id: 'cf-504-of-nginx',
    cause: 'cf-504-from-origin',
    title: 'nginx at the origin gives up on its application',
    sites: shop(branded(504)),
    origins: [origin(() => behind.nginx(504, 'Gateway Time-out'))],
  }),
  known({
    id: 'cf-503-of-the-origin',
    cause: 'cf-503',
    title: 'the origin is in maintenance',
    sites: shop(edge(503, String(behind.nginx(503, 'Service Temporarily Unavailable').body))),
    zone: { groups: [[503, 503, 90]] },
    origins: [origin(() => behind.nginx(503, 'Service Temporarily Unavailable'))],
  }),
  known({
    id: 'cf-503-edge',
    cause: 'cf-503',
    title: 'a data centre of Cloudflare is overloaded',
    sites: shop(unbranded(503, 'Service Temporarily Unavailable')),
    zone: { groups: [[503, 0, 90]] },
    origins: [origin(open)],
  }),
  known({
    id: 'cf-500-of-the-application',
    cause: 'cf-500',
    title: 'the application at the origin has no database',
    sites: shop(edge(500, 'Error establishing a database connection')),
    zone: { groups: [[500, 500, 40]] },
    origins: [origin(() => page(500, 'Error establishing a database connection'))],
  }),
  known({
    id: 'cf-500-edge',
    cause: 'cf-500',
    title: "a rule of the zone breaks Cloudflare's own handling",
    sites: shop(unbranded(500, 'Internal Server Error')),
    origins: [origin(open)],
  }),
  known({
    id: 'cf-501-method',
    cause: 'cf-501-method',
    title: 'Cloudflare does not know the method',
    sites: shop(unbranded(501, 'Not Implemented')),
  }),
  known({
    id: 'cf-520-empty-reply',
    cause: 'cf-520-unknown',
    title: 'the origin closes the connection without an answer',
    sites: shop(edgeError(520)),
    origins: [origin(() => ({ body: '' }))],
  }),
  known({
    id: 'cf-520-big-headers',
    cause: 'cf-520-unknown',
    title: 'the origin sends more headers than Cloudflare takes',
    sites: shop(edgeError(520)),
    origins: [origin(() => page(200, 'open', { 'set-cookie': `cart=${'x'.repeat(40_000)}` }))],
  }),
  known({
    id: 'cf-520-http2',
    cause: 'cf-520-unknown',
    title: 'the origin offers HTTP/2 and cannot speak it',
    sites: shop(edgeError(520)),
    origins: [origin(open, { tls: { ...tls, breaksHttp2: true } })],
    says: /breaks off over HTTP\/2, and answers 200 over HTTP\/1\.1/,
    fix: 'origin-http1',
    heals: isChange('PATCH', /\/settings\/origin_max_http_version$/, /"value":"1"/),
    restores: isChange('PATCH', /\/settings\/origin_max_http_version$/, /"value":"2"/),
  }),
  known({
    id: 'cf-521-refused',
    cause: 'cf-521-refused',
    title: 'nothing listens at the origin',
    sites: shop(edgeError(521)),
    origins: [origin(open, { port: 8443 })],
  }),
  known({
    id: 'cf-521-without-a-token',
    cause: 'cf-521-refused',
    title: 'the status alone shows it, where nothing may be asked',
    sites: shop(edgeError(521)),
    env: {},
  }),
  known({
    id: 'cf-521-only-for-cloudflare',
    cause: 'cf-521-refused',
    title: "a firewall rejects Cloudflare's addresses only",
    sites: shop(edgeError(521)),
    origins: [origin(open)],
  }),
  known({
    id: 'cf-522-wrong-address',
    cause: 'cf-522-timeout',
    title: 'the record still points at the old server',
    sites: shop(edgeError(522)),
    inputs: { new_origin: '198.51.100.9' },
    zone: { records: [recordOf('198.51.100.77')] },
    origins: [origin(open, { address: '198.51.100.9' })],
    fix: 'move-record',
    heals: isChange('PATCH', /\/dns_records\//, /"content":"198\.51\.100\.9"/),
    restores: isChange('PATCH', /\/dns_records\//, /"content":"198\.51\.100\.77"/),
  }),
  known({
    id: 'cf-523-no-route',
    cause: 'cf-523-unreachable',
    title: 'the address of the record is retired',
    sites: shop(edgeError(523)),
    zone: { records: [recordOf('198.51.100.77')] },
  }),
  known({
    id: 'cf-524-slow',
    cause: 'cf-524-read-timeout',
    title: 'the application works longer than Cloudflare waits, on a plan that may wait longer',
    sites: shop(edgeError(524)),
    zone: { readTimeout: { value: 120, editable: true } },
    origins: [origin(open)],
    fix: 'wait-longer',
    heals: isChange('PATCH', /\/settings\/proxy_read_timeout$/, /"value":300/),
    restores: isChange('PATCH', /\/settings\/proxy_read_timeout$/, /"value":120/),
  }),
  known({
    id: 'cf-525-old-protocol',
    cause: 'cf-525-handshake',
    title: 'the origin only speaks TLS 1.1',
    sites: shop(edgeError(525)),
    origins: [origin(open, { tls: { ...tls, aborts: 'old-protocol' } })],
  }),
  known({
    id: 'cf-525-reset',
    cause: 'cf-525-handshake',
    title: 'something resets every handshake',
    sites: shop(edgeError(525)),
    origins: [origin(open, { tls: { ...tls, aborts: 'reset' } })],
  }),
  known({
    id: 'cf-525-not-tls',
    cause: 'cf-525-handshake',
    title: 'port 443 of the origin speaks plain HTTP',
    sites: shop(edgeError(525)),
    origins: [{ address, port: 443, answer: open }],
  }),
  ...(['itself', 'stranger'] as const).map(signedBy =>
    known({
      id: `cf-526-signed-by-${signedBy}`,
      cause: 'cf-526-invalid-cert',
      title: `the origin's certificate is signed by ${signedBy}`,
      sites: shop(edgeError(526)),
      zone: { ssl: 'strict' },
      origins: [origin(open, { tls: { ...tls, signedBy } })],
    }),
  ),
  known({
    id: 'cf-526-expired',
    cause: 'cf-526-invalid-cert',
    title: "the origin's certificate ran out, and the mode is relaxed for the meantime",
    sites: shop(edgeError(526)),
    zone: { ssl: 'strict', sslHealed: 'full' },
    origins: [origin(open, { tls: { ...tls, isExpired: true } })],
    fix: 'relax-mode',
    heals: isChange('PATCH', /\/settings\/ssl$/, /"value":"full"/),
    restores: isChange('PATCH', /\/settings\/ssl$/, /"value":"strict"/),
  }),
  known({
    id: 'cf-526-other-name',
    cause: 'cf-526-invalid-cert',
    title: "the origin's certificate is for another host",
    sites: shop(edgeError(526)),
    zone: { ssl: 'strict' },
    origins: [origin(open, { tls: { names: ['old.example.net'] } })],
  }),
  known({
    id: 'cf-custom-page-of-the-origin',
    cause: 'cf-502-from-origin',
    title: "the zone's own error page hides a 502 of the origin",
    sites: shop(edge(502, '<html><body><h1>We will be right back</h1></body></html>')),
    zone: { groups: [[502, 502, 80]] },
    origins: [origin(() => behind.nginx(502, 'Bad Gateway'))],
    contributing: 'cf-custom-error-page',
  }),
  known({
    id: 'cf-custom-page-of-the-edge',
    cause: 'cf-502-from-cloudflare',
    title: "the zone's own error page hides a 502 of Cloudflare",
    sites: shop(edge(502, '<html><body><h1>We will be right back</h1></body></html>')),
    zone: { groups: [[502, 0, 80]] },
    origins: [origin(() => page(200, gzipSync('open').toString('latin1').slice(0, 9)))],
  }),
]
