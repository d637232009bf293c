import type { Plan } from '../change/plan.ts'
import { milliseconds, resolveCommand } from '../command/resolve.ts'
import { evaluate } from '../judge/cel.ts'
import { scopeShape } from '../judge/judge.ts'
import { factShape } from '../runbook/bundle.ts'
import type { Verify } from '../runbook/schema-fix.ts'
import type { Driver, RunStep } from './driver.ts'
import { evidenceOf, readerOf } from './evidence.ts'
import type { Evidence, Position, SessionContext } from './types.ts'
import { factsOf, runbookAt, stepOf } from './walk.ts'

/** How a verification went. */
export interface Verification {
  isMended: boolean
  label: string
  evidence?: Evidence | undefined
}

/** Between two looks while a change settles, ms. */
const PAUSE = 500
/** How long a change may take to show when its fix does not say. */
const SETTLE = '3s'

type Look = Driver & { runStep: RunStep; signal: AbortSignal }

/**
 * Looks until the trouble is gone or the fix's time to settle is over, and at least twice: the first look may still
 * meet what was there before, such as the workers that a graceful reload lets finish.
 */
export async function verify(plan: Plan, look: Look): Promise<Verification> {
  const { ports, context, signal } = look
  const fix = runbookAt(context().bundle, { runbook: plan.runbook }).fixes?.[plan.fix]
  const until = ports.clock.now() + milliseconds(fix?.settle ?? SETTLE)
  for (let looks = 1; ; looks++) {
    const seen =
      fix?.verify.kind === 'check' ? await lookAtOwn(plan.runbook, fix.verify, look) : await lookAtSymptom(plan, look)
    if (seen.isMended || signal.aborted || (looks > 1 && ports.clock.now() >= until)) return seen
    await ports.clock.pause(PAUSE)
  }
}

/** The symptom check of a session: that of the runbook it was opened with, or the one that the fix's runbook names. */
function symptomOf({ bundle, first }: SessionContext, runbook: string): Position | undefined {
  for (const id of [first, runbook]) {
    const { symptom } = runbookAt(bundle, { runbook: id })
    if (symptom) return symptom
  }
  return undefined
}

async function lookAtSymptom(plan: Plan, { context, runStep, signal }: Look): Promise<Verification> {
  const at = symptomOf(context(), plan.runbook)
  if (!at) return { isMended: false, label: 'no runbook of this session has a symptom check' }
  const { judgement, evidence } = await runStep(at, { signal, isFresh: true })
  if (judgement.kind === 'unknown') return { isMended: false, label: judgement.problem, evidence }
  const outcome = stepOf(context().bundle, at, 'check').outcomes[judgement.outcome]
  return { isMended: outcome?.healthy === true, label: judgement.label, evidence }
}

async function lookAtOwn(
  runbook: string,
  spec: Extract<Verify, { kind: 'check' }>,
  { ports, context, show, signal }: Look,
): Promise<Verification> {
  const facts = factsOf(context())
  const resolved = resolveCommand(spec, facts)
  if (!resolved.ok) return { isMended: false, label: `it needs ${resolved.missing.join(', ')}` }
  const reading = readerOf(spec, facts)
  if ('kind' in reading) return { isMended: false, label: reading.problem }
  show({ command: resolved.command, startedAt: ports.clock.now(), run: 1, of: 1 })
  const output = await ports.exec.run(resolved.command, signal)
  const evidence = evidenceOf(resolved.command, [output], ports.redact)
  const read = reading.reader.read(output, reading.options, { now: ports.clock.now() })
  if (!read.ok) return { isMended: false, label: ports.redact(read.problem), evidence }
  const shape = scopeShape(
    reading.reader.shape(reading.options),
    factShape(runbookAt(context().bundle, { runbook })),
    false,
  )
  const exit = output.ending.kind === 'exited' ? output.ending.code : -1
  const holds = evaluate(
    spec.when,
    { ...read.values, fact: { ...facts }, exit_code: exit, started_ms: output.startedAt },
    shape,
  )
  const isMended = holds.ok && holds.value === true
  return {
    isMended,
    label: isMended ? 'it holds' : holds.ok ? `"${spec.when}" does not hold` : holds.problem,
    evidence,
  }
}
