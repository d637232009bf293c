import { expect, it } from 'vitest'
import { madeBy, makerOfServer, makerSigns } from '../../../../packages/engine/src/read/http/http-maker.ts'

const page = (title: string, signature: string) =>
  `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n${signature === '' ? '' : `<hr><center>${signature}</center>\r\n`}</body>\r\n</html>\r\n`

const apache = (
  signature: string,
) => `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://www.w3.org/TR/html4/strict.dtd">
<html><head>
<title>503 Service Unavailable</title>
</head><body>
<h1>Service Unavailable</h1>
<p>The server is temporarily unable to service your request.</p>
${signature}</body></html>
`
const haproxy =
  '<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.\n</body></html>\n'
const iis = '<h2>502 - Web server received an invalid response while acting as a gateway or proxy server.</h2>'
const iisnode = '<p>iisnode encountered an error when processing the request.</p>'
const branded = '<title>shop.example.com | 502: Bad gateway</title><div id="cf-error-details"></div>'

it.each<[maker: string, title: string, status: number, headers: Record<string, string>, body: string]>([
  ['nginx', 'its stock page', 502, { server: 'nginx/1.22.1' }, page('502 Bad Gateway', 'nginx/1.22.1')],
  [
    'nginx',
    'its page behind Cloudflare, without tokens',
    500,
    { server: 'cloudflare', 'cf-ray': '1' },
    page('500 Oh', 'nginx'),
  ],
  ['nginx', 'the page of openresty', 502, {}, page('502 Bad Gateway', 'openresty/1.25.3.1')],
  [
    'app',
    'an error of the application that nginx passed on',
    502,
    { server: 'nginx' },
    '<h1>Bad gateway, says the app</h1>',
  ],
  ['app', 'an error in JSON', 500, { server: 'nginx' }, '{"error":"boom"}'],
  [
    'app',
    'a page that shows nginx markup in its text',
    500,
    {},
    '<p>&lt;hr&gt; <hr><center>nginx</center> is how it ends</p>',
  ],
  [
    'cloudflare',
    'its own unbranded page',
    502,
    { server: 'cloudflare', 'cf-ray': '1' },
    page('502 Bad Gateway', 'cloudflare'),
  ],
  ['cloudflare', 'a code of its own', 522, { server: 'cloudflare' }, branded],
  ['cloudflare', 'an error that its header marks', 502, { 'cf-ray': '1', 'cf-error-type': '1101' }, branded],
  ['cloudflare-origin', 'its branded page for an error of the origin', 502, { server: 'cloudflare' }, branded],
  ['app', 'a code like one of Cloudflare, made elsewhere', 522, {}, 'x'],
  ['aws-alb', 'its page', 502, { server: 'awselb/2.0' }, page('502 Bad Gateway', '')],
  ['aws-alb', 'its page behind nginx', 503, { server: 'nginx' }, page('503 Service Temporarily Unavailable', '')],
  ['azure-app-gateway', 'its page', 502, {}, page('502 Bad Gateway', 'Microsoft-Azure-Application-Gateway/v2')],
  ['azure-app-service', 'its application error', 503, {}, 'you can access the <a href="x">diagnostic resources</a>.'],
  ['azure-app-service', 'its stop page', 403, {}, '<h1>Error 403 - This web app is stopped.</h1>'],
  ['azure-app-service', 'its error page without a link', 503, {}, '<body><h1>:( Application Error</h1></body>'],
  ['azure-app-service', 'its page for a name that no app has', 404, {}, '<h2>404 Web Site not found.</h2>'],
  [
    'azure-app-service',
    'its page for a quota that is used up',
    403,
    {},
    '<title>Web App - Unavailable</title><h1>Error 403 - This web app is stopped.</h1>',
  ],
  ['azure-app-service', 'its page for a caller that is shut out', 403, { 'x-ms-forbidden-ip': '203.0.113.9' }, 'x'],
  ['azure-app-service', 'the words of its front end when time is up', 504, {}, '504.0 GatewayTimeout'],
  ['azure-app-service', 'an error of iisnode', 500, { 'set-cookie': 'ARRAffinity=1' }, iisnode],
  ['iis', 'the same without its cookie', 500, { server: 'Microsoft-IIS/10.0' }, iisnode],
  ['app', 'a page of an application that speaks of 403', 403, {}, '<h1>Error 403 - Forbidden</h1><p>Ask an admin</p>'],
  ['azure-app-service', 'the page of IIS with its cookie', 502, { 'set-cookie': 'ARRAffinity=1' }, iis],
  ['iis', 'its gateway page', 502, { server: 'Microsoft-IIS/10.0' }, iis],
  ['apache', 'its page with a signature', 503, {}, apache('<hr>\n<address>Apache/2.4.71 Server</address>\n')],
  ['apache', 'its page without one', 503, { server: 'nginx' }, apache('')],
  ['haproxy', 'its page', 503, {}, haproxy],
  ['envoy', 'a local reply', 503, { server: 'envoy' }, 'no healthy upstream'],
  [
    'envoy',
    'a local reply with its reason',
    503,
    {},
    'upstream connect error or disconnect/reset before headers. reset reason: connection timeout',
  ],
  ['envoy', 'no body and no upstream', 404, { server: 'envoy' }, ''],
  ['app', 'no body from an upstream of Envoy', 503, { server: 'envoy', 'x-envoy-upstream-service-time': '3' }, ''],
  ['varnish', 'its page', 503, {}, '<h1>Error 503 Backend fetch failed</h1><h3>Guru Meditation:</h3>'],
  ['caddy', 'an error without body', 502, { server: 'Caddy' }, ''],
  ['traefik', 'the bare words', 502, { 'content-type': 'text/plain; charset=utf-8' }, 'Bad Gateway'],
  ['app', 'the bare words of a framework', 502, { 'x-powered-by': 'Express', etag: 'W/"b"' }, 'Bad Gateway'],
  ['nginx', 'a redirect', 301, { server: 'nginx/1.22.1' }, page('301 Moved Permanently', 'nginx')],
  ['apache', 'a page', 200, { server: 'Apache/2.4.71 (Debian)' }, 'hello'],
  ['app', 'an answer without a server', 200, {}, 'hello'],
  ['app', 'an answer of some other server', 200, { server: 'gunicorn' }, 'hello'],
])('%s wrote %s', (maker, _title, status, headers, body) => {
  expect(madeBy({ status, headers: new Map(Object.entries(headers)), body })).toBe(maker)
})

it('knows the page of the ALB by its length in the wild', () => {
  expect(page('502 Bad Gateway', '')).toHaveLength(122)
  expect(page('503 Service Temporarily Unavailable', '')).toHaveLength(162)
})

it('has a name of its own for every maker, and knows each by what its Server header says', () => {
  const signs = makerSigns()
  expect(signs.filter(({ maker, name }) => name === maker).map(({ maker }) => maker)).toEqual(['nginx'])
  for (const { maker, servers } of signs) for (const server of servers) expect(makerOfServer(server)).toBe(maker)
  expect(makerOfServer('gunicorn')).toBeUndefined()
})
