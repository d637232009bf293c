import { join } from 'node:path'
import type { Box } from '../box/box.ts'
import { makeRoot, makeSelfSigned } from '../box/ca.ts'
import { startOrigin } from '../box/origin.ts'
import { apps, hello, serveTls, serveTlsBy } from './apps.ts'
import type { Fault } from './fault.ts'

const failed = (reason: string) =>
  new RegExp(`SSL_do_handshake\\(\\) failed \\(SSL: .*${reason}.* while SSL handshaking to upstream`)

/** nginx and the application do not agree on whether and how they speak TLS. */
export const tlsFaults: Fault[] = [
  {
    id: 'https-proxied-to-plain-http',
    cause: 'https-proxied-to-plain-http',
    title: 'nginx speaks TLS to an application that speaks plain HTTP',
    needs: ['nginx'],
    fix: 'speak-plain',
    shows: { status: [502], log: failed('wrong version number') },
    async up(box) {
      const app = await box.app(apps.hello)
      const nginx = await box.nginx({ location: `proxy_pass https://127.0.0.1:${app.port};` })
      return { url: nginx.url, errorLog: nginx.errorLog }
    },
  },
  {
    id: 'http-proxied-to-tls-port',
    cause: 'http-proxied-to-tls-port',
    title: 'nginx speaks plain HTTP to an application that expects TLS',
    needs: ['nginx', 'openssl'],
    fix: 'speak-tls',
    shows: { status: [502], log: /upstream prematurely closed connection while reading response header/ },
    async up(box) {
      makeSelfSigned(join(box.folder, 'app'), 'shop.test')
      const app = await box.app(serveTls(hello))
      const nginx = await box.nginx({ location: `proxy_pass http://127.0.0.1:${app.port};` })
      return { url: nginx.url, errorLog: nginx.errorLog }
    },
  },
  {
    id: 'tls-sni-missing',
    cause: 'tls-sni-missing',
    title: 'The upstream refuses handshakes without its server name (alert 112), and nginx sends none',
    needs: ['nginx', 'openssl'],
    fix: 'send-name',
    shows: { status: [502], log: failed('SSL alert number 112') },
    up: box => behindNginx(box, 'proxy_set_header Host shop.internal;'),
  },
  {
    id: 'tls-sni-missing-of-group',
    cause: 'tls-sni-missing',
    title: 'nginx sends the name of its upstream group, which no server has',
    needs: ['nginx', 'openssl'],
    fix: 'send-name',
    shows: { status: [502], log: failed('SSL alert number 112') },
    async up(box) {
      const port = await box.port()
      return behindNginx(box, 'proxy_ssl_server_name on; proxy_set_header Host shop.internal;', {
        port,
        http: `upstream shop_backend { server 127.0.0.1:${port}; }`,
        target: 'shop_backend',
      })
    },
  },
  {
    id: 'tls-sni-missing-alert-40',
    cause: 'tls-sni-missing',
    title: 'The application has no certificate for handshakes without a server name (alert 40)',
    needs: ['nginx', 'openssl'],
    fix: 'send-name',
    shows: { status: [502], log: failed('SSL alert number 40') },
    up: box =>
      withTls(
        box,
        `{ SNICallback: (name, done) => done(null, name === 'shop.test' ? tls.createSecureContext({ key, cert }) : null) }`,
      ),
  },
  {
    id: 'tls-version-mismatch',
    cause: 'tls-version-mismatch',
    title: 'The application accepts TLS 1.3 only, and nginx does not offer it',
    needs: ['nginx', 'openssl'],
    fix: 'offer-current-versions',
    shows: { status: [502], log: failed('SSL alert number 70') },
    up: box => withTls(box, "{ key, cert, minVersion: 'TLSv1.3' }", 'proxy_ssl_protocols TLSv1 TLSv1.1 TLSv1.2;'),
  },
  {
    id: 'tls-version-mismatch-of-nginx',
    cause: 'tls-version-mismatch',
    title: 'nginx is told to offer TLS 1.3 only, and the application stops at 1.2',
    needs: ['nginx', 'openssl'],
    fix: 'offer-current-versions',
    shows: { status: [502], log: failed('SSL alert number 70') },
    up: box => withTls(box, "{ key, cert, maxVersion: 'TLSv1.2' }", 'proxy_ssl_protocols TLSv1.3;'),
  },
  {
    id: 'tls-version-mismatch-old',
    cause: 'tls-version-mismatch',
    title: 'The application stops at TLS 1.1, which current OpenSSL refuses',
    needs: ['nginx', 'openssl'],
    fix: 'allow-old-versions',
    shows: {
      status: [502],
      log: failed('(?:legacy sigalg disallowed or unsupported|unsupported protocol|SSL alert number 70)'),
    },
    up: box =>
      withTls(box, "{ key, cert, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' }"),
  },
  {
    id: 'tls-no-shared-cipher',
    cause: 'tls-no-shared-cipher',
    title: "nginx's list of ciphers has none that the application accepts",
    needs: ['nginx', 'openssl'],
    fix: 'usual-ciphers',
    shows: { status: [502], log: failed('SSL alert number 40') },
    up: box =>
      withTls(
        box,
        "{ key, cert, maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES256-GCM-SHA384' }",
        'proxy_ssl_ciphers ECDHE-ECDSA-AES128-GCM-SHA256; proxy_ssl_protocols TLSv1.2;',
      ),
  },
  {
    id: 'healthy-tls',
    cause: 'healthy',
    title: 'All is well, over TLS with a server name and a verified certificate',
    needs: ['nginx', 'openssl'],
    shows: { status: [200] },
    async up(box) {
      const root = makeRoot(join(box.folder, 'ca'))
      root.issue(join(box.folder, 'app'), { names: ['shop.internal'] })
      const app = await box.app(serveTls(hello))
      const nginx = await box.nginx({
        location: `proxy_pass https://127.0.0.1:${app.port}; proxy_ssl_server_name on; proxy_ssl_name shop.internal;
          proxy_ssl_verify on; proxy_ssl_trusted_certificate ${root.cert};`,
      })
      return { url: nginx.url, errorLog: nginx.errorLog }
    },
  },
]

/** nginx before an application of its own TLS settings, which can use `key`, `cert` and `tls`. */
async function withTls(box: Box, settings: string, location = '') {
  makeSelfSigned(join(box.folder, 'app'), 'shop.test')
  const app = await box.app(serveTlsBy(settings, hello))
  const nginx = await box.nginx({ location: `proxy_pass https://127.0.0.1:${app.port}; ${location}` })
  return { url: nginx.url, errorLog: nginx.errorLog }
}

/** A second nginx behind the first, as it is where one machine serves several sites: it refuses names that it does not know. */
async function behindNginx(
  box: Box,
  location: string,
  { port, http = '', target }: { port?: number; http?: string; target?: string } = {},
) {
  const { cert, key } = makeSelfSigned(join(box.folder, 'origin'), 'shop.internal')
  const at = port ?? (await box.port())
  const files = `ssl_certificate ${cert}; ssl_certificate_key ${key};`
  await startOrigin(
    box,
    at,
    `server { listen 127.0.0.1:${at} ssl default_server; ssl_reject_handshake on; }
  server { listen 127.0.0.1:${at} ssl; server_name shop.internal; ${files} return 200 "open\\n"; }`,
  )
  const nginx = await box.nginx({ http, location: `proxy_pass https://${target ?? `127.0.0.1:${at}`}; ${location}` })
  return { url: nginx.url, errorLog: nginx.errorLog }
}
