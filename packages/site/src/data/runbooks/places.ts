import { headlineOf, outcomesOf, type Runbook, type Step, unknownOf } from '@runbook/engine/core'

/** A step of a runbook, as it is pointed at. */
export interface Place {
  runbook: string
  step: string
}

/** One step on a way, and the outcome with which the way leaves it. */
export interface WayStep extends Place {
  question: string
  /** The id of the outcome; empty when the step could not be checked or handed off and nothing was found. */
  outcome: string
  label: string
}

interface Exit {
  to: string
  outcome: string
  label: string
  /** What it costs to leave this way: what was seen tells more than what was not, and that more than an unknown. */
  cost: number
  /** Causes that it excludes. */
  excludes: readonly string[]
}

/** The ways out of a step, in the order written. */
export function exitsOf(step: Step): Exit[] {
  if (step.kind === 'handoff')
    return [{ to: step.nothing, outcome: '', label: `nothing found in ${step.handoff}`, cost: 6, excludes: [] }]
  const exits = Object.entries(outcomesOf(step)).map(([outcome, one]) => ({
    to: one.go,
    outcome,
    label: one.label,
    cost: one.otherwise ? 3 : 2,
    excludes: one.rules_out ?? [],
  }))
  const unknown = unknownOf(step)
  return unknown
    ? [...exits, { to: unknown, outcome: '', label: 'could not be checked', cost: 16, excludes: [] }]
    : exits
}

/** The most telling way from the start of a runbook to each of its steps, along no outcome that excludes the cause. */
export function waysOf(runbook: Runbook, cause?: string): Map<string, WayStep[]> {
  const ways = new Map<string, { cost: number; way: WayStep[] }>([[runbook.start, { cost: 0, way: [] }]])
  const open = new Set([runbook.start])
  while (open.size > 0) {
    const [id = ''] = [...open].sort((a, b) => (ways.get(a)?.cost ?? 0) - (ways.get(b)?.cost ?? 0))
    open.delete(id)
    const step = runbook.steps[id]
    const here = ways.get(id)
    if (!step || !here) continue
    for (const { to, outcome, label, cost, excludes } of exitsOf(step)) {
      if (cause !== undefined && excludes.includes(cause)) continue
      const total = here.cost + cost
      if (total >= (ways.get(to)?.cost ?? Number.POSITIVE_INFINITY)) continue
      const left = { runbook: runbook.id, step: id, question: headlineOf(step), outcome, label }
      ways.set(to, { cost: total, way: [...here.way, left] })
      open.add(to)
    }
  }
  return new Map([...ways].map(([id, { way }]) => [id, way]))
}
