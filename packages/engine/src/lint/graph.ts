import { targetsOf } from '../runbook/kinds.ts'
import type { ParsedRunbook, Path } from '../runbook/parse.ts'

/** One way from a step to another, with the key that says so. Ways to steps that are not there are left out. */
export interface Way {
  from: string
  to: string
  path: Path
}

/** The ways within a runbook, in the order written. */
export function waysOf({ runbook: { steps } }: ParsedRunbook): Way[] {
  return Object.entries(steps).flatMap(([from, step]) =>
    targetsOf(step)
      .filter(({ to }) => Object.hasOwn(steps, to))
      .map(({ to, path }) => ({ from, to, path: ['steps', from, ...path] })),
  )
}

/** Everything that can be reached from some places, these included. */
export function reachable(from: Iterable<string>, ways: readonly Pick<Way, 'from' | 'to'>[]): Set<string> {
  const seen = new Set(from)
  for (const place of seen) for (const way of ways) if (way.from === place) seen.add(way.to)
  return seen
}

/** Each way that closes a circle, with the circle it closes, found by one walk in depth from each place. */
export function circles<W extends Pick<Way, 'from' | 'to'>>(ways: readonly W[]): { way: W; circle: string[] }[] {
  const found: { way: W; circle: string[] }[] = []
  const done = new Set<string>()
  const walk = (place: string, above: readonly string[]) => {
    if (done.has(place)) return
    const line = [...above, place]
    for (const way of ways.filter(({ from }) => from === place)) {
      const at = line.indexOf(way.to)
      if (at >= 0) found.push({ way, circle: [...line.slice(at), way.to] })
      else walk(way.to, line)
    }
    done.add(place)
  }
  for (const { from } of ways) walk(from, [])
  return found
}
