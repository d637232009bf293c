import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'

/** The built command. */
export const builtCommand = path.resolve(import.meta.dirname, '../../packages/tui/dist/cli.js')

if (!existsSync(builtCommand)) throw new Error('The command is not built: run "npm run build" first.')

interface Ran {
  code: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
}

interface Running {
  pid: number
  ended: Promise<Ran>
  /** Resolves when standard output has brought this text. */
  printed(text: string): Promise<void>
  closeStdout(): void
}

/** The environment of a command under test: fixed, with a state folder of its own. */
export function commandEnv(stateHome: string): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    HOME: stateHome,
    XDG_STATE_HOME: stateHome,
    TZ: 'UTC',
    LANG: 'C.UTF-8',
    TERM: 'xterm-256color',
  }
}

/** Starts the built command without a terminal. */
export function startCommand(args: readonly string[], stateHome: string): Running {
  const child = spawn(process.execPath, [builtCommand, ...args], {
    env: commandEnv(stateHome),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const out = { stdout: '', stderr: '' }
  child.stderr.on('data', chunk => {
    out.stderr += chunk
  })
  const heard = new Set<() => void>()
  child.stdout.on('data', chunk => {
    out.stdout += chunk
    for (const listener of heard) listener()
  })
  return {
    pid: child.pid ?? 0,
    ended: new Promise(resolve => child.on('close', (code, signal) => resolve({ code, signal, ...out }))),
    printed: text =>
      new Promise(resolve => {
        const listener = (): void => {
          if (!out.stdout.includes(text)) return
          heard.delete(listener)
          resolve()
        }
        heard.add(listener)
        listener()
      }),
    closeStdout: () => child.stdout.destroy(),
  }
}

/** Runs the built command without a terminal to its end. */
export async function runCommand(args: readonly string[], stateHome: string): Promise<Ran> {
  return await startCommand(args, stateHome).ended
}
