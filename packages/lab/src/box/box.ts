import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { freePort, until } from '@runbook/stack'
import type { BoxNoise } from '../noise/kinds.ts'
import { type App, type AppOptions, startApp } from './app.ts'
import { type Machine, startMachine } from './machine.ts'
import { openNetwork } from './network.ts'
import { type Nginx, type NginxParts, startNginx } from './nginx.ts'
import { type Pm2, type Pm2Options, startPm2 } from './pm2.ts'
import { isAlive, killGroup, processesOf } from './processes.ts'

/** A private folder, a network where root can make one, and the processes started there; everything ends with `down`. */
export interface Box {
  readonly folder: string
  /** What surrounds the fault; its servers apply it by themselves. */
  readonly noise?: BoxNoise | undefined
  /** A port that nothing listens on, in the box or on this machine. */
  port(): Promise<number>
  /** The command as it must be started to run in the box's network. */
  wrap(argv: readonly string[]): string[]
  /** Writes a file below the folder, making its parents, and returns its path. */
  write(name: string, text: string, mode?: number): string
  /** Starts a program in the box's network and in its own process group, its output going to a file. */
  start(argv: readonly string[], options: StartOptions): Child
  nginx(parts?: NginxParts): Promise<Nginx>
  app(source: string, options?: AppOptions): Promise<App>
  pm2(options?: Pm2Options): Promise<Pm2>
  machine(files: Record<string, string>): Promise<Machine>
  /** Runs when the box goes down, the last one first. */
  defer(task: () => unknown): void
  down(): Promise<void>
}

interface StartOptions {
  cwd?: string
  env?: Record<string, string>
  log: string
}

export interface Child {
  readonly pid: number
  readonly process: ChildProcess
  /** Ends its whole process group and waits for it. */
  end(signal?: NodeJS.Signals): Promise<void>
}

/** Opens an empty box; the caller must take it down, on every way out. */
export function openBox({ noise }: { noise?: BoxNoise | undefined } = {}): Box {
  // Under /tmp, since a private TMPDIR would lock nginx's workers out.
  const folder = mkdtempSync('/tmp/runbook-lab-')
  chmodSync(folder, 0o755)
  const network = openNetwork()
  const tasks: (() => unknown)[] = []
  let closing: Promise<void> | undefined

  const box: Box = {
    folder,
    noise,
    port: freePort,
    wrap: network.wrap,
    write(name, text, mode = 0o644) {
      const path = join(folder, name)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, text, { mode })
      return path
    },
    start(argv, options) {
      if (closing) throw new Error(`the box ${folder} is going down`)
      const child = startChild(network.wrap(argv), options, folder)
      tasks.push(() => child.end())
      return child
    },
    nginx: parts => startNginx(box, parts),
    app: (source, options) => startApp(box, source, options),
    pm2: options => startPm2(box, options),
    machine: files => startMachine(box, files),
    defer: task => void tasks.push(task),
    down() {
      closing ??= close(folder, [network.remove, ...tasks]).finally(() => process.off('exit', endAtOnce))
      return closing
    },
  }
  // The last resort, when this process ends without having taken its box down.
  const endAtOnce = () => {
    for (const pid of processesOf(folder)) process.kill(pid, 'SIGKILL')
    network.remove()
  }
  process.once('exit', endAtOnce)
  return box
}

async function close(folder: string, tasks: (() => unknown)[]): Promise<void> {
  const failures: unknown[] = []
  for (const task of tasks.toReversed()) {
    await Promise.resolve()
      .then(task)
      .catch(error => failures.push(error))
  }
  // What slipped out of its group, such as a daemon that a fix started.
  for (const pid of processesOf(folder)) process.kill(pid, 'SIGKILL')
  await until(`no process of ${folder} is left`, () => processesOf(folder).length === 0)
  rmSync(folder, { recursive: true, force: true })
  if (failures.length > 0) throw new AggregateError(failures, `the box ${folder} did not go down cleanly`)
}

function startChild(argv: readonly string[], { cwd, env, log }: StartOptions, folder: string): Child {
  const [program = '', ...args] = argv
  mkdirSync(dirname(log), { recursive: true })
  const output = openSync(log, 'a')
  const child = spawn(program, args, {
    cwd: cwd ?? folder,
    env: { PATH: process.env.PATH, LANG: 'C.UTF-8', TZ: process.env.TZ, HOME: folder, RUNBOOK_LAB: folder, ...env },
    stdio: ['ignore', output, output],
    detached: true,
  })
  closeSync(output)
  child.on('error', () => {})
  const pid = child.pid
  if (pid === undefined) throw new Error(`the lab could not start ${program}`)
  return {
    pid,
    process: child,
    async end(signal = 'SIGKILL') {
      killGroup(pid, signal)
      await until(`process ${pid} (${program}) ends`, () => !isAlive(pid))
      killGroup(pid, 'SIGKILL')
    },
  }
}
