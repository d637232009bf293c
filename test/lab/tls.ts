import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { apps, hello, serveTls } from './apps.ts'
import type { Fault } from './fault.ts'

/** nginx and the application do not agree on whether they speak TLS. */
export const tlsFaults: Fault[] = [
  {
    id: 'https-proxied-to-plain-http',
    cause: 'https-proxied-to-plain-http',
    title: 'nginx speaks TLS to an application that speaks plain HTTP',
    needs: ['nginx'],
    fix: 'speak-plain',
    shows: {
      status: [502],
      log: /SSL_do_handshake\(\) failed .*wrong version number.* while SSL handshaking to upstream/,
    },
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
      makeCertificate(join(box.folder, 'app'))
      const app = await box.app(serveTls(hello))
      const nginx = await box.nginx({ location: `proxy_pass http://127.0.0.1:${app.port};` })
      return { url: nginx.url, errorLog: nginx.errorLog }
    },
  },
]

function makeCertificate(folder: string): void {
  mkdirSync(folder, { recursive: true })
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', 'key.pem']
  const options = ['req', '-x509', ...key, '-out', 'cert.pem', '-days', '2', '-subj', '/CN=shop.test']
  execFileSync('openssl', options, { cwd: folder, stdio: 'ignore' })
}
