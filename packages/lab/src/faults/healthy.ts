import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { allBut } from '../noise/kinds.ts'
import { noise, yesterday } from '../noise/old-errors.ts'
import { probe } from '../run/probe.ts'
import { apps } from './apps.ts'
import type { Fault } from './fault.ts'

/** Nothing is wrong: a session must find nothing, whatever else the log says. */
export const healthyLayouts: Fault[] = [
  {
    id: 'healthy',
    cause: 'healthy',
    title: 'All is well',
    asNobody: 'cause',
    needs: ['nginx'],
    shows: { status: [200] },
    async up(box) {
      const app = await box.app(apps.hello)
      const nginx = await box.nginx({ location: `proxy_pass http://127.0.0.1:${app.port};` })
      return { url: nginx.url, errorLog: nginx.errorLog }
    },
  },
  {
    id: 'healthy-after-yesterday',
    cause: 'healthy',
    title: 'All is well, and the log still holds the errors of yesterday for the same host',
    // Rotated, those of yesterday would be in another file.
    noises: allBut('rotated-logs'),
    asNobody: 'cause',
    needs: ['nginx'],
    shows: { status: [200], log: /connect\(\) failed \(111: Connection refused\)/ },
    async up(box) {
      const app = await box.app(apps.hello)
      const nginx = await box.nginx({
        location: `proxy_pass http://127.0.0.1:${app.port};`,
        oldErrors: ({ port }) =>
          noise({ kind: 'refused', until: yesterday(), count: 120, host: `127.0.0.1:${port}` }) +
          noise({ kind: 'closed', until: yesterday(), count: 20, host: `127.0.0.1:${port}` }),
      })
      return { url: nginx.url, errorLog: nginx.errorLog }
    },
  },
  {
    id: 'healthy-beside-failing-server',
    cause: 'healthy',
    title: 'All is well, while another server block of the same nginx fails right now in the same log',
    asNobody: 'cause',
    // Its other server block listens beside it, on IPv4.
    noises: allBut('ipv6-only'),
    needs: ['nginx'],
    shows: { status: [200], log: /server: api\.test, .*host: "api\.test"/ },
    async up(box) {
      const [app, port, dead] = [await box.app(apps.hello), await box.port(), await box.port()]
      const nginx = await box.nginx({
        port,
        location: `proxy_pass http://127.0.0.1:${app.port};`,
        afterServer: `server { listen 127.0.0.1:${port}; server_name api.test; location / { proxy_pass http://127.0.0.1:${dead}; } }`,
      })
      const traffic = async () => {
        for (let i = 0; i < 5; i++) await probe(nginx.url, { host: 'api.test', wrap: box.wrap })
      }
      await traffic()
      return { url: nginx.url, errorLog: nginx.errorLog, traffic }
    },
  },
  {
    id: 'healthy-unix-socket',
    cause: 'healthy',
    title: 'All is well, over a unix socket and a reused connection',
    asNobody: 'cause',
    needs: ['nginx'],
    shows: { status: [200] },
    async up(box) {
      const socket = join(box.folder, 'shop.sock')
      await box.app(apps.hello, { unix: socket })
      chmodSync(socket, 0o666)
      const nginx = await box.nginx({
        http: `upstream shop { server unix:${socket}; keepalive 8; }`,
        location: 'proxy_pass http://shop; proxy_http_version 1.1; proxy_set_header Connection "";',
      })
      return { url: nginx.url, errorLog: nginx.errorLog }
    },
  },
  {
    id: 'healthy-pm2',
    cause: 'healthy',
    title: 'All is well, PM2 runs the application and has started it again once',
    asNobody: 'cause',
    needs: ['nginx', 'pm2'],
    shows: { status: [200], evidence: /^shop online .* restarts=1/ },
    async up(box) {
      const port = await box.port()
      const pm2 = await box.pm2()
      await pm2.start(apps.hello, { env: { PORT: String(port) } })
      await pm2.run(['restart', 'shop'])
      const nginx = await box.nginx({ location: `proxy_pass http://127.0.0.1:${port};` })
      // Not by a request, which would be a real 502 in the gap of the restart.
      await pm2.untilListening(port)
      return { url: nginx.url, errorLog: nginx.errorLog, inputs: { pm2_home: pm2.home }, evidence: pm2.evidence }
    },
  },
]
