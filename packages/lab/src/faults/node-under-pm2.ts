import { execFile, execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { until } from '@runbook/stack'
import type { Box } from '../box/box.ts'
import type { Pm2, Pm2Options } from '../box/pm2.ts'
import type { NoiseId } from '../noise/kinds.ts'
import type { Fault, Need, Shows } from './fault.ts'

const run = promisify(execFile)

interface NodeFault {
  id: string
  /** Where it is not the id. */
  cause?: string
  title: string
  /** The application's source; it reads PORT. */
  source: string
  shows: Shows
  needs?: readonly Need[]
  noises?: readonly NoiseId[]
  /** True when it ends at each start, so that PM2 gives up. */
  isDown?: boolean
  /** The interpreter's command line before Node's own. */
  held?: string
  fix?: string
  /** Keys of its entry in the ecosystem file. */
  settings?: Record<string, unknown>
  /** How PM2 itself is started. */
  daemon?: Pm2Options
  /** Directives of the location. */
  rule?: string
  /** What happens before PM2 starts it. */
  before?: (set: { box: Box; port: number }) => Promise<unknown> | unknown
  /** What happens once it is started, before the first request. */
  after?: (set: { box: Box; pm2: Pm2; port: number; url: string }) => Promise<unknown>
  decides?: RegExp
}

/** A shell's words that let Node have 60 files open. */
export const fewFiles = 'ulimit -n 60; exec'

/** Lets Node watch no file, in a user namespace of its own: this machine's limit stays as it is. */
export const noWatches = `exec unshare -Ur sh -c 'echo 0 > /proc/sys/user/max_inotify_instances; exec "$0" "$@"'`

/** A fault of a Node application that PM2 runs behind nginx. */
export function nodeUnderPm2(fault: NodeFault): Fault {
  const { id, cause = id, title, needs = [], noises, shows, fix, decides } = fault
  return {
    id,
    cause,
    title,
    shows,
    needs: ['nginx', 'pm2', ...needs],
    ...(fix ? { fix } : {}),
    ...(noises ? { noises } : {}),
    ...(decides ? { decides } : {}),
    up: box => up(box, fault),
  }
}

async function up(box: Box, fault: NodeFault) {
  const { source, isDown, settings = {}, daemon, rule = '', before, after } = fault
  const port = await box.port()
  await before?.({ box, port })
  const pm2 = await box.pm2(daemon)
  await pm2.start(source, {
    env: { PORT: String(port) },
    settings: { ...(isDown ? { max_restarts: 3, min_uptime: 60_000 } : {}), ...interpreterOf(box, fault), ...settings },
  })
  if (isDown) await pm2.untilProcess('PM2 gave up', process => process.pm2_env.status === 'errored')
  const nginx = await box.nginx({ location: `proxy_pass http://127.0.0.1:${port}; ${rule}` })
  if (after) await after({ box, pm2, port, url: nginx.url })
  else if (!isDown) await pm2.untilListening(port)
  return { url: nginx.url, errorLog: nginx.errorLog, inputs: { pm2_home: pm2.home }, evidence: pm2.evidence }
}

function interpreterOf(box: Box, { held }: NodeFault) {
  return held ? { interpreter: box.write('bin/node', `#!/bin/sh\n${held} ${process.execPath} "$@"\n`, 0o755) } : {}
}

/** Waits until so many clients are connected to a port of the box. */
export async function untilConnected(box: Box, port: number, clients = 1): Promise<void> {
  const [program = '', ...args] = box.wrap(['ss', '-Htn', 'state', 'established', `( sport = :${port} )`])
  await until(`${clients} connected to port ${port}`, async () => {
    const { stdout } = await run(program, args)
    return stdout.split('\n').filter(Boolean).length >= clients
  })
}

/** Mounts a file system of this size on a folder of the box. */
export function mountSmall(box: Box, name: string, size: string): void {
  const folder = join(box.folder, name)
  mkdirSync(folder, { recursive: true })
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'runbook-lab', folder])
  box.defer(() => execFileSync('umount', ['-l', folder]))
  chmodSync(folder, 0o755)
}
