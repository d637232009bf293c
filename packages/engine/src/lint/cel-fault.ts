import { bare, type Checked } from '../judge/cel.ts'
import type { Shape, ShapeField } from '../read/reader.ts'
import type { ParsedRunbook } from '../runbook/parse.ts'
import { didYouMean } from '../suggest.ts'
import type { Expression } from './expressions.ts'
import type { Fault } from './rule.ts'

/** A fault of an expression at the word that is wrong, with the name that was likely meant. */
export function celFault(
  parsed: ParsedRunbook,
  { path, text, shape }: Expression,
  checked: Checked & { ok: false },
): Fault {
  const word = /^[A-Za-z_]\w*/.exec(text.slice(checked.at))?.[0]
  const isName = /^(No such key|Unknown variable)/.test(checked.problem)
  const known = checked.problem.startsWith('Unknown variable') ? Object.keys(shape).map(bare) : keysOf(shape)
  return {
    in: parsed,
    path,
    ...(word === undefined ? {} : { word: { text: word, offset: checked.at } }),
    message: `"${shortened(text)}": ${checked.problem.replace(/\.$/, '').replace('Unexpected token: EOF', 'it ends too early')}.`,
    hint:
      isName && word !== undefined
        ? (didYouMean(word, known) ?? `There are ${[...new Set(known)].slice(0, 20).join(', ')}.`)
        : undefined,
  }
}

/** An expression as messages show it. */
export function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > 60 ? `${line.slice(0, 59)}…` : line
}

function keysOf(field: ShapeField): string[] {
  if (typeof field === 'string') return []
  if (Array.isArray(field)) return keysOf(field[0] as Shape)
  return Object.entries(field as Shape).flatMap(([key, inner]) => [bare(key), ...keysOf(inner)])
}
