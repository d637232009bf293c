import { createScope, namesIn, type Value } from '@runbook/engine/core'
import type { PasteBranch, PasteIndex } from './indexed.ts'

/** Where an outcome leads as far as it can be told without asking anything. */
export interface Way {
  /** The cause that is found there. */
  cause?: string
  title?: string
  /** The runbook that goes on. */
  handoff?: string
  /** True when it ends without a cause. */
  isEnd?: boolean
}

/** Follows what is decided from facts alone, into other runbooks too; a branch that depends on more ends the way. */
export function follow(
  { silent, starts }: PasteIndex,
  runbook: string,
  step: string,
  facts: Record<string, Value>,
): Way {
  const seen = new Set<string>()
  const way: Way = {}
  let at = `${runbook}/${step}`
  while (!seen.has(at)) {
    seen.add(at)
    const [id = ''] = at.split('/')
    const here = silent[at]
    if (!here) return way
    if ('finding' in here) return { ...way, cause: here.finding, title: here.title }
    if ('end' in here) return way.handoff ? way : { isEnd: true }
    if ('handoff' in here) {
      way.handoff ??= here.handoff
      at = `${here.handoff}/${starts[here.handoff] ?? ''}`
    } else at = `${id}/${branch(here.decide, facts) ?? ''}`
  }
  return way
}

/** The way that a decision takes from what is known; undefined where it depends on more. */
export function branch(ways: readonly PasteBranch[], facts: Record<string, Value>): string | undefined {
  const scope = createScope({ fact: { ...facts } })
  let isOpen = false
  for (const { when, go } of ways) {
    if (when === undefined) return isOpen ? undefined : go
    const holds = scope.evaluate(when)
    if (holds.ok && holds.value === true) return go
    // What is not known here may be known in a session.
    isOpen ||= !holds.ok || namesIn(when).facts.some(name => facts[name] === undefined)
  }
  return undefined
}
