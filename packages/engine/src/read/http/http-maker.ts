/** A response as far as its maker shows in it; header names are lower-case. */
export interface Made {
  status: number
  headers: ReadonlyMap<string, string>
  body: string
}

/**
 * Names the layer that wrote a response, or `app`. Errors go by the stock page of each product, as `Server` only
 * tells who passed the response on; below 400 that header is all there is.
 */
export function madeBy(made: Made): string {
  if (made.status < 400) return makerOfServer(serverOf(made)) ?? 'app'
  const page = made.body.slice(0, 65_536)
  return makers.find(([, isMaker]) => isMaker({ ...made, body: page }))?.[0] ?? 'app'
}

/** How a maker can be told, for people. */
export interface MakerSigns {
  maker: string
  /** As people call it. */
  name: string
  /** What `Server` says on responses that are no errors, such as `nginx/1.28.0`. */
  servers: string[]
  /** What its error responses look like; empty when they cannot be told from others. */
  error: string
}

/** All makers that `madeBy` knows, in the order in which it asks for them. */
export function makerSigns(): MakerSigns[] {
  const names = new Set([...makers.map(([maker]) => maker), ...families.map(([maker]) => maker)])
  return [...names].map(maker => ({
    maker,
    name: nameOf(maker),
    servers: families.find(([family]) => family === maker)?.[2] ?? [],
    error: makers.find(([known]) => known === maker)?.[2] ?? '',
  }))
}

/** The maker that a `Server` header names; undefined for one that is not known. */
export function makerOfServer(server: string): string | undefined {
  return families.find(([, pattern]) => pattern.test(server))?.[0]
}

function nameOf(maker: string): string {
  return NAMES[maker] ?? maker
}

const NAMES: Readonly<Record<string, string>> = {
  cloudflare: 'Cloudflare',
  'cloudflare-origin': 'Cloudflare, for the server behind it',
  'aws-alb': 'AWS Application Load Balancer',
  'azure-app-gateway': 'Azure Application Gateway',
  'azure-app-service': 'Azure App Service',
  nginx: 'nginx',
  apache: 'Apache httpd',
  haproxy: 'HAProxy',
  iis: 'IIS',
  envoy: 'Envoy',
  varnish: 'Varnish',
  caddy: 'Caddy',
  traefik: 'Traefik',
}

