import { createScope, findReader, namesIn, observe, printed, type Seen, type Value } from '@runbook/engine/core'
import type { PasteOutcome, PasteStep } from './indexed.ts'

/** What a step makes of a pasted text. */
export interface StepReading {
  /** The reader understood the text. */
  outcome: PasteOutcome
  /** False when it depends on what is not known here, such as the URL. */
  isCertain: boolean
  /** What the outcome establishes. */
  facts: Record<string, Value>
}

/** Something fails, or did before: what exactly, the text tells. */
const assumptions: Record<string, Value>[] = [{ symptom: 'failing' }, { symptom: 'healthy' }]
/** What says nothing to any reader; some take one for unreadable, some the other. */
const neutral = ['', 'zq zq']

/** Reads a text as the output of a step and gives the outcomes that it bears out, the first that holds first. */
export function readAs(step: PasteStep, text: string): StepReading[] {
  const [now = [], earlier = []] = assumptions.map(assumed => readAssuming(step, text, assumed))
  return now.length > 0 ? now : earlier
}

function readAssuming(step: PasteStep, text: string, assumed: Record<string, Value>): StepReading[] {
  const scope = scopeOf(step, text, assumed)
  if (!scope) return []
  const idle = neutral.flatMap(nothing => scopeOf(step, nothing, assumed) ?? [])
  const conditions = createScope(scope.values, scope.shape)
  const own = new Set(
    Object.keys(scope.shape)
      .map(key => key.replace(/\?$/, ''))
      .filter(isOwn),
  )
  const found: StepReading[] = []
  for (const outcome of step.outcomes) {
    const { when } = outcome
    if (when === undefined) break
    if (!namesIn(when).variables.some(name => own.has(name))) continue
    const holds = conditions.evaluate(when)
    const isOpen = !holds.ok && /No such key/.test(holds.problem)
    if (!isOpen && !(holds.ok && holds.value === true)) continue
    // What holds of any text, or is open whatever the text, says nothing about this one.
    if (idle.some(nothing => isSame(when, nothing, holds.ok))) continue
    found.push({ outcome, isCertain: holds.ok, facts: factsOf(step, outcome, scope) })
    if (holds.ok) break
  }
  return found
}

/** What the reader itself yields; the rest is known without any text. */
function isOwn(name: string): boolean {
  return !['fact', 'exit_code', 'started_ms', 'total'].includes(name)
}

function scopeOf({ read, sample }: PasteStep, text: string, assumed: Record<string, Value>): Seen | undefined {
  const [id, raw] = typeof read === 'string' ? [read, {}] : (Object.entries(read)[0] ?? ['', {}])
  const reader = findReader(id)
  const options = reader?.options.safeParse(withoutFilters(raw))
  if (!reader || !options?.success) return undefined
  const seen = observe({
    reader,
    options: options.data,
    outputs: [printed({ stdout: text })],
    isSampled: sample === true,
    facts: assumed,
    factShape: {},
    // At the beginning of time every line is newer than any window.
    context: { now: 0 },
  })
  return 'kind' in seen ? undefined : seen
}

/** Options that fill in what a session knows (the host, the upstream, the time) are set aside. */
function withoutFilters(options: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(options).filter(
      ([name, value]) => name !== 'since' && !(typeof value === 'string' && value.includes('{{')),
    ),
  )
}

function isSame(when: string, { values, shape }: Seen, isTrue: boolean): boolean {
  const holds = createScope(values, shape).evaluate(when)
  return holds.ok ? isTrue && holds.value === true : !isTrue
}

function factsOf(step: PasteStep, outcome: PasteOutcome, { values, shape }: Seen): Record<string, Value> {
  const known: Record<string, Value> = {}
  for (const [name, expression] of Object.entries({ ...step.facts, ...outcome.facts })) {
    const scope = createScope({ ...values, fact: { ...(values.fact as object), ...known } }, shape)
    const result = scope.evaluate(expression)
    if (result.ok) known[name] = result.value
  }
  return known
}
