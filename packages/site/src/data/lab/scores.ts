import { type KeptScore, keptScores, type ScoredCase } from '@runbook/evidence'

export type { ScoredCase }

/** The runs that are kept, read once a build. */
export const scores: readonly KeptScore[] = keptScores()

/** What the lab says about a cause: how many cases, how many right, and when last. */
export interface Proof {
  total: number
  right: number
  faults: string[]
  last: string
}

/** How the lab proves a cause; undefined when no kept run holds a case of it. */
export function proofOf(cause: string, kept: readonly Pick<KeptScore, 'cases' | 'date'>[] = scores): Proof | undefined {
  const cases = kept.flatMap(({ cases, date }) =>
    cases.filter(one => one.expected === cause).map(one => ({ ...one, run: one.run ?? date })),
  )
  if (cases.length === 0) return undefined
  return {
    total: cases.length,
    right: cases.filter(one => one.right).length,
    faults: [...new Set(cases.map(one => one.fault))],
    last:
      cases
        .map(one => one.run)
        .sort()
        .at(-1) ?? '',
  }
}
