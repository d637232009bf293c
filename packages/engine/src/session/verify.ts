import type { Plan } from '../change/plan.ts'
import type { Verification } from '../change/verification.ts'
import { milliseconds, resolveCommand } from '../command/resolve.ts'
import type { Unknown } from '../judge/unknown.ts'
import type { Verify } from '../runbook/schema-fix.ts'
import type { CheckStep } from '../runbook/schema-step.ts'
import type { Driver, RunStep } from './driver.ts'
import { evidenceOf } from './evidence.ts'
import { judgeCheck, readerOf } from './judge-check.ts'
import type { Evidence, Position, SessionContext } from './types.ts'
import { factsOf, runbookAt, stepOf } from './walk.ts'

/** What one look at a change came to. */
interface Seen {
  verification: Verification
  evidence?: Evidence | undefined
}

/** Between two looks while a change settles, ms. */
const PAUSE = 500
/** How long a change may take to show when its fix does not say. */
const SETTLE = '3s'

type Look = Driver & { runStep: RunStep; signal: AbortSignal }

/**
 * Looks until the trouble is gone or the fix's time to settle is over, and at least twice: the first look may still
 * meet what was there before, such as the workers that a graceful reload lets finish. The last look counts.
 */
export async function verify(plan: Plan, look: Look): Promise<Seen> {
  const { ports, context, signal } = look
  const fix = runbookAt(context().bundle, { runbook: plan.runbook }).fixes?.[plan.fix]
  const until = ports.clock.now() + milliseconds(fix?.settle ?? SETTLE)
  for (let looks = 1; ; looks++) {
    const seen =
      fix?.verify.kind === 'check' ? await lookAtOwn(plan.runbook, fix.verify, look) : await lookAtSymptom(plan, look)
    const isOver = signal.aborted || (looks > 1 && ports.clock.now() >= until)
    if (seen.verification.kind === 'mended' || isOver) return seen
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

async function lookAtSymptom(plan: Plan, { context, runStep, signal }: Look): Promise<Seen> {
  const at = symptomOf(context(), plan.runbook)
  if (!at) return notSeen(failed('no runbook of this session has a symptom check'))
  const { judgement, evidence } = await runStep(at, { signal, isFresh: true })
  if (judgement.kind === 'unknown') return notSeen(judgement, evidence)
  const outcome = stepOf(context().bundle, at, 'check').outcomes[judgement.outcome]
  return { verification: { kind: outcome?.healthy ? 'mended' : 'not-mended', label: judgement.label }, evidence }
}

async function lookAtOwn(
  runbook: string,
  own: Extract<Verify, { kind: 'check' }>,
  { ports, context, show, signal }: Look,
): Promise<Seen> {
  const facts = factsOf(context())
  const resolved = resolveCommand(own, facts)
  if (!resolved.ok) return notSeen(needing(resolved.problem ?? `it needs ${resolved.missing.join(', ')}`))
  const reading = readerOf(own, facts)
  if ('kind' in reading) return notSeen(reading)
  show({ command: resolved.command, startedAt: ports.clock.now(), run: 1, of: 1 })
  const output = await ports.exec.run(resolved.command, signal)
  const evidence = evidenceOf(resolved.command, [output], ports.redact)
  const judgement = judgeCheck({
    check: { accept: own.accept, outcomes: outcomesOf(own.when) },
    runbook: runbookAt(context().bundle, { runbook }),
    reading,
    outputs: [output],
    facts,
    ports,
  })
  if (judgement.kind === 'unknown') return notSeen(named(judgement, own.when), evidence)
  return judgement.outcome === 'mended'
    ? { verification: { kind: 'mended', label: 'it holds' }, evidence }
    : { verification: { kind: 'not-mended', label: `"${own.when}" does not hold` }, evidence }
}

/** A condition that must hold, as the outcomes of a check: it is read and judged like one. */
function outcomesOf(when: string): CheckStep['outcomes'] {
  return { mended: { when, label: '', go: '' }, 'not-mended': { otherwise: true, label: '', go: '' } }
}

/** A problem with the condition is told of the condition, which has no other name here. */
function named(unknown: Unknown, when: string): Unknown {
  return { ...unknown, problem: unknown.problem.replace('condition of "mended"', () => `"${when}"`) }
}

function notSeen(unknown: Unknown, evidence?: Evidence): Seen {
  return { verification: { ...unknown, command: evidence?.command ?? [] }, evidence }
}

function failed(problem: string): Unknown {
  return { kind: 'unknown', reason: 'failed', problem }
}

function needing(problem: string): Unknown {
  return { kind: 'unknown', reason: 'needs-input', problem }
}
