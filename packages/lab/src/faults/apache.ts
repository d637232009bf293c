import { join } from 'node:path'
import { behindApache, startApache } from '../box/apache.ts'
import type { Box } from '../box/box.ts'
import { allBut } from '../noise/kinds.ts'
import { minutesAgo } from '../noise/old-errors.ts'
import { probe } from '../run/probe.ts'
import { apps } from './apps.ts'
import type { Fault } from './fault.ts'
import { lossesAtIdleEnd } from './idle-race.ts'

const refused = /\(111\)Connection refused: AH00957: \w+: attempt to connect to \S+:\d+ /
/** Debian's page for each: cannot connect 503, no usable answer 502. */
const status = { connect: [503], read: [502] }

/** Apache httpd as the proxy. */
export const apacheFaults: Fault[] = [
  {
    id: 'apache-connect-failed',
    cause: 'apache-connect-failed',
    title: 'Nothing listens where Apache sends requests, and nothing manages the application',
    needs: ['apache', 'network'],
    shows: { status: status.connect, log: refused },
    async up(box) {
      return behindApache(box, `ProxyPass / http://127.0.0.1:${await box.port()}/`)
    },
  },
  {
    id: 'apache-connect-failed-debian',
    cause: 'apache-connect-failed',
    title: 'The same with paths in variables, a rule in a Location, and errors of another virtual host in the same log',
    // Its log is elsewhere, by Debian's variables.
    noises: allBut('rotated-logs'),
    needs: ['apache', 'network'],
    shows: { status: status.connect, log: refused },
    async up(box) {
      const [dead, slow] = [await box.port(), await box.app(apps.slow)]
      const apache = await startApache(box, {
        env: { APACHE_LOG_DIR: join(box.folder, 'apache/logs') },
        errorLog: '${APACHE_LOG_DIR}/error.log',
        server: `ServerAlias 127.0.0.1\n<Location "/">\nProxyPass "http://localhost:${dead}/"\n</Location>`,
        afterServer: ({ port }) =>
          `<VirtualHost *:${port}>\nServerName api.test\nProxyPass / http://127.0.0.1:${slow.port}/ timeout=1\n</VirtualHost>`,
      })
      const traffic = () => probe(apache.url, { host: 'api.test', wrap: box.wrap })
      return { url: apache.url, errorLog: apache.errorLog, traffic }
    },
  },
  {
    id: 'apache-application-stopped-in-pm2',
    cause: 'pm2-stopped-or-deleted',
    title: 'The application behind Apache was stopped in PM2',
    needs: ['apache', 'pm2', 'network'],
    shows: { status: status.connect, log: refused },
    async up(box) {
      const port = await box.port()
      const pm2 = await box.pm2()
      await pm2.start(apps.hello, { env: { PORT: String(port) } })
      await pm2.run(['stop', 'shop'])
      return { ...(await behindApache(box, `ProxyPass / http://127.0.0.1:${port}/`)), inputs: { pm2_home: pm2.home } }
    },
  },
  {
    id: 'apache-socket-missing',
    cause: 'apache-connect-failed',
    title: 'Apache sends requests to a unix socket that is not there',
    needs: ['apache', 'network'],
    shows: { status: status.connect, log: /\(2\)No such file or directory: AH02454: / },
    up: box => behindApache(box, `ProxyPass / unix:${box.folder}/shop.sock|http://localhost/`),
  },
  {
    id: 'apache-balancer-all-in-error',
    cause: 'apache-balancer-all-in-error',
    title: 'Both members of the balancer are down',
    needs: ['apache', 'network'],
    shows: { status: status.connect, log: /AH00959: ap_proxy_connect_backend disabling worker for / },
    async up(box) {
      const members = await Promise.all([box.port(), box.port()])
      return behindApache(box, 'ProxyPass / balancer://shop/', {
        modules: ['proxy_http', 'proxy_balancer', 'lbmethod_byrequests', 'slotmem_shm'],
        main: `<Proxy balancer://shop>\n${members.map(port => `BalancerMember http://127.0.0.1:${port}`).join('\n')}\n</Proxy>`,
      })
    },
  },
  {
    id: 'apache-closed-without-answer',
    cause: 'apache-read-failed-502',
    title: 'The application closes each connection without an answer',
    needs: ['apache', 'network'],
    shows: { status: status.read, log: /\(20014\)Internal error .*AH01102: error reading status line/ },
    up: box => inFrontOf(box, apps.closes),
  },
  {
    id: 'apache-read-timeout',
    cause: 'apache-read-failed-502',
    title: 'The application takes 2 s, and Apache waits 1 s',
    needs: ['apache', 'network'],
    fix: 'wait-longer',
    shows: { status: status.read, log: /\(70007\)The timeout specified has expired: .*AH01102: / },
    up: box => inFrontOf(box, apps.slow, 'timeout=1'),
  },
  {
    id: 'apache-body-read-failed',
    cause: 'apache-body-read-failed',
    title: 'The application promises twenty bytes and sends two',
    needs: ['apache', 'network'],
    shows: { status: [200], log: /\(70008\)Partial results .*AH01110: error reading response/ },
    up: box => inFrontOf(box, answering('HTTP/1.1 200 OK\\r\\nContent-Length: 20\\r\\n\\r\\nhi')),
  },
  {
    id: 'apache-header-too-big',
    cause: 'apache-bad-or-big-header',
    title: 'The application sets a cookie of 9 kB',
    needs: ['apache', 'network'],
    fix: 'larger-header-field',
    shows: { status: status.read, log: /AH10124: header size is over the limit/ },
    up: box =>
      inFrontOf(
        box,
        answering(`HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\nSet-Cookie: ${'x'.repeat(9000)}\\r\\n\\r\\nhi`),
      ),
  },
  {
    id: 'apache-bad-header',
    cause: 'apache-bad-or-big-header',
    title: 'A line of the response header is no header',
    needs: ['apache', 'network'],
    shows: { status: status.read, log: /AH01106: bad HTTP\/1\.1 header returned by/ },
    up: box => inFrontOf(box, answering('HTTP/1.1 200 OK\\r\\nX Bad\\r\\nContent-Length: 2\\r\\n\\r\\nhi')),
  },
  {
    id: 'apache-fcgi-not-fastcgi',
    cause: 'apache-fcgi',
    title: 'What listens on the FastCGI port speaks HTTP',
    needs: ['apache', 'network'],
    shows: { status: status.connect, log: /AH01068: Got bogus version/ },
    async up(box) {
      const app = await box.app(apps.hello)
      return behindApache(box, `ProxyPass / fcgi://127.0.0.1:${app.port}/`, { modules: ['proxy_fcgi'] })
    },
  },
  {
    id: 'apache-pool-exhausted',
    cause: 'apache-saturated',
    title: 'One connection to the backend is allowed, and a long request holds it',
    needs: ['apache', 'network'],
    shows: { status: status.connect, log: /AH00941: http: failed to acquire connection for/ },
    async up(box) {
      const app = await box.app(apps.events)
      const up = await behindApache(box, `ProxyPass / http://127.0.0.1:${app.port}/ max=1 acquire=200`, {
        main: 'ServerLimit 1',
      })
      // The event stream stays open until the box goes down.
      box.start(['curl', '-sN', '-m', '600', `${up.url}events`], { log: join(box.folder, 'events.log') })
      const traffic = async () => {
        while ((await probe(up.url, box)) !== 503);
      }
      return { ...up, traffic }
    },
  },
  {
    id: 'apache-application-answers-itself',
    cause: 'app-answers-5xx-itself',
    title: 'The application itself answers 502',
    needs: ['apache', 'network'],
    shows: { status: [502] },
    up: box => inFrontOf(box, apps.answers502),
  },
  {
    id: 'apache-keepalive-race',
    cause: 'apache-keepalive-race',
    title: 'The application closes idle connections that Apache still uses; only some POSTs fail',
    // Apache's log names no virtual host: amid another one that fails, a race that is over may not be told for certain.
    noises: allBut('other-server-failing'),
    needs: ['apache', 'network'],
    fix: 'close-idle-sooner',
    shows: { status: [200], log: /AH01102: error reading status line/ },
    up: raceForIdleConnections,
  },
  {
    id: 'healthy-apache',
    cause: 'healthy',
    title:
      'All is well behind Apache, another virtual host fails in the same log, and five minutes ago this backend was down',
    needs: ['apache', 'network'],
    shows: { status: [200], log: refused },
    async up(box) {
      const [app, dead] = [await box.app(apps.hello), await box.port()]
      const apache = await startApache(box, {
        server: `ProxyPass / http://127.0.0.1:${app.port}/`,
        oldErrors: refusedEarlier(app.port),
        afterServer: ({ port }) =>
          `<VirtualHost *:${port}>\nServerName api.test\nProxyPass / http://127.0.0.1:${dead}/\n</VirtualHost>`,
      })
      const traffic = () => probe(apache.url, { host: 'api.test', wrap: box.wrap })
      return { url: apache.url, errorLog: apache.errorLog, traffic }
    },
  },
]

/** What Apache 2.4 wrote five minutes ago, in local time. */
function refusedEarlier(port: number): string {
  const [day, month, date, year, time] = minutesAgo(5).toString().split(' ')
  const head = `[${day} ${month} ${date} ${time}.000000 ${year}] [proxy:error] [pid 4711:tid 4712]`
  const address = `127.0.0.1:${port}`
  return `${head} (111)Connection refused: AH00957: http: attempt to connect to ${address} (${address}) failed\n`
}

async function inFrontOf(box: Box, source: string, params = '') {
  const app = await box.app(source)
  return behindApache(box, `ProxyPass / http://127.0.0.1:${app.port}/ ${params}`)
}

/** An application that answers each request with the same bytes, written as within a JavaScript string. */
function answering(bytes: string): string {
  return `require('node:net').createServer(socket => {
  socket.on('error', () => {})
  socket.once('data', () => socket.end("${bytes}"))
}).listen(Number(process.env.PORT), process.env.HOST)
`
}

async function raceForIdleConnections(box: Box) {
  const up = await inFrontOf(box, apps.shortKeepAlive)
  return { ...up, losses: () => lossesAtIdleEnd(box, up.url) }
}
