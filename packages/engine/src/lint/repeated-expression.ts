import { partsOf } from '../judge/names.ts'
import type { ParsedRunbook, Path } from '../runbook/parse.ts'
import { shortened } from './cel-fault.ts'
import { expressionsOf } from './expressions.ts'
import { each, type Fault, type Rule } from './rule.ts'

/** Shorter ones are clearer where they stand than behind a name. */
const SHORTEST = 28
const MOST = 2

export const repeatedExpression: Rule = {
  name: 'repeated-expression',
  says: `An expression stands at most ${MOST === 2 ? 'twice' : MOST} in a step; from the third time on it has a name (let).`,
  check: each(parsed =>
    [...Map.groupBy(expressionsOf(parsed), ({ path }) => path.slice(0, 2).join('/')).values()].flatMap(expressions =>
      faultIn(parsed, expressions),
    ),
  ),
}

/** The longest part that stands too often: its own parts do so by themselves. */
function faultIn(parsed: ParsedRunbook, expressions: readonly { text: string; path: Path }[]): Fault[] {
  const seen = new Map<string, { count: number; path: Path }>()
  for (const { text, path } of expressions)
    for (const part of partsOf(text)) {
      if (part.length < SHORTEST) continue
      const known = seen.get(part)
      seen.set(part, { count: (known?.count ?? 0) + 1, path: known?.path ?? path })
    }
  const often = [...seen].filter(([, { count }]) => count > MOST).sort(([a], [b]) => b.length - a.length)[0]
  if (!often) return []
  const [part, { count, path }] = often
  return [
    {
      in: parsed,
      path,
      message: `"${shortened(part)}" stands ${count} times in this step.`,
      hint: 'Give it a name under "let" and use that.',
    },
  ]
}
