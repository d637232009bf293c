import { EventEmitter } from 'node:events'
import { Readable, Writable } from 'node:stream'
import { render } from 'ink'
import type { ReactNode } from 'react'
import { type Emulator, openEmulator } from './emulator.ts'

/** An Ink tree drawn in an emulated terminal. */
export interface InkTerminal {
  emulator: Emulator
  rows(): Promise<string[]>
  text(): Promise<string>
  /** Types keys one after the other, each drawn before the next. */
  type(...keys: string[]): Promise<void>
  resize(columns: number, rows: number): Promise<void>
  redraw(tree: ReactNode): void
  exited: Promise<unknown>
  close(): void
}

interface Size {
  columns: number
  rows: number
  /** The emulator is larger by so much than Ink is told, so that what is drawn outside can be seen. */
  slack?: number
}

/** Draws a tree at so many columns and rows. */
export function drawInk(tree: ReactNode, { columns, rows, slack = 0 }: Size): InkTerminal {
  const emulator = openEmulator(columns + slack, rows + slack)
  const stdout = Object.assign(
    new Writable({
      decodeStrings: false,
      write(chunk, _encoding, done) {
        // A terminal's driver turns \n into \r\n.
        void emulator.write(String(chunk).replace(/\r?\n/g, '\r\n')).then(() => done())
      },
    }),
    { columns, rows, isTTY: true as const },
  )
  const stdin = Object.assign(new Readable({ encoding: 'utf8', read() {} }), {
    isTTY: true as const,
    isRaw: false,
    setRawMode: () => stdin,
    ref: () => stdin,
    unref: () => stdin,
  })
  const stderr = Object.assign(new EventEmitter(), { write: () => true })
  const instance = render(tree, {
    stdout: stdout as unknown as NodeJS.WriteStream,
    stdin: stdin as unknown as NodeJS.ReadStream,
    stderr: stderr as unknown as NodeJS.WriteStream,
    exitOnCtrlC: false,
    patchConsole: false,
    interactive: true,
    alternateScreen: true,
  })
  const drawn = async (): Promise<void> => {
    // Effects that measure cause one more frame each.
    for (let pass = 0; pass < 3; pass += 1) await instance.waitUntilRenderFlush()
  }
  const exited = instance.waitUntilExit()
  return {
    emulator,
    exited,
    rows: async () => {
      await drawn()
      return emulator.rows()
    },
    text: async () => {
      await drawn()
      return emulator.text()
    },
    async type(...keys) {
      for (const key of keys) {
        await drawn()
        stdin.push(key)
        await drawn()
      }
    },
    async resize(toColumns, toRows) {
      Object.assign(stdout, { columns: toColumns, rows: toRows })
      emulator.resize(toColumns, toRows)
      stdout.emit('resize')
      await drawn()
    },
    redraw: next => instance.rerender(next),
    close: () => instance.unmount(),
  }
}
