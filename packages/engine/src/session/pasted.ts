import { judge } from '../judge/judge.ts'
import type { Clock, Output, Redact } from '../ports.ts'
import { factShape } from '../runbook/bundle.ts'
import type { CheckStep } from '../runbook/schema-step.ts'
import { resolveCommand } from '../step/command.ts'
import { cleanJudgement, evidenceOf, readerOf } from './evidence.ts'
import type { SessionContext, StepResult } from './types.ts'
import { factsOf, runbookAt, stepAt } from './walk.ts'

/** Reads pasted output as if the check at the session's position had printed it. */
export function readPasted(
  context: SessionContext,
  text: string,
  { clock, redact }: { clock: Pick<Clock, 'now'>; redact: Redact },
): StepResult {
  const step = stepAt(context.bundle, context.position) as CheckStep
  const facts = factsOf(context)
  const reading = readerOf(step, facts)
  if ('kind' in reading) return { judgement: reading, by: 'person' }
  const output: Output = {
    ending: { kind: 'exited', code: 0 },
    stdout: text,
    stderr: '',
    isCut: false,
    durationMs: 0,
    startedAt: clock.now(),
  }
  const judgement = judge({
    ...reading,
    outputs: [output],
    isSampled: step.sample !== undefined,
    accept: [0],
    outcomes: step.outcomes,
    always: step.facts,
    facts,
    factShape: factShape(runbookAt(context.bundle, context.position)),
    context: { now: clock.now() },
  })
  const command = resolveCommand(step, facts)
  return {
    judgement: cleanJudgement(judgement, redact),
    ...(command.ok ? { evidence: { ...evidenceOf(command.command, [output], redact), isPasted: true } } : {}),
    by: 'person',
  }
}
