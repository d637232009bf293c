import { resolveCommand } from '../command/resolve.ts'
import { judge } from '../judge/judge.ts'
import type { Clock, Output, Redact } from '../ports.ts'
import { factShape, wordsFor } from '../runbook/bundle.ts'
import { cleanJudgement, evidenceOf, readerOf } from './evidence.ts'
import type { SessionContext, StepResult } from './types.ts'
import { factsOf, runbookAt, stepOf } from './walk.ts'

interface Reading {
  clock: Pick<Clock, 'now'>
  redact: Redact
  /** How the command ended, where the person says so; else it is taken to have ended well. */
  exitCode?: number | undefined
}

/** Reads pasted output as if the check at the session's position had printed it. */
export function readPasted(context: SessionContext, text: string, { clock, redact, exitCode }: Reading): StepResult {
  const step = stepOf(context.bundle, context.position, 'check')
  const facts = factsOf(context)
  const reading = readerOf(step, facts)
  if ('kind' in reading) return { judgement: reading, by: 'person' }
  const outputs = (step.sample ? runsIn(text) : [text]).map(
    (stdout): Output => ({
      ending: { kind: 'exited', code: exitCode ?? 0 },
      stdout,
      stderr: '',
      isCut: false,
      durationMs: 0,
      startedAt: clock.now(),
    }),
  )
  const runbook = runbookAt(context.bundle, context.position)
  const judgement = judge({
    ...reading,
    outputs,
    isSampled: step.sample !== undefined,
    accept: exitCode === undefined ? [0] : step.accept,
    outcomes: step.outcomes,
    always: step.facts,
    lets: step.let,
    say: wordsFor(runbook),
    facts,
    factShape: factShape(runbook),
    context: { now: clock.now() },
  })
  const command = resolveCommand(step, facts)
  return {
    judgement: cleanJudgement(judgement, redact),
    ...(command.ok ? { evidence: { ...evidenceOf(command.command, outputs, redact), isPasted: true } } : {}),
    by: 'person',
  }
}

/** The outputs of a command that was run several times, one below the other: each ends with the line that curl's `-w` wrote. */
function runsIn(text: string): string[] {
  const runs = text.split(/(?<=^runbook-http code=.*\n)(?=HTTP\/|\s*runbook-http code=)/m)
  return runs.length > 1 ? runs : [text]
}
