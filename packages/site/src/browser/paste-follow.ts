import { evaluate, type Value } from '@runbook/engine/core'
import type { PasteIndex } from './paste-index.ts'

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

/** Follows what is decided from facts alone; a branch that depends on more ends the way. */
export function follow({ silent }: PasteIndex, runbook: string, step: string, facts: Record<string, Value>): Way {
  const seen = new Set<string>()
  for (let at: string | undefined = step; at !== undefined && !seen.has(at); ) {
    seen.add(at)
    const here = silent[`${runbook}/${at}`]
    if (!here) return {}
    if ('finding' in here) return { cause: here.finding, title: here.title }
    if ('handoff' in here) return { handoff: here.handoff }
    if ('end' in here) return { isEnd: true }
    at = branch(here.decide, facts)
  }
  return {}
}

function branch(ways: readonly [string | null, string][], facts: Record<string, Value>): string | undefined {
  for (const [when, go] of ways) {
    if (when === null) return go
    const holds = evaluate(when, { fact: { ...facts } })
    if (!holds.ok) return undefined
    if (holds.value === true) return go
  }
  return undefined
}
