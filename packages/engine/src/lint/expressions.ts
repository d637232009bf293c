import { type Checked, createChecker, type Lets } from '../judge/cel.ts'
import { scopeShape } from '../judge/observe.ts'
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
  /** What it gives: a condition, a fact, or a name of its step. */
  gives: { kind: 'condition' } | { kind: 'fact'; name: string } | { kind: 'let'; name: string }
}

/** An expression with its type, or what is wrong with it; `typeOf` checks another one in its place. */
export type CheckedExpression = Expression & {
  checked: Checked
  /** True for a let whose name the step sees already, or that CEL has for itself. */
  isTaken: boolean
  typeOf(text: string): Checked
}

/** The expressions of one step or fix, which see the same: lets first. */
interface Group {
  shape: Shape
  expressions: Expression[]
}

const known = new WeakMap<ParsedRunbook, CheckedExpression[]>()

/** Every condition, fact and let of a runbook whose scope is known: a step with a bad reader is left out. */
export function expressionsOf(parsed: ParsedRunbook): CheckedExpression[] {
  const found = known.get(parsed) ?? groupsOf(parsed).flatMap(checkGroup)
  known.set(parsed, found)
  return found
}

function checkGroup({ shape, expressions }: Group): CheckedExpression[] {
  const checker = createChecker(shape)
  return expressions.map(expression => {
    const checked = checker.check(expression.text)
    const { gives } = expression
    const isTaken = gives.kind === 'let' && !checker.declare(gives.name, checked.ok ? checked.type : 'dyn')
    return { ...expression, checked, isTaken, typeOf: checker.check }
  })
}

function groupsOf(parsed: ParsedRunbook): Group[] {
  const facts = factShape(parsed.runbook)
  const onlyFacts: Shape = { fact: facts }
  const group = (shape: Shape, find: (shape: Shape) => Expression[]): Group[] => {
    const expressions = find(shape)
    return expressions.length === 0 ? [] : [{ shape, expressions }]
  }
  return [
    ...stepsOf(parsed, 'check').flatMap(({ id, step }) => {
      const read = readable(step.read)
      if (read.kind !== 'shape') return []
      const path = ['steps', id]
      return group(scopeShape(read.shape, facts, step.sample !== undefined), shape => [
        ...letsAt(step.let, path, shape),
        ...factsAt(step, path, shape),
        ...outcomesAt(step.outcomes, path, shape),
      ])
    }),
    ...stepsOf(parsed, 'decide').flatMap(({ id, step }) => {
      const path = ['steps', id]
      return group(onlyFacts, shape => [...letsAt(step.let, path, shape), ...outcomesAt(step.outcomes, path, shape)])
    }),
    ...stepsOf(parsed, 'ask').flatMap(({ id, step }) =>
      group({}, shape => outcomesAt(step.outcomes, ['steps', id], shape)),
    ),
    ...stepsOf(parsed, 'handoff').flatMap(({ id, step }) =>
      group(onlyFacts, shape => factsAt(step, ['steps', id], shape)),
    ),
    ...Object.entries(parsed.runbook.fixes ?? {}).flatMap(([id, { when, verify }]) => {
      const path = ['fixes', id]
      const own = when === undefined ? [] : group(onlyFacts, shape => [condition(when, [...path, 'when'], shape)])
      if (verify.kind === 'symptom') return own
      const read = readable(verify.read)
      if (read.kind !== 'shape') return own
      const seen = scopeShape(read.shape, facts, false)
      return [...own, ...group(seen, shape => [condition(verify.when, [...path, 'verify', 'when'], shape)])]
    }),
  ]
}

function outcomesAt(
  outcomes: Readonly<Record<string, Pick<Outcome, 'when' | 'facts' | 'set'>>>,
  path: Path,
  shape: Shape,
): Expression[] {
  return Object.entries(outcomes).flatMap(([name, outcome]) => {
    const at = [...path, 'outcomes', name]
    return [
      ...(outcome.when === undefined ? [] : [condition(outcome.when, [...at, 'when'], shape)]),
      ...factsAt(outcome, at, shape),
    ]
  })
}

function condition(text: string, path: Path, shape: Shape): Expression {
  return { path, text, shape, gives: { kind: 'condition' } }
}

function letsAt(lets: Lets | undefined, path: Path, shape: Shape): Expression[] {
  return Object.entries(lets ?? {}).map(([name, text]) => ({
    path: [...path, 'let', name],
    text,
    shape,
    gives: { kind: 'let', name },
  }))
}

/** Plain values were put among the facts when the file was read; they are looked for where they were written. */
function factsAt({ facts, set }: Pick<Outcome, 'facts' | 'set'>, path: Path, shape: Shape): Expression[] {
  return Object.entries(facts ?? {}).map(([name, text]) => ({
    path: [...path, set && Object.hasOwn(set, name) ? 'set' : 'facts', name],
    text,
    shape,
    gives: { kind: 'fact', name },
  }))
}
