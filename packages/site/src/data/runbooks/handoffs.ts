import {
  claimsIn,
  createScope,
  type Facts,
  type Outcome,
  outcomesOf,
  type Runbook,
  type Step,
  type Value,
} from '@runbook/engine/core'
import { branch } from '../../browser/paste/follow.ts'
import { bundle } from './bundle.ts'
import { branchesOf } from './paste-index.ts'
import { exitsOf, type Place } from './places.ts'

/** One runbook handing over to another. */
export interface Handoff extends Place {
  to: string
  label: string
}

const all: Handoff[] = [...bundle.values()].flatMap(({ id, steps }) =>
  Object.entries(steps).flatMap(([step, spec]) =>
    spec.kind === 'handoff' ? [{ runbook: id, step, to: spec.handoff, label: spec.label ?? '' }] : [],
  ),
)

/** The handoffs that lead to a runbook, one for each runbook that has some. */
export function handoffsTo(id: string): Handoff[] {
  return firstBy(
    all.filter(({ to }) => to === id),
    ({ runbook }) => runbook,
  )
}

/** The handoffs of a runbook, one for each runbook that it can lead to. */
export function handoffsFrom(id: string): Handoff[] {
  return firstBy(
    all.filter(({ runbook }) => runbook === id),
    ({ to }) => to,
  )
}

/** The shortest chain of runbooks from one to another, both included; empty when there is none. */
export function chain(from: string, to: string): string[] {
  const chains = new Map([[from, [from]]])
  for (const [id, way] of chains) {
    if (id === to) return way
    for (const next of handoffsFrom(id)) if (!chains.has(next.to)) chains.set(next.to, [...way, next.to])
  }
  return []
}

/** What other runbooks saw when they handed over to this one, as far as it can lead to a step of it. */
export function seenBefore({ runbook: id, step: target }: Place): (Place & { label: string })[] {
  const runbook = bundle.get(id)
  if (!runbook) return []
  return all
    .filter(({ to }) => to === id)
    .flatMap(({ runbook: from, step: handoff }) =>
      Object.entries(bundle.get(from)?.steps ?? {}).flatMap(([step, spec]) =>
        Object.values(outcomesOf(spec))
          .filter(outcome => outcome.go === handoff && canLead(runbook, constantsOf(spec, outcome), target))
          .map(({ label }) => ({ runbook: from, step, label })),
      ),
    )
}

/** True unless what is known when a runbook is entered decides on a way that never comes to the step. */
function canLead(runbook: Runbook, facts: Facts, target: string): boolean {
  const { start, steps } = runbook
  let at: string | undefined = start
  let last = start
  const seen = new Set<string>()
  while (at !== undefined && !seen.has(at)) {
    seen.add(at)
    last = at
    const step: Step | undefined = steps[at]
    at = branch(step?.kind === 'decide' ? branchesOf(step, runbook) : [], facts)
  }
  return reachable(steps, last).has(target)
}

function reachable(steps: Runbook['steps'], from: string): Set<string> {
  const found = new Set([from])
  for (const at of found) for (const { to } of steps[at] ? exitsOf(steps[at]) : []) found.add(to)
  return found
}

/** Facts that are the same whenever an outcome holds: its own constants, and what its condition says was read. */
function constantsOf(step: Step, { when = '', facts }: Outcome): Facts {
  const said: Record<string, Value> = {}
  for (const { of: name, part, value } of claimsIn(when)) {
    const of = name === 'known' ? 'fact' : name
    said[of] = { ...(said[of] as object | undefined), [part]: value }
  }
  const { fact, ...read } = said
  const all = { ...(step.kind === 'check' ? step.facts : {}), ...facts }
  // A let of which a part is known needs no reading.
  const lets = Object.entries(step.kind === 'check' ? (step.let ?? {}) : {}).filter(([name]) => !(name in read))
  const scope = createScope({ ...read, fact: fact ?? {} }, { fact: {} }, Object.fromEntries(lets))
  const known = Object.entries(all).flatMap(([name, expression]) => {
    const result = scope.evaluate(expression)
    return result.ok ? [[name, result.value] as const] : []
  })
  return { ...(fact as Facts | undefined), ...Object.fromEntries(known) }
}

function firstBy<T>(things: readonly T[], keyOf: (thing: T) => string): T[] {
  return [...Map.groupBy(things, keyOf).values()].flatMap(([first]) => (first ? [first] : []))
}
