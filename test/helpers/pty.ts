import { spawn } from '@lydell/node-pty'
import { builtCommand, commandEnv } from './command.ts'
import { type Emulator, openEmulator } from './emulator.ts'

/** A program in a pseudo terminal, read through an emulator. */
export interface Pty {
  pid: number
  emulator: Emulator
  /** Resolves with the screen's text once it fits; woken by each write, rejects after `patience`, 45 s. */
  until(fits: RegExp | ((text: string) => boolean)): Promise<string>
  type(keys: string): void
  resize(columns: number, rows: number): void
  kill(signal: string): void
  ended: Promise<{ code: number; signal: number }>
}

interface PtyOptions {
  columns?: number
  rows?: number
  stateHome: string
  /** Another program than the built command. */
  program?: string
  /** How long `until` waits, ms. */
  patience?: number
}

/** Keys as a terminal sends them. */
export const sent = {
  enter: '\r',
  escape: '\x1b',
  down: '\x1b[B',
  pageDown: '\x1b[6~',
  ctrlC: '\x03',
  ctrlZ: '\x1a',
} as const

const PATIENCE = 45_000

/** Starts the built command (or another program) in a pseudo terminal. */
export function openPty(
  args: readonly string[],
  { columns = 80, rows = 24, stateHome, program, patience = PATIENCE }: PtyOptions,
): Pty {
  const emulator = openEmulator(columns, rows)
  const words = program === undefined ? [builtCommand, ...args] : [...args]
  const child = spawn(program ?? process.execPath, words, { cols: columns, rows, env: commandEnv(stateHome) })
  const woken = new Set<() => void>()
  child.onData(data => {
    void emulator.write(data).then(() => {
      for (const wake of woken) wake()
    })
  })
  const ended = new Promise<{ code: number; signal: number }>(resolve =>
    child.onExit(({ exitCode, signal }) => resolve({ code: exitCode, signal: signal ?? 0 })),
  )
  return {
    pid: child.pid,
    emulator,
    ended,
    type: keys => child.write(keys),
    kill: signal => child.kill(signal),
    resize(toColumns, toRows) {
      emulator.resize(toColumns, toRows)
      child.resize(toColumns, toRows)
    },
    until: fits =>
      new Promise((resolve, reject) => {
        const isFit = typeof fits === 'function' ? fits : (text: string) => fits.test(text)
        const end = (): void => {
          clearTimeout(timer)
          woken.delete(look)
        }
        const look = (): void => {
          if (!isFit(emulator.text())) return
          end()
          resolve(emulator.text())
        }
        const timer = setTimeout(() => {
          end()
          reject(new Error(`The screen never showed ${String(fits)}. It shows:\n${emulator.text()}`))
        }, patience)
        woken.add(look)
        look()
      }),
  }
}
