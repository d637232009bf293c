import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import type { Guard } from './guard.ts'
import { until } from './loopback.ts'

export interface ChildOptions {
  cwd: string
  env?: Record<string, string>
  /** Where its output goes. */
  log: string
  guard: Guard
}

/** A program of the demo's stack, in a process group of its own. */
export interface Child {
  readonly pid: number
  hasEnded(): boolean
  /** Ends the whole group and waits for it; a second call does nothing. */
  end(): Promise<void>
}

/** Starts a program that ends with this process at the latest; throws when it cannot be started. */
export function startChild(argv: readonly string[], { cwd, env, log, guard }: ChildOptions): Child {
  const [program = '', ...args] = argv
  const output = openSync(log, 'a')
  // A group of its own, so that Ctrl-C reaches the session and not the patient.
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', output, output],
    detached: true,
  })
  closeSync(output)
  child.on('error', () => {})
  child.unref()
  const { pid } = child
  if (pid === undefined) throw new Error(`${program} could not be started`)
  guard.watch(pid)
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null
  return {
    pid,
    hasEnded,
    async end() {
      killGroup(pid, 'SIGKILL')
      await until(`${program} ends`, hasEnded)
      // Its own children end a moment later; where nobody collects them they stay zombies, hence the limit.
      await until(`the group of ${program} ends`, () => !killGroup(pid, 0), 500).catch(() => {})
    },
  }
}

/** Signals a group, 0 being only a question; false when there is no such group any more. */
function killGroup(pid: number, signal: 'SIGKILL' | 0): boolean {
  try {
    return process.kill(-pid, signal)
  } catch {
    return false
  }
}
