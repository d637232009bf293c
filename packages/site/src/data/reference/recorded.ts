import {
  buildReport,
  createScope,
  evaluateFacts,
  type Facts,
  factShape,
  factsOf,
  observe,
  printed,
  type Report,
  readerOf,
  runbookAt,
  stepAt,
  type Value,
} from '@runbook/engine/core'
import { type RecordedStep, recordedNames, recordedSession } from '@runbook/evidence'
import { openWalk, readAtHand, skip, slack } from '../../browser/walk/session.ts'
import { bundle } from '../runbooks/bundle.ts'

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
    const scope = scopeOf(step, factsOf(context), outputs)
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
  { runbook, step, at = 0 }: RecordedStep,
  facts: Facts,
  outputs: NonNullable<RecordedStep['outputs']>,
): Record<string, Value> | undefined {
  const check = stepAt(bundle, { runbook, step })
  if (check.kind !== 'check') return undefined
  const reading = readerOf(check, facts)
  const [first] = outputs
  if ('kind' in reading || !first || check.sample || first.code === null) return undefined
  const { stdout, stderr, code } = first
  const seen = observe({
    ...reading,
    outputs: [printed({ stdout, stderr, code, startedAt: at })],
    isSampled: false,
    accept: check.accept,
    facts,
    factShape: factShape(runbookAt(bundle, { runbook })),
    context: { now: at },
  })
  if ('kind' in seen) return undefined
  const own = evaluateFacts(check.facts ?? {}, createScope(seen.values, seen.shape, check.let))
  return { ...seen.values, fact: { ...facts, ...(own.ok ? own.facts : {}) } }
}
