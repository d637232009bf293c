import type { Plan } from '../change/plan.ts'
import { milliseconds, resolveCommand } from '../command/resolve.ts'
import type { Verify } from '../runbook/schema-fix.ts'
import type { CheckStep } from '../runbook/schema-step.ts'
import type { Driver, RunStep } from './driver.ts'
import { evidenceOf } from './evidence.ts'
import { judgeCheck, readerOf } from './judge-check.ts'

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
  const judgement = judgeCheck({
    check: { outcomes: asOutcomes(spec.when) },
    runbook: runbookAt(context().bundle, { runbook }),
    reading,
    outputs: [output],
    facts,
    ports,
  })
  if (judgement.kind === 'unknown') return { isMended: false, label: judgement.problem, evidence }
  const isMended = judgement.outcome === 'mended'
  return { isMended, label: isMended ? 'it holds' : `"${spec.when}" does not hold`, evidence }
}

/** A condition that must hold, as the outcomes of a check: it is read and judged like one. */
function asOutcomes(when: string): CheckStep['outcomes'] {
  return {
    mended: { when, label: 'it holds', go: '' },
    not: { otherwise: true, label: 'it does not hold', go: '' },
  }
}