/** With what `Server` says, as it is written in full. */
const families: [string, RegExp, string[]][] = [
  ['cloudflare', /^cloudflare/i, ['cloudflare']],
  ['aws-alb', /^awselb\//i, ['awselb/2.0']],
  ['azure-app-gateway', /^Microsoft-Azure-Application-Gateway/i, ['Microsoft-Azure-Application-Gateway/v2']],
  ['nginx', /^(?:nginx|openresty|tengine|angie)\b/i, ['nginx/1.28.0', 'nginx', 'openresty/1.27.1']],
  ['apache', /^Apache(?:\/|$| \()/, ['Apache', 'Apache/2.4.65 (Debian)']],
  ['envoy', /^(?:istio-)?envoy$/i, ['envoy', 'istio-envoy']],
  ['varnish', /^varnish$/i, ['Varnish']],
  ['caddy', /^caddy$/i, ['Caddy']],
  ['iis', /^Microsoft-(?:IIS|HTTPAPI)/i, ['Microsoft-IIS/10.0', 'Microsoft-HTTPAPI/2.0']],
]

/** In the order asked: a mark that a product reserves for its own responses comes before the look of a page. */
const makers: [string, (made: Made) => boolean, string][] = [
  [
    'cloudflare',
    isCloudflare,
    'A status from 520 to 530 with a cf-ray header; a cf-error-type header; or a plain page with “cloudflare” under its line.',
  ],
  [
    'cloudflare-origin',
    isCloudflareForOrigin,
    'Cloudflare’s branded page for a 502 or 504, with a cf-ray header: the server behind Cloudflare answered so.',
  ],
  [
    'azure-app-gateway',
    ({ body }) => /^Microsoft-Azure-Application-Gateway/i.test(signatureOf(body)),
    'A plain page with “Microsoft-Azure-Application-Gateway/v2” under its line.',
  ],
  [
    'nginx',
    ({ body }) => /^(?:nginx|openresty|tengine|angie)\b/i.test(signatureOf(body)),
    'A plain page, the status in the middle, a line, and “nginx” or “nginx/1.28.0” under it (or openresty, tengine, angie).',
  ],
  [
    'aws-alb',
    made => /^awselb\//i.test(serverOf(made)) || isUnsignedPage(made.body),
    '“Server: awselb/2.0”; or a plain page with the status in the middle and nothing under it.',
  ],
  [
    'azure-app-service',
    isAppService,
    'A page that speaks of diagnostic resources, of a stopped web app, of “504.0 GatewayTimeout”, or has Microsoft Azure in its title.',
  ],
  [
    'iis',
    ({ body }) => iisPage.test(body),
    '“Web server received an invalid response while acting as a gateway or proxy server”, an “IIS Detailed Error” or “HTTP Error 503. The service is unavailable.”',
  ],
  [
    'apache',
    ({ body }) => apachePage.test(body),
    'A page with a heading, a sentence and an HTML 2.0 or 4.01 doctype; often “Apache/2.4 Server at …” under it.',
  ],
  [
    'haproxy',
    ({ body }) => haproxyPage.test(body),
    'A heading such as “503 Service Unavailable” and one sentence, such as “No server is available to handle this request.”',
  ],
  [
    'envoy',
    isEnvoy,
    'The bare words “upstream connect error or disconnect/reset before headers”, “no healthy upstream” or “upstream request timeout”.',
  ],
  ['varnish', ({ body }) => /Guru Meditation:/.test(body), 'A page that says “Guru Meditation”.'],
  ['caddy', made => made.body === '' && /^caddy$/i.test(serverOf(made)), '“Server: Caddy” and an empty body.'],
  [
    'traefik',
    isTraefik,
    'The bare words “Bad Gateway”, “Gateway Timeout”, “Service Unavailable” or “no available server”, and no Server header.',
  ],
]

/**
 * `cf-error-type` stands only on errors that Cloudflare made; 520-527 and 530 are its own codes; and its unbranded
 * page is nginx's with its own name (developers.cloudflare.com, 5xx errors and error headers).
 */
function isCloudflare(made: Made): boolean {
  if (/^cloudflare/i.test(signatureOf(made.body))) return true
  if (!isBehindCloudflare(made)) return false
  return made.headers.has('cf-error-type') || (made.status >= 520 && made.status <= 530)
}

/** For a 502 or 504 of the origin Cloudflare shows its branded page instead of the origin's body. */
function isCloudflareForOrigin(made: Made): boolean {
  if (!isBehindCloudflare(made) || (made.status !== 502 && made.status !== 504)) return false
  return /cf-error-details|cf-wrapper|\| 50[24]: |Error code 50[24]/i.test(made.body)
}

function isBehindCloudflare(made: Made): boolean {
  return /^cloudflare/i.test(serverOf(made)) || made.headers.has('cf-ray')
}

/** What stands under the line of a page in nginx's form (ngx_http_special_response.c): the product that wrote it. */
function signatureOf(body: string): string {
  return /<hr><center>([^<]*)<\/center>\s*<\/body>/i.exec(body)?.[1]?.trim() ?? ''
}

/** The ALB's page is nginx's without the line: 122 bytes for a 502, 162 for a 503. */
function isUnsignedPage(body: string): boolean {
  const page =
    /^<html>\r\n<head><title>(\d{3} [^<]+)<\/title><\/head>\r\n<body>\r\n<center><h1>([^<]+)<\/h1><\/center>\r\n<\/body>\r\n<\/html>(?:\r\n)?$/
  const [, title, heading] = page.exec(body) ?? []
  return title !== undefined && title === heading
}

function isAppService({ headers, body }: Made): boolean {
  if (appServicePage.test(body) || headers.has('x-ms-forbidden-ip')) return true
  return iisPage.test(body) && /ARRAffinity/.test(headers.get('set-cookie') ?? '')
}

/**
 * Pages of its front ends: an app that does not answer, that is stopped or over its quota, that is not there, and that
 * shuts the caller out (learn.microsoft.com, "Error 403 - This web app is stopped", and pages as seen in the field).
 */
const appServicePage =
  /<h1>\s*:\( Application Error|access the (?:<a[^>]*>)?diagnostic resources|This web app is stopped\.|^504\.0 GatewayTimeout|<title>[^<]*Microsoft Azure (?:App Service|Web App)|404 Web Site not found|<title>Web App - Unavailable<\/title>|Error 403 - Forbidden[\s\S]{0,400}Ip Forbidden/i

const iisPage =
  /Web server received an invalid response while acting as a gateway or proxy server|<title>IIS [\d.]+ Detailed Error|<hr><p>HTTP Error \d{3}\. The service is unavailable\.<\/p>|^The page cannot be displayed because an internal server error has occurred\.|iisnode encountered an error when processing the request/i

/** With `ServerSignature Off`, Debian's default, the page does not name Apache; its form still does (http_protocol.c). */
const apachePage =
  /^<!DOCTYPE HTML PUBLIC "-\/\/(?:IETF\/\/DTD HTML 2\.0|W3C\/\/DTD HTML 4\.01)\/\/EN"[^>]*>\s*<html><head>\s*<title>\d{3} [^<]+<\/title>\s*<\/head><body>\s*<h1>/

/** http.c of HAProxy: `http_err_msgs`. */
const haproxyPage = /^<html><body><h1>\d{3} [^<]+<\/h1>\n[^<]*\n<\/body><\/html>\s*$/

/** Envoy writes `Server` on every response, and this header only when an upstream answered (local replies have none). */
function isEnvoy(made: Made): boolean {
  const { body, headers } = made
  if (/^(?:upstream connect error or disconnect\/reset before headers|no healthy upstream$)/.test(body)) return true
  if (/^upstream (?:request|response) timeout$/.test(body)) return true
  return body === '' && /^(?:istio-)?envoy$/i.test(serverOf(made)) && !headers.has('x-envoy-upstream-service-time')
}

/** Traefik writes the bare words of the status, and neither `Server` nor the headers that frameworks add. */
function isTraefik({ status, headers, body }: Made): boolean {
  if (status === 503 && /^no available server\n?$/.test(body)) return true
  if (['server', 'etag', 'x-powered-by'].some(name => headers.has(name))) return false
  return /^(?:Bad Gateway|Gateway Timeout|Service Unavailable)$/.test(body)
}

function serverOf({ headers }: Made): string {
  return headers.get('server') ?? ''
}
