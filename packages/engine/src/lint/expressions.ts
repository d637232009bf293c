import { type Checked, createChecker } from '../judge/cel.ts'
import { scopeShape } from '../judge/judge.ts'
import type { Shape } from '../read/reader.ts'
import { factShape } from '../runbook/bundle.ts'
import type { ParsedRunbook, Path } from '../runbook/parse.ts'
import type { Outcome } from '../runbook/schema-step.ts'
import { readable } from './reading.ts'
import { stepsOf } from './rule.ts'

/** An expression of a runbook, and what it can see. */
export interface Expression {
  path: Path
  text: string
  shape: Shape
  /** The fact that it establishes; a condition without. */
  fact?: string
}

/** An expression with its type, or what is wrong with it. */
export type CheckedExpression = Expression & { checked: Checked }

const known = new WeakMap<ParsedRunbook, CheckedExpression[]>()

/** Every condition and fact of a runbook whose scope is known: a step with a bad reader is left out. */
export function expressionsOf(parsed: ParsedRunbook): CheckedExpression[] {
  const found = known.get(parsed) ?? checkAll(findAll(parsed))
  known.set(parsed, found)
  return found
}

/** Building a checker costs far more than using it, so each scope gets one. */
function checkAll(expressions: readonly Expression[]): CheckedExpression[] {
  const checkers = new Map<Shape, (text: string) => Checked>()
  return expressions.map(expression => {
    const check = checkers.get(expression.shape) ?? createChecker(expression.shape)
    checkers.set(expression.shape, check)
    return { ...expression, checked: check(expression.text) }
  })
}

function findAll(parsed: ParsedRunbook): Expression[] {
  const facts = factShape(parsed.runbook)
  const onlyFacts: Shape = { fact: facts }
  const nothing: Shape = {}
  return [
    ...stepsOf(parsed, 'check').flatMap(({ id, step }) => {
      const read = readable(step.read)
      if (read.kind !== 'shape') return []
      const shape = scopeShape(read.shape, facts, step.sample !== undefined)
      return [
        ...factsAt(step.facts, ['steps', id, 'facts'], shape),
        ...outcomesAt(step.outcomes, ['steps', id, 'outcomes'], shape),
      ]
    }),
    ...stepsOf(parsed, 'decide').flatMap(({ id, step }) =>
      outcomesAt(step.outcomes, ['steps', id, 'outcomes'], onlyFacts),
    ),
    ...stepsOf(parsed, 'ask').flatMap(({ id, step }) => outcomesAt(step.outcomes, ['steps', id, 'outcomes'], nothing)),
    ...stepsOf(parsed, 'handoff').flatMap(({ id, step }) => factsAt(step.facts, ['steps', id, 'facts'], onlyFacts)),
    ...Object.entries(parsed.runbook.fixes ?? {}).flatMap(([id, { when, verify }]) => {
      const own = when === undefined ? [] : [{ path: ['fixes', id, 'when'], text: when, shape: onlyFacts }]
      if (typeof verify !== 'object') return own
      const read = readable(verify.read)
      if (read.kind !== 'shape') return own
      return [
        ...own,
        { path: ['fixes', id, 'verify', 'when'], text: verify.when, shape: scopeShape(read.shape, facts, false) },
      ]
    }),
  ]
}

function outcomesAt(
  outcomes: Readonly<Record<string, Pick<Outcome, 'when' | 'facts'>>>,
  path: Path,
  shape: Shape,
): Expression[] {
  return Object.entries(outcomes).flatMap(([name, { when, facts }]) => [
    ...(when === undefined ? [] : [{ path: [...path, name, 'when'], text: when, shape }]),
    ...factsAt(facts, [...path, name, 'facts'], shape),
  ])
}

function factsAt(facts: Readonly<Record<string, string>> | undefined, path: Path, shape: Shape): Expression[] {
  return Object.entries(facts ?? {}).map(([fact, text]) => ({ path: [...path, fact], text, shape, fact }))
}
