import { join } from 'node:path'
import type { Box } from '../box/box.ts'
import { type Authority, makeRoot } from '../box/ca.ts'
import { startListener } from '../box/listener.ts'
import type { Fault } from './fault.ts'

/** The upstream ends the TLS handshake, or lets it hang. */
export const handshakeFaults: Fault[] = [
  {
    id: 'tls-client-certificate-required',
    cause: 'tls-client-certificate-required',
    title: 'The upstream demands a client certificate, over TLS 1.3',
    needs: ['nginx', 'openssl'],
    fix: 'show-certificate',
    shows: { status: [502], log: /SSL_read\(\) failed \(SSL: .*SSL alert number 116\) while reading response header/ },
    up: box => withMutualTls(box, ['-tls1_3'], () => 'proxy_ssl_protocols TLSv1.3;'),
  },
  {
    id: 'tls-client-certificate-required-tls12',
    cause: 'tls-client-certificate-required',
    title: 'The upstream demands a client certificate, over TLS 1.2',
    needs: ['nginx', 'openssl'],
    fix: 'show-certificate',
    shows: { status: [502], log: /SSL_do_handshake\(\) failed \(SSL: .*SSL alert number 40\) while SSL handshaking/ },
    up: box => withMutualTls(box, ['-tls1_2'], () => ''),
  },
  {
    id: 'tls-client-certificate-of-other-authority',
    cause: 'tls-client-certificate-required',
    title: 'nginx shows a client certificate of an authority that the upstream does not trust',
    needs: ['nginx', 'openssl'],
    fix: 'show-certificate',
    shows: { status: [502], log: /SSL alert number 48\)/ },
    up: box =>
      withMutualTls(box, ['-tls1_2'], () => {
        const other = makeRoot(join(box.folder, 'other-ca'), 'Another CA')
        const { cert, key } = other.issue(join(box.folder, 'other-client'), { names: ['front.shop.test'] })
        return `proxy_ssl_certificate ${cert}; proxy_ssl_certificate_key ${key};`
      }),
  },
  {
    id: 'tls-handshake-timeout',
    cause: 'tls-handshake-timeout',
    title: 'The upstream accepts connections and never answers a handshake',
    needs: ['nginx', 'openssl'],
    shows: { status: [504], log: /upstream timed out \(110: .*\) while SSL handshaking to upstream/ },
    up: box => behindTcp(box, '() => {}', 'proxy_connect_timeout 1s;'),
  },
  {
    id: 'tls-peer-closed-in-handshake',
    cause: 'tls-peer-closed-in-handshake',
    title: 'The upstream closes every handshake after its first message',
    needs: ['nginx', 'openssl'],
    shows: { status: [502], log: /peer closed connection in SSL handshake while SSL handshaking to upstream/ },
    up: box => behindTcp(box, "socket => socket.once('data', () => socket.end())"),
  },
  {
    id: 'tls-peer-reset-in-handshake',
    cause: 'tls-peer-closed-in-handshake',
    title: 'The upstream resets every handshake after its first message',
    needs: ['nginx', 'openssl'],
    shows: { status: [502], log: /peer closed connection in SSL handshake \(104: Connection reset by peer\)/ },
    up: box => behindTcp(box, "socket => socket.once('data', () => socket.resetAndDestroy())"),
  },
]

/** OpenSSL's own server, which answers a request with a page about the handshake. */
async function withMutualTls(box: Box, options: readonly string[], location: () => string) {
  const root = makeRoot(join(box.folder, 'ca'))
  const server = root.issue(join(box.folder, 'origin'), { names: ['shop.internal'] })
  const client = clientOf(root, box)
  const port = await box.port()
  const files = ['-cert', server.cert, '-key', server.key, '-CAfile', root.cert]
  const argv = [
    'openssl',
    's_server',
    '-accept',
    `127.0.0.1:${port}`,
    '-www',
    '-naccept',
    '100000',
    ...files,
    ...options,
  ]
  await startListener(box, [...argv, '-Verify', '1', '-verify_return_error'], {
    port,
    log: join(box.folder, 'origin/out.log'),
  })
  const nginx = await box.nginx({ location: `proxy_pass https://127.0.0.1:${port}; ${location()}` })
  const inputs = { client_certificate: client.cert, client_key: client.key }
  return { url: nginx.url, errorLog: nginx.errorLog, inputs }
}

function clientOf(root: Authority, { folder }: Box) {
  return root.issue(join(folder, 'client'), { names: ['front.shop.test'] })
}

async function behindTcp(box: Box, listener: string, location = '') {
  const app = await box.app(tcpServer(listener))
  const nginx = await box.nginx({ location: `proxy_pass https://127.0.0.1:${app.port}; ${location}` })
  return { url: nginx.url, errorLog: nginx.errorLog }
}

function tcpServer(listener: string): string {
  return `require('node:net').createServer(${listener}).listen(Number(process.env.PORT), process.env.HOST)\n`
}
