import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { serve, until } from '@runbook/stack'
import { allBut } from '../noise/kinds.ts'
import { probe } from '../run/probe.ts'
import { apps, hello } from './apps.ts'
import type { Fault } from './fault.ts'
import { mountSmall, nodeUnderPm2, untilConnected } from './node-under-pm2.ts'

const refused = /111: Connection refused/

/** PM2's own settings and events keep the application down, or take it down now and then. */
export const morePm2Faults: Fault[] = [
  nodeUnderPm2({
    id: 'pm2-script-missing',
    cause: 'pm2-script-cwd-interpreter-missing',
    title: 'The release that PM2 started was removed, and PM2 cannot start it again',
    source: apps.exitsLater,
    settings: { max_restarts: 3, min_uptime: 60_000 },
    after: async ({ box, pm2 }) => {
      rmSync(join(box.folder, 'shop'), { recursive: true })
      await pm2.untilProcess('its process is gone', process => !process.pid)
    },
    shows: { status: [502], log: refused, evidence: /^shop \S+ pid=(?:0|undefined)/ },
  }),
  nodeUnderPm2({
    id: 'pm2-autorestart-off',
    cause: 'pm2-autorestart-off-or-one-shot',
    title: 'The application ended with an error, and autorestart is off',
    source: serve(`if (request.url === '/checkout') process.exit(3)\n${hello}`),
    settings: { autorestart: false },
    fix: 'start-in-pm2',
    after: async ({ box, pm2, port, url }) => {
      await pm2.untilListening(port)
      await probe(`${url}checkout`, box)
      await pm2.untilProcess('it is stopped', process => process.pm2_env.status === 'stopped')
    },
    shows: { status: [502], log: /111: Connection refused|prematurely closed/, evidence: /^shop stopped/ },
  }),
  nodeUnderPm2({
    id: 'pm2-waiting-restart',
    title: 'The application ends at once without a word, and PM2 waits a minute between its starts',
    source: apps.exits,
    settings: { restart_delay: 60_000 },
    after: ({ pm2 }) => pm2.untilProcess('PM2 waits', process => process.pm2_env.status === 'waiting restart'),
    shows: { status: [502], log: refused, evidence: /^shop waiting restart/ },
  }),
  nodeUnderPm2({
    id: 'pm2-watch-loop',
    title: 'PM2 watches the folder into which the application writes, and restarts it for ever',
    source: `setInterval(() => require('node:fs').writeFileSync(__dirname + '/visits.json', String(Date.now())), 700)
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 600)
${serve(hello)}`,
    settings: { watch: true },
    after: async ({ box, pm2, url }) => {
      await pm2.untilProcess('PM2 has restarted it twice', process => process.pm2_env.restart_time >= 2)
      await until('a request meets a gap', async () => (await probe(url, box)) === 502)
    },
    shows: { status: [502], isIntermittent: true, log: refused, evidence: /^shop \S+ pid=\d+ restarts=[1-9]/ },
  }),
  nodeUnderPm2({
    id: 'pm2-max-memory-restart',
    title: 'PM2 restarts the application again and again for the memory that it takes',
    source: `const held = [Buffer.alloc(120_000_000, 1)]
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 900)
${serve(hello)}
setInterval(() => held.length, 1000)`,
    settings: { max_memory_restart: '60M' },
    daemon: { env: { PM2_WORKER_INTERVAL: '700' } },
    after: async ({ box, pm2, url }) => {
      await pm2.untilProcess('PM2 has restarted it twice', process => process.pm2_env.restart_time >= 2)
      await until('a request meets a gap', async () => (await probe(url, box)) === 502)
    },
    shows: { status: [502], isIntermittent: true, evidence: /^shop \S+ pid=\d+ restarts=[1-9]/ },
  }),
  nodeUnderPm2({
    id: 'pm2-restart-gap',
    title: 'Somebody restarted the application a moment ago, and nothing listened until it was up again',
    source: `Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1500)\n${serve(hello)}`,
    after: async ({ box, pm2, port, url }) => {
      await pm2.untilListening(port)
      await pm2.run(['restart', 'shop'])
      await until('a request meets the gap', async () => (await probe(url, box)) === 502)
      await until('it answers again', async () => (await probe(url, box)) === 200)
    },
    shows: { status: [200], log: refused, evidence: /^shop online/ },
  }),
  nodeUnderPm2({
    id: 'node-shutdown-drops-requests',
    title: 'Somebody restarted the application, which ends at once with requests in flight',
    source: serve(`if (request.url === '/?report') return\n${hello}`),
    after: async ({ box, pm2, port, url }) => {
      await pm2.untilListening(port)
      const report = probe(`${url}?report`, box)
      await untilConnected(box, port)
      await pm2.run(['restart', 'shop'])
      await report
      await until('it answers again', async () => (await probe(url, box)) === 200)
    },
    shows: { status: [200], log: /prematurely closed|104: Connection reset/, evidence: /^shop online/ },
  }),
  nodeUnderPm2({
    id: 'app-killed-by-signal',
    title: 'Somebody killed the application with requests in flight; PM2 started it again',
    source: serve(`if (request.url === '/?report') return\n${hello}`),
    after: async ({ box, pm2, port, url }) => {
      await pm2.untilListening(port)
      const report = probe(`${url}?report`, box)
      await untilConnected(box, port)
      const [first] = await pm2.list()
      if (first) process.kill(first.pid, 'SIGKILL')
      await report
      await until('it answers again', async () => (await probe(url, box)) === 200)
    },
    shows: { status: [200], log: /prematurely closed|104: Connection reset/, evidence: /^shop online/ },
  }),
  nodeUnderPm2({
    id: 'pm2-port-clash',
    title: 'Two applications of the same PM2 want one port, and the one that has it answers nobody',
    source: serve('request.socket.destroy()'),
    after: async ({ pm2, port }) => {
      await pm2.untilListening(port)
      const settings = { max_restarts: 3, min_uptime: 60_000 }
      await pm2.start(serve(hello), { name: 'shop-new', env: { PORT: String(port) }, settings })
      await until('PM2 gave up on the second', async () =>
        (await pm2.list()).some(({ name, pm2_env }) => name === 'shop-new' && pm2_env.status === 'errored'),
      )
    },
    shows: {
      status: [502],
      log: /prematurely closed|104: Connection reset/,
      evidence: /shop-new errored[\s\S]*EADDRINUSE/,
    },
  }),
  nodeUnderPm2({
    id: 'pm2-not-resurrected',
    cause: 'pm2-not-resurrected-after-reboot',
    title: 'PM2 had saved its list, its daemon ended, and nothing started it again',
    source: serve(hello),
    fix: 'resurrect',
    after: async ({ pm2, port }) => {
      await pm2.untilListening(port)
      await pm2.run(['save'])
      await pm2.run(['kill'])
    },
    shows: { status: [502], log: refused },
  }),
  nodeUnderPm2({
    id: 'pm2-wrong-home',
    cause: 'pm2-wrong-user-or-home',
    title: 'A PM2 daemon with another home runs an old copy on the same port, which answers nobody',
    source: serve(hello),
    isDown: true,
    before: async ({ box, port }) => {
      const other = await box.pm2({ name: 'pm2-of-root' })
      await other.start(serve('request.socket.destroy()'), { name: 'old-shop', env: { PORT: String(port) } })
      await other.untilListening(port)
    },
    shows: { status: [502], log: /prematurely closed|104: Connection reset/, evidence: /errored[\s\S]*EADDRINUSE/ },
  }),
  nodeUnderPm2({
    id: 'pm2-logs-fill-disk',
    title: "PM2's logs fill their file system, and the application can no longer write its data there",
    source: `const fs = require('node:fs')
setInterval(() => {
  console.log('x'.repeat(60_000))
  fs.appendFileSync(process.env.PM2_HOME + '/visits.txt', 'one more visit '.repeat(100))
}, 1)
${serve(hello)}`,
    // PM2 could not keep a second application where nothing can be written.
    noises: allBut('crashed-pm2-app'),
    needs: ['root'],
    isDown: true,
    before: ({ box }) => mountSmall(box, 'pm2', '3m'),
    shows: { status: [502], log: refused, evidence: /^shop errored/ },
  }),
]
