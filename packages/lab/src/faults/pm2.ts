import { until } from '@runbook/stack'
import type { Box } from '../box/box.ts'
import type { Pm2 } from '../box/pm2.ts'
import { probe } from '../run/probe.ts'
import { apps } from './apps.ts'
import type { Fault } from './fault.ts'

/** PM2 does not keep the application up, or keeps it on another port. */
export const pm2Faults: Fault[] = [
  {
    id: 'pm2-errored',
    cause: 'pm2-errored',
    title: 'The script ends at once without a word, and PM2 gave up',
    needs: ['nginx', 'pm2'],
    shows: { status: [502], log: /111: Connection refused/, evidence: /^shop errored pid=0/ },
    async up(box) {
      const { pm2, up } = await managed(box, apps.exits)
      await pm2.untilProcess('PM2 gave up', process => process.pm2_env.status === 'errored')
      return up
    },
  },
  {
    id: 'pm2-endless-restart-loop',
    cause: 'pm2-endless-restart-loop',
    title: 'The script ends 2 s after each start without a word, and PM2 never gives up',
    needs: ['nginx', 'pm2'],
    shows: {
      status: [502],
      isIntermittent: true,
      log: /111: Connection refused/,
      evidence: /^shop \S+ pid=\d+ restarts=[1-9]/,
    },
    async up(box) {
      const { pm2, up } = await managed(box, apps.exitsLater)
      await pm2.untilProcess('PM2 has started it again twice', process => process.pm2_env.restart_time >= 2)
      // The application answers for a while after each start: a request must meet a gap, or nginx has nothing to log.
      const traffic = () => until('a request meets a gap', async () => (await probe(up.url, box)) === 502)
      return { ...up, traffic }
    },
  },
  {
    id: 'pm2-stopped-or-deleted',
    cause: 'pm2-stopped-or-deleted',
    title: 'Someone stopped the application in PM2',
    needs: ['nginx', 'pm2'],
    fix: 'start-in-pm2',
    shows: { status: [502], log: /111: Connection refused/, evidence: /^shop stopped/ },
    async up(box) {
      const { pm2, up } = await managed(box, apps.hello)
      await pm2.run(['stop', 'shop'])
      return up
    },
  },
  {
    id: 'pm2-env-port-mismatch',
    cause: 'pm2-env-port-mismatch',
    title: 'PM2 keeps the PORT of the first start, although it was restarted with the one nginx dials',
    needs: ['nginx', 'pm2'],
    fix: 'restart-with-port',
    shows: { status: [502], log: /111: Connection refused/, evidence: /^shop online .* PORT=\d+/ },
    async up(box) {
      const [first, second] = [await box.port(), await box.port()]
      const pm2 = await box.pm2()
      const script = box.write('shop/server.cjs', apps.hello)
      const start = ['start', script, '--name', 'shop', '--interpreter', process.execPath]
      await pm2.run(start, { PORT: String(first) })
      await pm2.run(['restart', 'shop'], { PORT: String(second) })
      await pm2.untilProcess('it is online', process => process.pm2_env.status === 'online')
      return front(box, pm2, second)
    },
  },
]

async function managed(box: Box, source: string) {
  const port = await box.port()
  const pm2 = await box.pm2()
  await pm2.start(source, { env: { PORT: String(port) } })
  return { pm2, up: await front(box, pm2, port) }
}

async function front(box: Box, pm2: Pm2, port: number) {
  const nginx = await box.nginx({ location: `proxy_pass http://127.0.0.1:${port};` })
  return { url: nginx.url, errorLog: nginx.errorLog, inputs: { pm2_home: pm2.home }, evidence: pm2.evidence }
}
