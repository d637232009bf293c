import {
  type CheckStep,
  type Evidence,
  factsOf,
  fillForReading,
  outcomesOf,
  plainText,
  resolveCommand,
  type SessionContext,
  stepAt,
  type Value,
} from '@runbook/engine/core'
import type { Library } from './library.ts'
import { type Answer, openRunbooks, openWalk, skip, type Walk, type WalkRecord } from './session.ts'

/** A walk as far as the runbooks of today allow; `isWhole` is false when they have changed since it was made. */
export interface Restored {
  walk: Walk
  isWhole: boolean
}

/** Opens a walk again and gives it its answers one by one. Only what the runbook itself establishes is taken from it. */
export async function restoreWalk(library: Library, record: WalkRecord): Promise<Restored> {
  await library.ready([record.runbook])
  const walk = openWalk(library, record)
  for (const answer of record.answers) {
    await library.ready(openRunbooks(walk.session.view().context))
    if (!give(walk, answer)) return { walk, isWhole: false }
  }
  await library.ready(openRunbooks(walk.session.view().context))
  return { walk, isWhole: true }
}

/** Gives one answer; false when it does not fit the step at hand. */
function give(walk: Walk, answer: Answer): boolean {
  const { state, context } = walk.session.view()
  const { position } = context
  if (position.runbook !== answer.at.runbook || position.step !== answer.at.step) return false
  if (answer.outcome === null) {
    skip(walk)
    return true
  }
  const step = stepAt(context.bundle, position)
  if (state !== 'answering' || !Object.hasOwn(outcomesOf(step), answer.outcome)) return false
  if (answer.facts === undefined || step.kind !== 'check')
    return walk.session.send({ type: 'answer.given', outcome: answer.outcome })
  return walk.session.send({
    type: 'output.pasted',
    result: resultOf(context, step, { ...answer, outcome: answer.outcome }),
  })
}

function resultOf(
  context: SessionContext,
  step: CheckStep,
  { outcome, facts = {}, excerpt }: Answer & { outcome: string },
) {
  const chosen = step.outcomes[outcome]
  const established = new Set([...Object.keys(step.facts ?? {}), ...Object.keys(chosen?.facts ?? {})])
  const own = Object.fromEntries(
    Object.entries(facts)
      .filter(([name]) => established.has(name))
      .map(([name, value]) => [name, clean(value)]),
  )
  const label = fillForReading(chosen?.label ?? outcome, { ...factsOf(context), ...own })
  const evidence = evidenceOf(context, step, excerpt ?? '')
  return {
    judgement: { kind: 'outcome' as const, outcome, label, facts: own },
    ...(evidence ? { evidence } : {}),
    by: 'person' as const,
  }
}

function evidenceOf(context: SessionContext, step: CheckStep, excerpt: string): Evidence | undefined {
  const resolved = resolveCommand(step, factsOf(context))
  if (!resolved.ok) return undefined
  const { argv, place } = resolved.command
  return { command: [...argv], place, exitCode: 0, durationMs: 0, excerpt: plainText(excerpt), runs: 1, isPasted: true }
}

function clean(value: Value): Value {
  if (typeof value === 'string') return plainText(value)
  if (Array.isArray(value)) return value.map(clean)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, clean(item)]))
}
