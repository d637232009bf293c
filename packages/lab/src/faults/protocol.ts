import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import type { Box } from '../box/box.ts'
import { type Certificate, makeSelfSigned } from '../box/ca.ts'
import { startOrigin } from '../box/origin.ts'
import { apps } from './apps.ts'
import type { Fault } from './fault.ts'

/** nginx and the other side speak different protocols, or nginx's own certificate is broken. */
export const protocolFaults: Fault[] = [
  {
    id: 'grpc-pass-to-http',
    cause: 'http2-grpc-fastcgi-directive-mismatch',
    title: 'grpc_pass leads to an application that speaks HTTP/1',
    needs: ['nginx'],
    fix: 'pass-grpc-as-http',
    shows: { status: [502], log: /upstream sent too large http2 frame: 4740180/ },
    async up(box) {
      const app = await box.app(apps.hello)
      const nginx = await box.nginx({ location: `grpc_pass grpc://127.0.0.1:${app.port};` })
      return { url: nginx.url, errorLog: nginx.errorLog }
    },
  },
  {
    id: 'fastcgi-pass-to-http',
    cause: 'http2-grpc-fastcgi-directive-mismatch',
    title: 'fastcgi_pass leads to an application that speaks HTTP/1',
    needs: ['nginx'],
    fix: 'pass-as-http',
    shows: { status: [502], log: /upstream sent unsupported FastCGI protocol version: 72/ },
    async up(box) {
      const app = await box.app(apps.hello)
      const nginx = await box.nginx({ location: `fastcgi_pass 127.0.0.1:${app.port};` })
      return { url: nginx.url, errorLog: nginx.errorLog }
    },
  },
  {
    id: 'proxy-protocol-mismatch',
    cause: 'proxy-protocol-mismatch',
    title: 'The upstream expects the PROXY protocol, which nginx does not send',
    needs: ['nginx'],
    shows: { status: [502], log: /upstream prematurely closed connection while reading response header/ },
    async up(box) {
      const port = await box.port()
      await startOrigin(box, port, `server { listen 127.0.0.1:${port} proxy_protocol; return 200 "open\\n"; }`)
      const nginx = await box.nginx({ location: `proxy_pass http://127.0.0.1:${port};` })
      return { url: nginx.url, errorLog: nginx.errorLog }
    },
  },
  {
    id: 'proxy-protocol-mismatch-of-client',
    cause: 'proxy-protocol-mismatch',
    title: 'nginx expects the PROXY protocol, and clients come without it',
    needs: ['nginx'],
    fix: 'listen-without-proxy',
    shows: { status: 'no-answer', log: /broken header: "GET/ },
    async up(box) {
      const app = await box.app(apps.hello)
      const nginx = await box.nginx({ listen: ' proxy_protocol', location: `proxy_pass http://127.0.0.1:${app.port};` })
      return { url: nginx.url, errorLog: nginx.errorLog }
    },
  },
  {
    id: 'nginx-own-certificate-broken',
    cause: 'nginx-own-certificate-broken',
    title: 'nginx does not start, since the certificate that it names is not there',
    needs: ['nginx', 'openssl'],
    shows: { status: 'refused', log: /\[emerg\].*cannot load certificate "[^"]+": BIO_new_file\(\) failed/ },
    async up(box) {
      const { key } = makeSelfSigned(join(box.folder, 'tls'), 'shop.test')
      return withOwnCertificate(box, { cert: join(box.folder, 'tls/fullchain.pem'), key })
    },
  },
  {
    id: 'nginx-own-certificate-of-other-key',
    cause: 'nginx-own-certificate-broken',
    title: 'nginx does not start, since its certificate and key do not belong together',
    needs: ['nginx', 'openssl'],
    shows: { status: 'refused', log: /\[emerg\].*key values mismatch/ },
    async up(box) {
      const { cert } = makeSelfSigned(join(box.folder, 'tls'), 'shop.test')
      const { key } = makeSelfSigned(join(box.folder, 'old-tls'), 'shop.test')
      // As with keys that a group of services may read; what only root may read, only root can test.
      chmodSync(key, 0o644)
      return withOwnCertificate(box, { cert, key })
    },
  },
]

async function withOwnCertificate(box: Box, { cert, key }: Certificate) {
  const nginx = await box.nginx({
    listen: ' ssl',
    server: `ssl_certificate ${cert}; ssl_certificate_key ${key};`,
    location: 'return 200 "open\\n";',
    isBroken: true,
  })
  return { url: nginx.url.replace('http:', 'https:'), errorLog: nginx.output, inputs: { nginx_conf: nginx.conf } }
}
