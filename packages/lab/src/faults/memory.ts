import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { serve, until } from '@runbook/stack'
import { isListening } from '../box/listening.ts'
import { memoryGroup } from '../box/memory-group.ts'
import { hello } from './apps.ts'
import type { Fault } from './fault.ts'

/** The kernel takes an application down for lack of memory. */
export const memoryFaults: Fault[] = [
  {
    id: 'host-oom-killer',
    cause: 'host-oom-killer',
    title:
      'Each request takes more memory than there is, and the kernel kills the application; a shell loop starts it again',
    needs: ['nginx', 'root', 'network', 'memory-group'],
    // The kernel's log is one for the whole machine.
    alone: true,
    shows: { status: [502], log: /prematurely closed|104: Connection reset/ },
    decides: /out of memory: Killed process/i,
    async up(box) {
      const port = await box.port()
      const script = box.write(
        'shop/server.cjs',
        serve(`const rows = []
for (let i = 0; i < 40; i++) rows.push(Buffer.alloc(10_000_000, 1))
${hello}`),
      )
      const group = memoryGroup(box, 150_000_000)
      const loop = 'echo $$ > "$0/cgroup.procs"; while :; do "$1" "$2"; sleep 0.3; done'
      const child = box.start(['sh', '-c', loop, group, process.execPath, script], {
        env: { PORT: String(port), HOST: '127.0.0.1' },
        log: join(box.folder, 'shop/app.log'),
      })
      await until('the application listens', () => isListening(child.pid, { port, host: '127.0.0.1' }))
      const nginx = await box.nginx({ location: `proxy_pass http://127.0.0.1:${port};` })
      return {
        url: nginx.url,
        errorLog: nginx.errorLog,
        evidence: () => readFile(join(box.folder, 'shop/app.log'), 'utf8'),
      }
    },
  },
]
