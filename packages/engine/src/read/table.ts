import * as z from 'zod'
import { linesOf } from './lines.ts'
import { defineReader, type Value } from './reader.ts'

const column = z.string().regex(/^[a-z_]\w*$/i, 'A column is named by letters, digits and underscores.')

/** Yields columns of text; the last column takes the rest of its line, and a missing cell is '' or 0. */
export const table = defineReader({
  id: 'table',
  describes: 'Rows of columns: names for the columns, the separator (spaces unless said), header lines to skip.',
  options: z
    .strictObject({
      columns: z.array(column).min(1),
      separator: z.string().min(1).optional(),
      skip: z.number().int().nonnegative().default(0),
      ints: z.array(z.string()).default([]),
    })
    .superRefine(({ columns, ints }, context) => {
      const twice = columns.find((name, index) => columns.indexOf(name) !== index)
      if (twice)
        context.addIssue({
          code: 'custom',
          path: ['columns'],
          message: `The column "${twice}" is named twice.`,
        })
      const unknown = ints.find(name => !columns.includes(name))
      if (unknown)
        context.addIssue({
          code: 'custom',
          path: ['ints'],
          message: `There is no column "${unknown}".`,
        })
    }),
  accepts: [0],
  shape: ({ columns, ints }) => ({
    rows: [Object.fromEntries(columns.map(name => [name, ints.includes(name) ? 'int' : 'string']))],
    count: 'int',
  }),
  read({ stdout }, { columns, separator, skip, ints }) {
    const rows = linesOf(stdout)
      .slice(skip)
      .filter(line => line.trim() !== '')
      .map(line => {
        const cells = cellsOf(line, columns.length, separator)
        return Object.fromEntries(
          columns.map((name, index): [string, Value] => {
            const cell = cells[index] ?? ''
            return [name, ints.includes(name) ? leadingInt(cell) : cell]
          }),
        )
      })
    return { ok: true, values: { rows, count: rows.length } }
  },
})

function cellsOf(line: string, count: number, separator: string | undefined): string[] {
  const cells: string[] = []
  let rest = separator === undefined ? line.trim() : line
  while (cells.length < count - 1) {
    const gap = separator === undefined ? /\s+/.exec(rest) : { index: rest.indexOf(separator), 0: separator }
    if (!gap || gap.index < 0) break
    cells.push(rest.slice(0, gap.index).trim())
    rest = rest.slice(gap.index + gap[0].length)
  }
  return [...cells, rest.trim()]
}

/** The whole number that a cell begins with, as in `87%`; 0 when it begins with none. */
function leadingInt(cell: string): number {
  const value = Number.parseInt(cell, 10)
  return Number.isSafeInteger(value) ? value : 0
}
