import { createInterface } from 'node:readline'

/** Lines that a person types, in order; what was typed ahead is kept. */
export interface LineReader {
  /** The next line, or null when the input has ended or `signal` fires. */
  next(signal: AbortSignal): Promise<string | null>
  close(): void
}

/** Reads lines as the terminal hands them over: it echoes and edits itself, and no cursor is moved. */
export function readLines(input: NodeJS.ReadableStream): LineReader {
  const reader = createInterface({ input, terminal: false })
  const waiting: string[] = []
  let isEnded = false
  let wake: (() => void) | null = null
  reader.on('line', text => {
    waiting.push(text)
    wake?.()
  })
  reader.on('close', () => {
    isEnded = true
    wake?.()
  })
  return {
    async next(signal) {
      while (waiting.length === 0 && !isEnded && !signal.aborted)
        await new Promise<void>(resolve => {
          wake = resolve
          signal.addEventListener('abort', () => resolve(), { once: true })
        })
      return signal.aborted ? null : (waiting.shift() ?? null)
    },
    close: () => reader.close(),
  }
}
