import { type Line, printed } from './line.ts'

/** A function that prints lines to a stream. */
export function printerTo(stream: NodeJS.WritableStream): (text: string) => void {
  return text => {
    stream.write(`${text}\n`)
  }
}

/** Prints lines one after another. */
export function printLines(lines: readonly Line[], print: (text: string) => void): void {
  for (const each of lines) print(printed(each))
}
