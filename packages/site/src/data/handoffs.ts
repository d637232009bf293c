import { bundle } from './bundle.ts'
import type { Place } from './places.ts'

/** One runbook handing over to another. */
export interface Handoff extends Place {
  to: string
  label: string
}

const all: Handoff[] = [...bundle.values()].flatMap(({ id, steps }) =>
  Object.entries(steps).flatMap(([step, spec]) =>
    'handoff' in spec ? [{ runbook: id, step, to: spec.handoff, label: spec.label ?? '' }] : [],
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

/** What other runbooks saw when they handed over to this one. */
export function seenBefore(id: string): (Place & { label: string })[] {
  return all
    .filter(({ to }) => to === id)
    .flatMap(({ runbook, step: handoff }) =>
      Object.entries(bundle.get(runbook)?.steps ?? {}).flatMap(([step, spec]) =>
        'outcomes' in spec
          ? Object.values(spec.outcomes).flatMap(({ go, label }) => (go === handoff ? [{ runbook, step, label }] : []))
          : [],
      ),
    )
}

function firstBy<T>(things: readonly T[], keyOf: (thing: T) => string): T[] {
  return [...Map.groupBy(things, keyOf).values()].flatMap(([first]) => (first ? [first] : []))
}
