import { type Facts, placeholders } from '../judge/fill.ts'
import type { Value } from '../read/reader.ts'
import { type Bundle, inputsOf } from '../runbook/bundle.ts'
import { isOfKind, outcomesOf, type StepKind, type StepOf, unknownOf } from '../runbook/kinds.ts'
import type { Runbook } from '../runbook/schema.ts'
import type { CheckStep, Step } from '../runbook/schema-step.ts'
import type { Position, SessionContext, TrailEntry } from './types.ts'

/** The parts of the context that the walk itself is made of. */
export type Walk = Pick<SessionContext, 'bundle' | 'position' | 'stack' | 'trail' | 'inputs'>

/** The runbook at a position. The bundle was linted, so it is there. */
export function runbookAt(bundle: Bundle, { runbook }: Pick<Position, 'runbook'>): Runbook {
  const found = bundle.get(runbook)
  if (!found) throw new RangeError(`no runbook "${runbook}"`)
  return found
}

/** The step at a position. */
export function stepAt(bundle: Bundle, position: Position): Step {
  const step = runbookAt(bundle, position).steps[position.step]
  if (!step) throw new RangeError(`no step "${position.step}" in "${position.runbook}"`)
  return step
}

/** The step at a position that only a step of this kind can stand at. */
export function stepOf<K extends StepKind>(bundle: Bundle, position: Position, kind: K): StepOf<K> {
  const step = stepAt(bundle, position)
  if (!isOfKind(step, kind)) throw new RangeError(`"${position.runbook}/${position.step}" is no ${kind}`)
  return step
}

/**
 * All facts at this point: defaults of inputs, then what steps and handoffs established in order, then what a person
 * set, which always wins.
 */
export function factsOf({ bundle, trail, inputs }: Pick<Walk, 'bundle' | 'trail' | 'inputs'>): Facts {
  const facts: Record<string, Value> = {}
  for (const [name, input] of inputsOf(bundle)) if (input.default !== undefined) facts[name] = input.default
  for (const { judgement } of trail) if (judgement.kind === 'outcome') Object.assign(facts, judgement.facts)
  return { ...facts, ...inputs }
}

/** The inputs that a step's command takes and that nobody set, detected or defaulted. */
export function missingInputs(walk: Walk): string[] {
  const step = stepAt(walk.bundle, walk.position)
  if (step.kind !== 'check') return []
  const facts = factsOf(walk)
  const inputs = inputsOf(walk.bundle)
  const taken = placeholdersOf(step).map(name => name.split('.')[0] ?? name)
  return [...new Set(taken)].filter(name => inputs.has(name) && facts[name] === undefined)
}

/** The visited steps whose outcome shows a cause, in order, without repetition. */
export function causesOf(trail: readonly TrailEntry[], bundle: Bundle): string[] {
  return [...new Set(trail.flatMap(entry => outcomeOf(entry, bundle)?.cause ?? []))]
}

/** The outcome that a visited step took, as the runbook writes it. */
export function outcomeOf(entry: TrailEntry, bundle: Bundle) {
  if (entry.judgement.kind !== 'outcome') return undefined
  return outcomesOf(stepAt(bundle, entry.at))[entry.judgement.outcome]
}

/** Where a result leads: its outcome's step, or for an unknown the step that the runbook names. */
export function nextStep(
  walk: Pick<Walk, 'bundle' | 'position'>,
  judgement: TrailEntry['judgement'],
): string | undefined {
  const step = stepAt(walk.bundle, walk.position)
  return judgement.kind === 'outcome' ? outcomesOf(step)[judgement.outcome]?.go : unknownOf(step)
}

function placeholdersOf(step: CheckStep): string[] {
  const words = typeof step.run === 'string' ? [step.run] : (step.run ?? [])
  return [...words, ...Object.values(step.env ?? {}), JSON.stringify(step.read)].flatMap(placeholders)
}
