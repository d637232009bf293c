import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { until } from '@runbook/stack'
import { apps } from '../faults/apps.ts'
import type { Box } from './box.ts'
import { isListening } from './listening.ts'
import { isAlive } from './processes.ts'

const run = promisify(execFile)

/** The application of the noise `crashed-pm2-app`. */
const unrelated = 'newsletter'

/** One process as `pm2 jlist` tells of it; only what the lab looks at. */
interface Pm2Process {
  name: string
  pid: number
  pm2_env: { status: string; restart_time: number; pm_err_log_path: string; PORT?: string }
}

/** A PM2 daemon of its own, with its own home. */
export interface Pm2 {
  readonly home: string
  /** Runs a pm2 command and returns what it printed; `env` is the shell that it is typed in. */
  run(args: readonly string[], env?: Record<string, string>): Promise<string>
  /** Writes an application and starts it through an ecosystem file with these settings. */
  start(source: string, options?: Pm2AppOptions): Promise<void>
  /** All processes but that of the box's noise. */
  list(): Promise<Pm2Process[]>
  /** Waits until the first process satisfies the condition. */
  untilProcess(what: string, holds: (process: Pm2Process) => boolean): Promise<void>
  /** Waits until something listens on 127.0.0.1 and this port. */
  untilListening(port: number): Promise<void>
  /** Status, restarts and error log of every process, as proof. */
  evidence(): Promise<string>
}

export interface Pm2Options {
  /** Its home below the box; two daemons of one box need two names. */
  name?: string
  /** Further variables of the daemon. */
  env?: Record<string, string>
}

interface Pm2AppOptions {
  name?: string
  env?: Record<string, string>
  /** Keys of an ecosystem file, such as `max_restarts`. */
  settings?: Record<string, unknown>
}

/** The program of PM2, or undefined when it is not installed. */
export function findPm2(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve('pm2/bin/pm2')
  } catch {
    return undefined
  }
}

/** Prepares a PM2 home; its daemon starts with the first command and is ended with the box. */
export async function startPm2(box: Box, { name = 'pm2', env: own = {} }: Pm2Options = {}): Promise<Pm2> {
  const home = join(box.folder, name)
  mkdirSync(home, { recursive: true })
  const program = findPm2() ?? 'pm2'
  box.defer(() => endDaemon(home))

  let hasNoise = box.noise?.id !== 'crashed-pm2-app'
  /** With the first command that starts anything, since a daemon that runs earlier might mend the fault. */
  const crashAnother = async () => {
    if (hasNoise) return
    hasNoise = true
    const settings = { max_restarts: 2, min_uptime: 60_000 }
    await pm2.start(apps.exits, { name: unrelated, settings })
    await until('the unrelated application has crashed for good', async () => {
      const text = await pm2.run(['jlist', '--silent'])
      return /"status":"errored"/.test(text)
    })
  }

  const pm2: Pm2 = {
    home,
    async run(args, env = {}) {
      const [first = '', ...words] = box.wrap([process.execPath, program, ...args])
      const result = await run(first, words, {
        cwd: box.folder,
        env: {
          PATH: `${dirname(program)}:${process.env.PATH}`,
          LANG: 'C.UTF-8',
          HOME: box.folder,
          RUNBOOK_LAB: box.folder,
          PM2_HOME: home,
          ...own,
          ...env,
        },
        timeout: 30_000,
      })
      if (args[0] === 'start') await crashAnother()
      return result.stdout
    },
    async start(source, { name = 'shop', env = {}, settings = {} } = {}) {
      const script = box.write(`${name}/server.cjs`, source)
      const app = { name, script, cwd: join(box.folder, name), interpreter: process.execPath, env, ...settings }
      const ecosystem = box.write(
        `${name}/ecosystem.config.cjs`,
        `module.exports = ${JSON.stringify({ apps: [app] })}\n`,
      )
      await pm2.run(['start', ecosystem, '--silent'])
    },
    async list() {
      const text = await pm2.run(['jlist', '--silent'])
      const all = JSON.parse(text.slice(text.indexOf('['))) as Pm2Process[]
      return all.filter(({ name }) => name !== unrelated)
    },
    async untilProcess(what, holds) {
      await until(what, async () => {
        const [first] = await pm2.list()
        return first !== undefined && holds(first)
      })
    },
    async untilListening(port) {
      await until(`the application listens on ${port}`, () => {
        const daemon = readPid(join(home, 'pm2.pid'))
        return daemon !== undefined && isListening(daemon, { port, host: '127.0.0.1' })
      })
    },
    async evidence() {
      const processes = await pm2.list()
      return processes.map(describe).join('\n')
    },
  }
  return pm2
}

function describe({ name, pid, pm2_env: { status, restart_time, pm_err_log_path, PORT } }: Pm2Process): string {
  const errors = readFileSync(pm_err_log_path, 'utf8').trim()
  return `${name} ${status} pid=${pid} restarts=${restart_time} PORT=${PORT ?? ''}\n${errors}`
}

async function endDaemon(home: string): Promise<void> {
  const pid = readPid(join(home, 'pm2.pid'))
  if (pid === undefined) return
  // SIGTERM makes the daemon end its processes first; what is left after that, the box ends.
  if (isAlive(pid)) process.kill(pid, 'SIGTERM')
  await until('the PM2 daemon ends', () => !isAlive(pid), 3000).catch(() => process.kill(pid, 'SIGKILL'))
}

function readPid(path: string): number | undefined {
  try {
    return Number(readFileSync(path, 'utf8')) || undefined
  } catch {
    return undefined
  }
}
