import { resolveCommand } from '../command/resolve.ts'
import type { Clock, Redact } from '../ports.ts'
import { printed } from '../read/printed.ts'
import { evidenceOf } from './evidence.ts'
import { judgeCheck, readerOf } from './judge-check.ts'
import type { SessionContext, StepResult } from './types.ts'
import { factsOf, runbookAt, stepOf } from './walk.ts'

interface Pasting {
  clock: Pick<Clock, 'now'>
  redact: Redact
  /** How the command ended, where the person says so; else it is taken to have ended well. */
  exitCode?: number | undefined
}

/** Reads pasted output as if the check at the session's position had printed it. */
export function readPasted(context: SessionContext, text: string, { exitCode, ...ports }: Pasting): StepResult {
  const step = stepOf(context.bundle, context.position, 'check')
  const facts = factsOf(context)
  const reading = readerOf(step, facts)
  if ('kind' in reading) return { judgement: reading, by: 'person' }
  const runs = (step.sample && reading.reader.runs?.(text)) || [text]
  const outputs = runs.map(stdout => printed({ stdout, code: exitCode, startedAt: ports.clock.now() }))
  const judgement = judgeCheck({
    check: exitCode === undefined ? { ...step, accept: [0] } : step,
    runbook: runbookAt(context.bundle, context.position),
    reading,
    outputs,
    facts,
    ports,
  })
  const command = resolveCommand(step, facts)
  return {
    judgement,
    ...(command.ok ? { evidence: { ...evidenceOf(command.command, outputs, ports.redact), isPasted: true } } : {}),
    by: 'person',
  }
}
