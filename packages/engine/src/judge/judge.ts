import type { Ending, Output } from '../ports.ts'
import type { ReadContext, Reader, Reading, Shape, Value } from '../read/reader.ts'
import { createScope, type Lets, type Scope } from './cel.ts'
import { type Facts, fillForReading, type Words } from './fill.ts'

/** Why a check could not be made. It is never evidence for or against anything. */
export type UnknownReason =
  | 'tool-missing'
  | 'permission'
  | 'timeout'
  | 'unreadable'
  | 'failed'
  | 'needs-input'
  | 'skipped'
  | 'aborted'

/** What a check came to. */
export type Judgement =
  | { kind: 'outcome'; outcome: string; label: string; facts: Record<string, Value> }
  | { kind: 'unknown'; reason: UnknownReason; problem: string; needs?: string | undefined }

/** One way in which a check can come out: the first whose condition holds is taken. */
interface Branch {
  /** CEL. */
  when?: string | undefined
  otherwise?: true | undefined
  label: string
  /** Facts that it establishes, as CEL. */
  facts?: Readonly<Record<string, string>> | undefined
}

interface JudgeInput {
  reader: Reader<unknown>
  options: unknown
  outputs: readonly Output[]
  isSampled: boolean
  accept: readonly number[] | undefined
  outcomes: Readonly<Record<string, Branch>>
  /** Facts that the check establishes whatever its outcome, as CEL. */
  always: Readonly<Record<string, string>> | undefined
  /** Named expressions that conditions and facts may use. */
  lets?: Lets | undefined
  /** Words for facts that are not known, by name, for labels. */
  say?: Words | undefined
  facts: Facts
  factShape: Shape
  context: ReadContext
}

/** Reads the outputs of a check and takes the first outcome that holds. It never throws. */
export function judge(input: JudgeInput): Judgement {
  const { outcomes, always, lets, facts, factShape, say } = input
  const read = readAll(input)
  if ('kind' in read) return read
  const scopeOf = (known: Facts) => createScope({ ...read.values, fact: { ...known } }, read.shape, lets)
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

/** What conditions of a check can see, as a shape: the reader's values, samples, the facts and the run itself. */
export function scopeShape(readerShape: Shape, factShape: Shape, isSampled: boolean): Shape {
  const own = isSampled ? { samples: [readerShape] as const, last: readerShape, total: 'int' } : readerShape
  return { ...own, fact: factShape, exit_code: 'int', started_ms: 'int' }
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

function readAll(
  input: JudgeInput,
): { values: Record<string, Value>; shape: Shape } | (Judgement & { kind: 'unknown' }) {
  const readerShape = input.reader.shape(input.options)
  const readings: Record<string, Value>[] = []
  for (const output of input.outputs) {
    const failed = failureOf(output, input.accept ?? input.reader.accepts)
    if (failed) return failed
    const reading: Reading = input.reader.read(output, input.options, input.context)
    if (!reading.ok) return { kind: 'unknown', reason: reading.reason ?? 'unreadable', problem: reading.problem }
    readings.push(withAbsentParts(reading.values, readerShape))
  }
  const first = input.outputs[0]
  const last = readings.at(-1)
  if (!first || !last) return unreadable('nothing was run')
  const run = { exit_code: first.ending.kind === 'exited' ? first.ending.code : -1, started_ms: first.startedAt }
  const own: Record<string, Value> = input.isSampled ? { samples: readings, last, total: readings.length } : last
  return { values: { ...own, ...run }, shape: scopeShape(readerShape, input.factShape, input.isSampled) }
}

/** Optional parts that are absent become empty objects, so that `has(last.kind)` can be asked. */
function withAbsentParts(values: Record<string, Value>, shape: Shape): Record<string, Value> {
  const absent = Object.keys(shape)
    .filter(key => key.endsWith('?') && typeof shape[key] === 'object')
    .map(key => key.slice(0, -1))
    .filter(key => values[key] === undefined)
  return { ...values, ...Object.fromEntries(absent.map(key => [key, {}])) }
}

function failureOf(output: Output, accepts: 'any' | readonly number[]): (Judgement & { kind: 'unknown' }) | undefined {
  const { ending } = output
  if (ending.kind !== 'exited') return { kind: 'unknown', ...endingProblem(ending) }
  if (accepts === 'any' || accepts.includes(ending.code)) return undefined
  const said = firstLine(output.stderr) || firstLine(output.stdout)
  const problem = said === '' ? `it ended with exit code ${ending.code}` : said
  if (ending.code === 127 || /not been booted with systemd|command not found/i.test(said))
    return { kind: 'unknown', reason: 'tool-missing', problem }
  if (/permission denied|operation not permitted|not permitted|must be root|requires? root/i.test(output.stderr))
    return { kind: 'unknown', reason: 'permission', problem }
  return { kind: 'unknown', reason: 'failed', problem }
}

function endingProblem(ending: Exclude<Ending, { kind: 'exited' }>): { reason: UnknownReason; problem: string } {
  switch (ending.kind) {
    case 'timed-out':
      return { reason: 'timeout', problem: `no answer within ${ending.afterMs / 1000} s` }
    case 'aborted':
      return { reason: 'aborted', problem: 'it was stopped' }
    case 'signalled':
      return { reason: 'failed', problem: `it was ended by ${ending.signal}` }
    case 'not-started':
      return ending.why === 'missing'
        ? { reason: 'tool-missing', problem: ending.message }
        : { reason: ending.why === 'permission' ? 'permission' : 'failed', problem: ending.message }
  }
}

/** A fact that nobody established yet is something to ask for; anything else in a condition is unreadable. */
function undecided(
  { problem, missing }: { problem: string; missing?: string | undefined },
  facts: Facts,
  factShape: Shape,
): Judgement & { kind: 'unknown' } {
  if (missing === undefined || !(`${missing}?` in factShape) || facts[missing] !== undefined) return unreadable(problem)
  return { kind: 'unknown', reason: 'needs-input', problem: `it needs ${missing}, which is not known` }
}

function unreadable(problem: string): Judgement & { kind: 'unknown' } {
  return { kind: 'unknown', reason: 'unreadable', problem }
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0]?.slice(0, 300) ?? ''
}
