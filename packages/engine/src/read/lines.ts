import * as z from 'zod'
import { defineReader } from './reader.ts'

/** Yields standard output as lines; `count` counts all of them, also those beyond `max`. */
export const lines = defineReader({
  id: 'lines',
  describes: 'The lines of standard output; `trim` drops blank lines and outer spaces, `max` limits the list.',
  options: z.strictObject({
    max: z.number().int().positive().default(500),
    trim: z.boolean().default(false),
  }),
  accepts: [0],
  shape: () => ({ lines: 'list<string>', count: 'int', text: 'string' }),
  read({ stdout }, { max, trim }) {
    const all = linesOf(stdout)
    const kept = trim ? all.map(line => line.trim()).filter(line => line !== '') : all
    return {
      ok: true,
      values: {
        lines: kept.slice(0, max),
        count: kept.length,
        text: kept.join('\n'),
      },
    }
  },
})

/** Splits a text at its line ends; the end of the last line does not make another, empty one. */
export function linesOf(text: string): string[] {
  const all = text.split(/\r?\n/)
  return all.at(-1) === '' ? all.slice(0, -1) : all
}
