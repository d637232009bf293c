import { readFile } from 'node:fs/promises'
import type { Box } from '../box/box.ts'
import { probe } from '../run/probe.ts'
import { apps } from './apps.ts'
import type { Fault } from './fault.ts'

/** The fault is in the Node application. */
export const nodeFaults: Fault[] = [
  {
    id: 'node-uncaught-exception',
    cause: 'node-uncaught-exception',
    title: 'Each request ends the application by an exception; a shell loop starts it again',
    needs: ['nginx'],
    shows: {
      status: [502],
      log: /prematurely closed connection while reading response header|104: Connection reset/,
      evidence: /TypeError: Cannot read properties of undefined/,
    },
    async up(box) {
      const app = await box.app(apps.throws, { isRestarted: true })
      const front = await frontOf(box, app.port)
      return { ...front, evidence: () => readFile(app.log, 'utf8') }
    },
  },
  {
    id: 'node-uncaught-exception-pm2',
    cause: 'node-uncaught-exception',
    title: 'Each request ends the application by an exception; PM2 starts it again',
    needs: ['nginx', 'pm2'],
    shows: {
      status: [502],
      log: /prematurely closed connection while reading response header|104: Connection reset/,
      evidence: /TypeError: Cannot read properties of undefined/,
    },
    async up(box) {
      const port = await box.port()
      const pm2 = await box.pm2()
      await pm2.start(apps.throws, { env: { PORT: String(port) } })
      await pm2.untilListening(port)
      const front = await frontOf(box, port)
      return { ...front, inputs: { pm2_home: pm2.home }, evidence: pm2.evidence }
    },
  },
  {
    id: 'node-event-loop-blocked',
    cause: 'node-event-loop-blocked',
    title: 'One request never leaves its loop, and all others wait for it',
    needs: ['nginx'],
    shows: { status: [504], log: /upstream timed out \(110: Connection timed out\) while reading response header/ },
    async up(box) {
      const app = await box.app(apps.spins)
      const front = await frontOf(box, app.port, 'proxy_read_timeout 1s;')
      await probe(`${front.url}report`, box)
      return front
    },
  },
  {
    id: 'node-heap-oom',
    cause: 'node-heap-oom',
    title: 'The application fills its heap of 32 MB, and PM2 gave up after three starts',
    needs: ['nginx', 'pm2'],
    shows: { status: [502], log: /111: Connection refused/, evidence: /errored[\s\S]*JavaScript heap out of memory/ },
    async up(box) {
      const port = await box.port()
      const pm2 = await box.pm2()
      const settings = { node_args: '--max-old-space-size=32', max_restarts: 3, min_uptime: 60_000 }
      await pm2.start(apps.leaks, { env: { PORT: String(port) }, settings })
      await pm2.untilProcess('PM2 gave up', process => process.pm2_env.status === 'errored')
      return { ...(await frontOf(box, port)), inputs: { pm2_home: pm2.home }, evidence: pm2.evidence }
    },
  },
  {
    id: 'node-eaddrinuse',
    cause: 'node-eaddrinuse',
    title: "A stray process holds the application's port and answers nobody",
    needs: ['nginx', 'pm2'],
    shows: { status: [502], log: /prematurely closed|104: Connection reset/, evidence: /errored[\s\S]*EADDRINUSE/ },
    up: box => portHeldBy(box, apps.closes, {}),
  },
  {
    id: 'node-eaddrinuse-other-address',
    cause: 'node-eaddrinuse',
    title: "A stray process holds the application's port on another address than nginx dials",
    needs: ['nginx', 'pm2'],
    shows: { status: [502], log: /111: Connection refused/, evidence: /errored[\s\S]*EADDRINUSE/ },
    up: box => portHeldBy(box, apps.hello, { host: '127.0.0.2' }),
  },
]

async function frontOf(box: Box, port: number, rule = '') {
  const nginx = await box.nginx({ location: `proxy_pass http://127.0.0.1:${port}; ${rule}` })
  return { url: nginx.url, errorLog: nginx.errorLog }
}

async function portHeldBy(box: Box, stray: string, options: { host?: string }) {
  const { port } = await box.app(stray, { name: 'old-release', ...options })
  const pm2 = await box.pm2()
  await pm2.start(apps.hello, { env: { PORT: String(port) }, settings: { max_restarts: 3, min_uptime: 60_000 } })
  await pm2.untilProcess('PM2 gave up', process => process.pm2_env.status === 'errored')
  return { ...(await frontOf(box, port)), inputs: { pm2_home: pm2.home }, evidence: pm2.evidence }
}
