import type { CaseResult } from '../run/run-case.ts'

const columns = ['fault', 'noise', 'expected', 'named', 'judged', 'session', 'fix', 'undo'] as const
const widths = [44, 22, 40, 40, 13, 8, 7, 8]

/** The line above the results of a run. */
export function headLine(): string {
  return row(columns)
}

/** A result as a line; below it, indented, what was not as it must be. */
export function resultLines(result: CaseResult): string {
  const { fault, noise, expected, named, outcome, seconds, fix, undo, problems, walk } = result
  const cells = [fault, noise, expected, named ?? outcome, verdictOf(result), `${seconds.toFixed(1)} s`, fix, undo]
  const more = [...problems, ...(walk ? [walk] : [])].flatMap(text => text.split('\n'))
  return [row(cells), ...more.map(line => `    ${line}`)].join('\n')
}

/** How a result counts in the totals. */
export function verdictOf({ right, named, expected, outcome }: CaseResult): string {
  if (right) return 'right'
  if (outcome === 'error') return 'error'
  if (named === null) return 'inconclusive'
  return expected === 'healthy' ? 'finding' : 'wrong'
}

function row(cells: readonly string[]): string {
  return cells
    .map((cell, index) => cell.padEnd(widths[index] ?? 0))
    .join(' ')
    .trimEnd()
}
