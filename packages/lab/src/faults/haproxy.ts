import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { until } from '@runbook/stack'
import type { Box } from '../box/box.ts'
import { type HaproxyParts, startHaproxy } from '../box/haproxy.ts'
import { minutesAgo } from '../noise/old-errors.ts'
import { probe } from '../run/probe.ts'
import { apps, serveTls } from './apps.ts'
import type { Fault } from './fault.ts'
import { lossesAtIdleEnd } from './idle-race.ts'

/** The line of a request that ended in a state, on a server or on none. */
const ended = (status: number, state: string, server = 's1') =>
  new RegExp(`shop/${server} \\S+ ${status} \\d+ - - ${state}-- `)

/** HAProxy as the proxy. */
export const haproxyFaults: Fault[] = [
  {
    id: 'haproxy-server-down',
    cause: 'haproxy-termination-states',
    title: 'Nothing listens where the server should be, and nothing manages the application',
    needs: ['haproxy', 'network'],
    shows: { status: [503], log: ended(503, 'SC') },
    async up(box) {
      return behind(box, `server s1 127.0.0.1:${await box.port()}`)
    },
  },
  {
    id: 'haproxy-application-stopped-in-pm2',
    cause: 'pm2-stopped-or-deleted',
    title: 'The application behind HAProxy was stopped in PM2, and a health check took its server out',
    needs: ['haproxy', 'pm2', 'network'],
    shows: { status: [503], log: ended(503, 'SC', '<NOSRV>') },
    async up(box) {
      const port = await box.port()
      const pm2 = await box.pm2()
      await pm2.start(apps.hello, { env: { PORT: String(port) } })
      await pm2.run(['stop', 'shop'])
      const up = await behind(box, `server s1 127.0.0.1:${port} check inter 200ms`)
      return { ...up, traffic: () => untilOut(box, up.url), inputs: { pm2_home: pm2.home } }
    },
  },
  {
    id: 'haproxy-health-check-path',
    cause: 'health-endpoint-disagrees',
    title: 'The health check asks for a path that answers 404, so a healthy server is out',
    needs: ['haproxy', 'network'],
    shows: { status: [503], log: ended(503, 'SC', '<NOSRV>') },
    async up(box) {
      const app = await box.app(
        apps.hello.replace(
          /response\.end\(/,
          "if (request.url === '/health') response.statusCode = 404\nresponse.end(",
        ),
      )
      const up = await behind(box, `option httpchk GET /health\n  server s1 127.0.0.1:${app.port} check inter 200ms`)
      return { ...up, traffic: () => untilOut(box, up.url) }
    },
  },
  {
    id: 'haproxy-name-unresolved',
    cause: 'haproxy-termination-states',
    title: 'The name of the server does not resolve',
    needs: ['haproxy', 'network'],
    shows: { status: [503], log: ended(503, 'SC', '<NOSRV>') },
    up: box => behind(box, 'server s1 nope.invalid:80 init-addr none'),
  },
  {
    id: 'haproxy-no-backend',
    cause: 'haproxy-termination-states',
    title: 'No rule chooses a backend, and there is no default',
    needs: ['haproxy', 'network'],
    shows: { status: [503], log: / web\/<NOSRV> \S+ 503 \d+ - - SC-- / },
    async up(box) {
      const app = await box.app(apps.hello)
      return behind(box, `server s1 127.0.0.1:${app.port}`, { frontend: 'use_backend shop if { path_beg /shop }' })
    },
  },
  {
    id: 'haproxy-tls-to-plain',
    cause: 'haproxy-termination-states',
    title: 'HAProxy speaks TLS to an application that speaks plain HTTP',
    needs: ['haproxy', 'network'],
    shows: { status: [503], log: ended(503, 'SC') },
    async up(box) {
      const app = await box.app(apps.hello)
      return behind(box, `server s1 127.0.0.1:${app.port} ssl verify none`)
    },
  },
  {
    id: 'haproxy-tls-unknown-issuer',
    cause: 'haproxy-termination-states',
    title: 'HAProxy verifies a certificate that nobody vouches for',
    needs: ['haproxy', 'openssl', 'network'],
    shows: { status: [503], log: ended(503, 'SC') },
    async up(box) {
      const app = await tlsApp(box)
      return behind(
        box,
        `server s1 127.0.0.1:${app.port} ssl verify required ca-file /etc/ssl/certs/ca-certificates.crt`,
      )
    },
  },
  {
    id: 'haproxy-plain-to-tls',
    cause: 'haproxy-termination-states',
    title: 'HAProxy speaks plain HTTP to a port that speaks TLS',
    needs: ['haproxy', 'openssl', 'network'],
    shows: { status: [502], log: ended(502, 'SH') },
    async up(box) {
      const app = await tlsApp(box)
      return behind(box, `server s1 127.0.0.1:${app.port}`)
    },
  },
  {
    id: 'haproxy-closed-without-answer',
    cause: 'haproxy-termination-states',
    title: 'The application closes each connection without an answer',
    needs: ['haproxy', 'network'],
    shows: { status: [502], log: ended(502, 'SH') },
    up: box => inFrontOf(box, apps.closes),
  },
  {
    id: 'haproxy-server-timeout',
    cause: 'haproxy-termination-states',
    title: 'The application takes 2 s, and HAProxy waits 1 s',
    needs: ['haproxy', 'network'],
    fix: 'wait-longer',
    shows: { status: [504], log: ended(504, 'sH') },
    up: box => inFrontOf(box, apps.slow),
  },
  {
    id: 'haproxy-header-too-large',
    cause: 'haproxy-termination-states',
    title: 'The application sets a cookie of 9 kB, and the buffers have 8 kB',
    needs: ['haproxy', 'network'],
    fix: 'larger-buffer',
    shows: { status: [502], log: ended(502, 'PH') },
    up: box => inFrontOf(box, answering(`Set-Cookie: ${'x'.repeat(9000)}`), { global: 'tune.bufsize 8192' }),
  },
  {
    id: 'haproxy-bad-header',
    cause: 'haproxy-termination-states',
    title: 'A line of the response header is no header',
    needs: ['haproxy', 'network'],
    shows: { status: [502], log: ended(502, 'PH') },
    up: box => inFrontOf(box, answering('X Bad')),
  },
  {
    id: 'haproxy-body-cut',
    cause: 'haproxy-termination-states',
    title: 'The application promises twenty bytes and sends two',
    needs: ['haproxy', 'network'],
    shows: { status: [200], log: ended(200, 'SD') },
    up: box => inFrontOf(box, answering('X-Promise: twenty', 20)),
  },
  {
    id: 'haproxy-queue-full',
    cause: 'haproxy-termination-states',
    title: 'The server takes one request at a time, and a long one holds it',
    needs: ['haproxy', 'network'],
    shows: { status: [503], log: ended(503, 'sQ', '<NOSRV>') },
    async up(box) {
      const app = await box.app(apps.events)
      const up = await behind(box, `timeout server 10m\n  server s1 127.0.0.1:${app.port} maxconn 1`)
      // The event stream stays open until the box goes down.
      box.start(['curl', '-sN', '-m', '600', `${up.url}events`], { log: join(box.folder, 'events.log') })
      return { ...up, traffic: () => untilOut(box, up.url) }
    },
  },
  {
    id: 'haproxy-application-answers-itself',
    cause: 'app-answers-5xx-itself',
    title: 'The application itself answers 502',
    needs: ['haproxy', 'network'],
    shows: { status: [502], log: ended(502, '--') },
    up: box => inFrontOf(box, apps.answers502),
  },
  {
    id: 'haproxy-keepalive-race',
    cause: 'haproxy-keepalive-race',
    title: 'The application closes idle connections that HAProxy still uses; only some POSTs fail',
    needs: ['haproxy', 'network'],
    shows: { status: [200], log: ended(502, 'SH') },
    up: raceForIdleConnections,
  },
  {
    id: 'healthy-haproxy',
    cause: 'healthy',
    title:
      'All is well behind HAProxy, another path fails in the same log, and five minutes ago the application was started again',
    needs: ['haproxy', 'network'],
    shows: { status: [200], log: / api\/s1 \S+ 503 / },
    async up(box) {
      const [app, dead] = [await box.app(apps.hello), await box.port()]
      const up = await behind(box, `server s1 127.0.0.1:${app.port}`, {
        frontend: 'use_backend api if { path_beg /api }\n  default_backend shop',
        oldLines: failedEarlier(),
        more: `backend api\n  server s1 127.0.0.1:${dead}\n`,
      })
      return { ...up, traffic: () => probe(`${up.url}api`, box) }
    },
  },
]

/** What HAProxy 2.6 wrote five minutes ago, in local time, when nothing listened and when a connection broke. */
function failedEarlier(): string {
  const [, month, date, year, time] = minutesAgo(5).toString().split(' ')
  const head = `127.0.0.1:4711 [${date}/${month}/${year}:${time}.000] web shop`
  const counters = '1/1/0/0/1 0/0 "GET / HTTP/1.1"'
  return [
    `${head}/s1 0/0/0/-1/0 502 209 - - SH-- ${counters}`,
    `${head}/s1 0/0/-1/-1/503 503 217 - - SC-- ${counters}`,
    '',
  ].join('\n')
}

async function behind(box: Box, backend: string, parts: HaproxyParts = {}) {
  const haproxy = await startHaproxy(box, { ...parts, backend })
  return { url: haproxy.url, errorLog: haproxy.log }
}

async function inFrontOf(box: Box, source: string, parts: HaproxyParts = {}) {
  const app = await box.app(source)
  return behind(box, `server s1 127.0.0.1:${app.port}`, parts)
}

/** Until checks or load have taken the only server out. */
function untilOut(box: Box, url: string): Promise<void> {
  return until('HAProxy has no server left', async () => (await probe(url, box)) === 503)
}

function tlsApp(box: Box) {
  mkdirSync(join(box.folder, 'app'), { recursive: true })
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-keyout', 'key.pem', '-out', 'cert.pem']
  const request = ['req', '-x509', '-nodes', '-days', '30', '-subj', '/CN=shop.test', ...key]
  execFileSync('openssl', request, { cwd: join(box.folder, 'app'), stdio: 'ignore' })
  return box.app(serveTls("response.end('hi')"))
}

/** An application that answers with a header line of its own. */
function answering(header: string, length = 2): string {
  return `require('node:net').createServer(socket => {
  socket.on('error', () => {})
  socket.once('data', () => socket.end("HTTP/1.1 200 OK\\r\\nContent-Length: ${length}\\r\\n${header}\\r\\n\\r\\nhi"))
}).listen(Number(process.env.PORT), process.env.HOST)
`
}

async function raceForIdleConnections(box: Box) {
  const up = await inFrontOf(box, apps.shortKeepAlive, { defaults: 'http-reuse always\n  retries 0' })
  return { ...up, losses: () => lossesAtIdleEnd(box, up.url) }
}
