import { join } from 'node:path'
import type { Box } from '../box/box.ts'
import { makeRoot, makeSelfSigned } from '../box/ca.ts'
import { hello, serveTls, serveTlsBy } from './apps.ts'
import type { Fault } from './fault.ts'

const verifyError = (code: number) => new RegExp(`upstream SSL certificate verify error: \\(${code}:`)
const day = 86_400

/** nginx verifies the certificate of its upstream and refuses it. */
export const verifyFaults: Fault[] = [
  {
    id: 'tls-verify-hostname-mismatch',
    cause: 'tls-verify-hostname-mismatch',
    title: 'The certificate is for another name than the one that nginx expects',
    needs: ['nginx', 'openssl'],
    fix: 'expect-name',
    shows: { status: [502], log: /upstream SSL certificate does not match "shop\.internal"/ },
    async up(box) {
      const root = makeRoot(join(box.folder, 'ca'))
      root.issue(join(box.folder, 'app'), { names: ['shop-1.internal', '*.internal.example'] })
      return verifying(box, root.cert, 'proxy_ssl_server_name on; proxy_ssl_name shop.internal;')
    },
  },
  {
    id: 'tls-sni-missing-by-name',
    cause: 'tls-sni-missing',
    title: 'Without a server name the upstream shows the certificate of another site, which nginx refuses',
    needs: ['nginx', 'openssl'],
    fix: 'send-name',
    shows: { status: [502], log: /upstream SSL certificate does not match "shop\.internal"/ },
    async up(box) {
      const root = makeRoot(join(box.folder, 'ca'))
      const shop = root.issue(join(box.folder, 'shop'), { names: ['shop.internal'] })
      root.issue(join(box.folder, 'app'), { names: ['journal.internal'] })
      const context = `tls.createSecureContext({ key: fs.readFileSync('${shop.key}'), cert: fs.readFileSync('${shop.cert}') })`
      const settings = `{ key, cert, SNICallback: (name, done) => done(null, name === 'shop.internal' ? ${context} : undefined) }`
      return verifying(box, root.cert, 'proxy_ssl_name shop.internal;', serveTlsBy(settings, hello))
    },
  },
  {
    id: 'tls-verify-self-signed',
    cause: 'tls-verify-untrusted-ca',
    title: 'The certificate is signed by itself',
    needs: ['nginx', 'openssl'],
    shows: { status: [502], log: verifyError(18) },
    async up(box) {
      makeSelfSigned(join(box.folder, 'app'), 'shop.internal')
      return verifying(box, makeRoot(join(box.folder, 'ca')).cert, 'proxy_ssl_name shop.internal;')
    },
  },
  {
    id: 'tls-verify-untrusted-ca',
    cause: 'tls-verify-untrusted-ca',
    title: "The certificate is of the new authority, and nginx's file still holds the old one",
    needs: ['nginx', 'openssl'],
    fix: 'trust-issuer',
    shows: { status: [502], log: verifyError(21) },
    async up(box) {
      makeRoot(join(box.folder, 'ca/new'), 'Shop Root CA 2026').issue(join(box.folder, 'app'), {
        names: ['shop.internal'],
      })
      return verifying(box, makeRoot(join(box.folder, 'ca')).cert, 'proxy_ssl_name shop.internal;')
    },
  },
  {
    id: 'tls-verify-expired-or-clock',
    cause: 'tls-verify-expired-or-clock',
    title: 'The certificate has expired',
    needs: ['nginx', 'openssl'],
    shows: { status: [502], log: verifyError(10) },
    up: box => dated(box, -30 * day, -3600),
  },
  {
    id: 'tls-verify-not-yet-valid',
    cause: 'tls-verify-expired-or-clock',
    title: "The certificate is not valid yet by the proxy's clock",
    needs: ['nginx', 'openssl'],
    shows: { status: [502], log: verifyError(9) },
    up: box => dated(box, 7200, 30 * day),
  },
  {
    id: 'tls-incomplete-chain',
    cause: 'tls-incomplete-chain',
    title: 'The upstream sends a public certificate without the intermediate that issued it',
    needs: ['nginx', 'openssl'],
    shows: { status: [502], log: verifyError(21) },
    async up(box) {
      const root = makeRoot(join(box.folder, 'ca'))
      const issuer = root.below(join(box.folder, 'issuer'), 'Shop Issuing CA 1')
      issuer.issue(join(box.folder, 'app'), { names: ['shop.internal'], isPublic: true })
      return verifying(box, root.cert, 'proxy_ssl_name shop.internal;')
    },
  },
  {
    id: 'tls-incomplete-chain-private',
    cause: 'tls-incomplete-chain',
    title: 'The upstream does not send a private intermediate, a copy of which lies on this machine',
    needs: ['nginx', 'openssl'],
    shows: { status: [502], log: verifyError(21) },
    async up(box) {
      const root = makeRoot(join(box.folder, 'ca'))
      const issuer = root.below(join(box.folder, 'ca/issuing'), 'Shop Issuing CA 1')
      issuer.issue(join(box.folder, 'app'), { names: ['shop.internal'] })
      return verifying(box, root.cert, 'proxy_ssl_name shop.internal;')
    },
  },
  {
    id: 'tls-chain-too-deep',
    cause: 'tls-incomplete-chain',
    title: 'The upstream sends its whole chain, which is longer than nginx follows it',
    needs: ['nginx', 'openssl'],
    fix: 'deeper-chain',
    shows: { status: [502], log: /upstream SSL certificate verify error: \((?:20|22):/ },
    async up(box) {
      const root = makeRoot(join(box.folder, 'ca'))
      const first = root.below(join(box.folder, 'first'), 'Shop Policy CA')
      const second = first.below(join(box.folder, 'second'), 'Shop Issuing CA')
      const leaf = second.issue(join(box.folder, 'app'), { names: ['shop.internal'] })
      const chain = [leaf, second, first].map(({ cert }) => `fs.readFileSync('${cert}')`).join(', ')
      const settings = `{ key, cert: Buffer.concat([${chain}]) }`
      return verifying(box, root.cert, 'proxy_ssl_name shop.internal;', serveTlsBy(settings, hello))
    },
  },
]

/** nginx before an application with `app/cert.pem`, which it verifies with the authorities in `trusted`. */
async function verifying(box: Box, trusted: string, location: string, source = serveTls(hello)) {
  const app = await box.app(source)
  const nginx = await box.nginx({
    location: `proxy_pass https://127.0.0.1:${app.port}; proxy_ssl_verify on; proxy_ssl_trusted_certificate ${trusted};
      ${location}`,
  })
  return { url: nginx.url, errorLog: nginx.errorLog }
}

async function dated(box: Box, from: number, until: number) {
  const root = makeRoot(join(box.folder, 'ca'))
  root.issue(join(box.folder, 'app'), { names: ['shop.internal'], from, until })
  return verifying(box, root.cert, 'proxy_ssl_name shop.internal;')
}
