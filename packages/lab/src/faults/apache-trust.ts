import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type ApacheParts, behindApache } from '../box/apache.ts'
import { apps, serveTls } from './apps.ts'
import type { Fault } from './fault.ts'

/** Apache cannot even begin: TLS, names and modules, for which it answers 500. */
export const apacheTrustFaults: Fault[] = [
  {
    id: 'apache-tls-to-plain',
    cause: 'apache-tls-handshake-500',
    title: 'Apache speaks TLS to an application that speaks plain HTTP',
    needs: ['apache', 'network'],
    fix: 'speak-plain',
    shows: { status: [500], log: /AH00898: Error during SSL Handshake/ },
    async up(box) {
      const app = await box.app(apps.hello)
      return behindApache(box, `SSLProxyEngine on\nProxyPass / https://127.0.0.1:${app.port}/`, tls)
    },
  },
  {
    id: 'apache-tls-not-enabled',
    cause: 'apache-tls-handshake-500',
    title: 'The backend is https:// and SSLProxyEngine is off',
    needs: ['apache', 'network'],
    shows: { status: [500], log: /AH01961: +failed to enable ssl support/ },
    async up(box) {
      const app = await box.app(apps.hello)
      return behindApache(box, `ProxyPass / https://127.0.0.1:${app.port}/`, tls)
    },
  },
  {
    id: 'apache-tls-other-name',
    cause: 'apache-tls-handshake-500',
    title: 'The certificate of the backend is for another name',
    needs: ['apache', 'openssl', 'network'],
    shows: { status: [500], log: /AH00898: Error during SSL Handshake/ },
    async up(box) {
      mkdirSync(join(box.folder, 'app'))
      const request = [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-days',
        '30',
      ]
      const names = ['-subj', '/CN=other.test', '-keyout', 'key.pem', '-out', 'cert.pem']
      execFileSync('openssl', [...request, ...names], { cwd: join(box.folder, 'app'), stdio: 'ignore' })
      const app = await box.app(serveTls("response.end('hi')"))
      return behindApache(box, `SSLProxyEngine on\nProxyPass / https://127.0.0.1:${app.port}/`, tls)
    },
  },
  {
    id: 'apache-dns',
    cause: 'apache-dns-500',
    title: 'The name of the backend does not resolve',
    needs: ['apache', 'network'],
    shows: { status: [500], log: /AH00898: DNS lookup failure for: nope\.invalid/ },
    up: box => behindApache(box, 'ProxyPass / http://nope.invalid/'),
  },
  {
    id: 'apache-no-protocol-handler',
    cause: 'apache-no-protocol-handler',
    title: 'The backend is ajp:// and its module is not loaded',
    needs: ['apache', 'network'],
    shows: { status: [500], log: /AH01144: No protocol handler was valid/ },
    async up(box) {
      return behindApache(box, `ProxyPass / ajp://127.0.0.1:${await box.port()}/`)
    },
  },
]

const tls: ApacheParts = { modules: ['proxy_http', 'ssl', 'socache_shmcb'] }
