import type { Shape, Value } from '../read/reader.ts'
import { createScope, type Lets, type Scope } from './cel.ts'
import { type Facts, fillForReading, type Words } from './fill.ts'
import { type Observation, observe } from './observe.ts'
import { type Unknown, unreadable } from './unknown.ts'

/** What a check came to. */
export type Judgement = { kind: 'outcome'; outcome: string; label: string; facts: Record<string, Value> } | Unknown

/** One way in which a check can come out: the first whose condition holds is taken. */
interface Branch {
  /** CEL. */
  when?: string | undefined
  otherwise?: true | undefined
  label: string
  /** Facts that it establishes, as CEL. */
  facts?: Readonly<Record<string, string>> | undefined
}

interface JudgeInput extends Observation {
  outcomes: Readonly<Record<string, Branch>>
  /** Facts that the check establishes whatever its outcome, as CEL. */
  always: Readonly<Record<string, string>> | undefined
  /** Named expressions that conditions and facts may use. */
  lets?: Lets | undefined
  /** Words for facts that are not known, by name, for labels. */
  say?: Words | undefined
}

/** Reads the outputs of a check and takes the first outcome that holds. It never throws. */
export function judge({ outcomes, always, lets, say, ...observed }: JudgeInput): Judgement {
  const { facts, factShape } = observed
  const seen = observe(observed)
  if ('kind' in seen) return seen
  const scopeOf = (known: Facts) => createScope({ ...seen.values, fact: { ...known } }, seen.shape, lets)
  const established = evaluateFacts(always ?? {}, scopeOf(facts))
  if (!established.ok) return undecided(established, facts, factShape)
  const scope = scopeOf({ ...facts, ...established.facts })
  return takeOutcome({ outcomes, scope, always: established.facts, facts, factShape, say })
}

/** What a `decide` step goes by. */
interface Deciding {
  outcomes: Readonly<Record<string, Branch>>
  lets?: Lets | undefined
  say?: Words | undefined
}

/** Takes the first outcome that the facts alone bear out, as a `decide` step does. */
export function judgeFacts({ outcomes, lets, say }: Deciding, facts: Facts, factShape: Shape): Judgement {
  const scope = createScope({ fact: { ...facts } }, { fact: factShape }, lets)
  return takeOutcome({ outcomes, scope, always: {}, facts, factShape, say })
}

interface Taking {
  outcomes: Readonly<Record<string, Branch>>
  scope: Scope
  /** Facts that hold whatever the outcome. */
  always: Record<string, Value>
  facts: Facts
  factShape: Shape
  say: Words | undefined
}

function takeOutcome({ outcomes, scope, always, facts, factShape, say }: Taking): Judgement {
  for (const [id, outcome] of Object.entries(outcomes)) {
    const holds = outcome.otherwise ? { ok: true as const, value: true } : scope.evaluate(outcome.when ?? 'false')
    if (!holds.ok) return undecided({ ...holds, problem: `condition of "${id}": ${holds.problem}` }, facts, factShape)
    if (holds.value !== true) continue
    const own = evaluateFacts(outcome.facts ?? {}, scope)
    if (!own.ok) return undecided(own, facts, factShape)
    const established = { ...always, ...own.facts }
    return {
      kind: 'outcome',
      outcome: id,
      label: fillForReading(outcome.label, { ...facts, ...established }, say),
      facts: established,
    }
  }
  return unreadable('the output fits none of the outcomes')
}

/** Evaluates CEL facts; the first that cannot be evaluated is the problem. */
export function evaluateFacts(
  expressions: Readonly<Record<string, string>>,
  scope: Scope,
): { ok: true; facts: Record<string, Value> } | { ok: false; problem: string; missing?: string | undefined } {
  const facts: Record<string, Value> = {}
  for (const [name, expression] of Object.entries(expressions)) {
    const result = scope.evaluate(expression)
    if (!result.ok) return { ...result, problem: `fact "${name}": ${result.problem}` }
    facts[name] = result.value
  }
  return { ok: true, facts }
}

/** A fact that nobody established yet is something to ask for; anything else in a condition is unreadable. */
function undecided(
  { problem, missing }: { problem: string; missing?: string | undefined },
  facts: Facts,
  factShape: Shape,
): Unknown {
  if (missing === undefined || !(`${missing}?` in factShape) || facts[missing] !== undefined) return unreadable(problem)
  return { kind: 'unknown', reason: 'needs-input', problem: `it needs ${missing}, which is not known` }
}
