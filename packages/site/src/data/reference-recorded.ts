import {
  buildReport,
  type CheckStep,
  evaluate,
  factsOf,
  type Output,
  type Report,
  readerOf,
  stepAt,
  type Value,
} from '@runbook/engine/core'
import { type RecordedStep, recordedNames, recordedSession } from '@runbook/evidence'
import { openWalk, readAtHand, skip, slack } from '../browser/walk-session.ts'
import { bundle } from './bundle.ts'

/** A check of a session with what its conditions could see. */
export interface Seen {
  runbook: string
  step: string
  taken: string
  scope: Record<string, Value>
}

/** A kept session of the lab, told again by the engine: its checks and its report. Undefined when it is not kept. */
export function retold(fault: string): { seen: Seen[]; report: Report } | undefined {
  if (!recordedNames().includes(fault)) return undefined
  const kept = recordedSession(fault)
  if (!bundle.has(kept.runbook)) return undefined
  const walk = openWalk({ bundle, ready: () => Promise.resolve() }, kept)
  const seen: Seen[] = []
  for (const step of kept.steps) {
    const { context } = walk.session.view()
    if (context.position.runbook !== step.runbook || context.position.step !== step.step) return undefined
    if (step.outcome === null) {
      skip(walk)
      continue
    }
    const outputs = step.outputs ?? kept.steps[step.like ?? -1]?.outputs ?? []
    const scope = scopeOf(stepAt(bundle, step), factsOf(context), outputs, step.at ?? 0)
    if (scope) seen.push({ runbook: step.runbook, step: step.step, taken: step.outcome, scope })
    const text = outputs
      .map(
        ({ stdout, stderr }) =>
          stdout + (stdout !== '' && !stdout.endsWith('\n') && stderr ? '\n' : '') + (stderr ?? ''),
      )
      .join('')
    const exitCode = outputs.at(-1)?.code ?? undefined
    walk.session.send({
      type: 'output.pasted',
      result: readAtHand(walk, text, { shownAt: (step.at ?? 0) + slack, exitCode }),
    })
  }
  return { seen, report: buildReport({ ...walk.session.view(), records: walk.session.records() }) }
}

/** What the conditions of a check see; undefined when they see more than one reading of one output. */
function scopeOf(
  step: unknown,
  facts: Readonly<Record<string, Value>>,
  outputs: NonNullable<RecordedStep['outputs']>,
  at: number,
): Record<string, Value> | undefined {
  if (typeof step !== 'object' || step === null || !('check' in step)) return undefined
  const check = step as CheckStep
  const reading = readerOf(check, facts)
  const first = outputs[0]
  if ('kind' in reading || !first || check.sample || first.code === null) return undefined
  const output: Output = {
    ending: { kind: 'exited', code: first.code },
    stdout: first.stdout,
    stderr: first.stderr ?? '',
    isCut: false,
    durationMs: 0,
    startedAt: at,
  }
  const read = reading.reader.read(output, reading.options, { now: at })
  if (!read.ok) return undefined
  const scope = { ...read.values, fact: { ...facts }, exit_code: first.code }
  const own = Object.entries(check.facts ?? {}).map(
    ([name, expression]) => [name, evaluate(expression, scope)] as const,
  )
  return {
    ...scope,
    fact: { ...facts, ...Object.fromEntries(own.flatMap(([name, one]) => (one.ok ? [[name, one.value]] : []))) },
  }
}
