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
  if (made.status < 400) return families.find(([, pattern]) => pattern.test(serverOf(made)))?.[0] ?? 'app'
  const page = made.body.slice(0, 65_536)
  return makers.find(([, isMaker]) => isMaker({ ...made, body: page }))?.[0] ?? 'app'
}

const families: [string, RegExp][] = [
  ['cloudflare', /^cloudflare/i],
  ['aws-alb', /^awselb\//i],
  ['azure-app-gateway', /^Microsoft-Azure-Application-Gateway/i],
  ['nginx', /^(?:nginx|openresty|tengine|angie)\b/i],
  ['apache', /^Apache(?:\/|$| \()/],
  ['envoy', /^(?:istio-)?envoy$/i],
  ['varnish', /^varnish$/i],
  ['caddy', /^caddy$/i],
  ['iis', /^Microsoft-(?:IIS|HTTPAPI)/i],
]

/** In the order asked: a mark that a product reserves for its own responses comes before the look of a page. */
const makers: [string, (made: Made) => boolean][] = [
  ['cloudflare', isCloudflare],
  ['cloudflare-origin', isCloudflareForOrigin],
  ['azure-app-gateway', ({ body }) => /^Microsoft-Azure-Application-Gateway/i.test(signatureOf(body))],
  ['nginx', ({ body }) => /^(?:nginx|openresty|tengine|angie)\b/i.test(signatureOf(body))],
  ['aws-alb', made => /^awselb\//i.test(serverOf(made)) || isUnsignedPage(made.body)],
  ['azure-app-service', isAppService],
  ['iis', ({ body }) => iisPage.test(body)],
  ['apache', ({ body }) => apachePage.test(body)],
  ['haproxy', ({ body }) => haproxyPage.test(body)],
  ['envoy', isEnvoy],
  ['varnish', ({ body }) => /Guru Meditation:/.test(body)],
  ['caddy', made => made.body === '' && /^caddy$/i.test(serverOf(made))],
  ['traefik', isTraefik],
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
