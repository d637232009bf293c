import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { checkout } from './bundle.ts'

/** One case of the lab, as far as the site tells of it. */
export interface ScoredCase {
  fault: string
  noise: string
  expected: string
  named: string | null
  right: boolean
  run?: string
}

/** A kept run of the lab. */
export interface KeptScore {
  /** What was set up in it. */
  title: string
  cases: ScoredCase[]
  date: string
}

/** The runs that are kept: real servers on one machine, and the clouds as their real command lines see them. */
export const scores: readonly KeptScore[] = [
  { title: 'One machine', file: 'score.json' },
  { title: 'The cloud layers', file: 'score-cloud.json' },
].flatMap(({ title, file }) => {
  const kept = path.join(checkout, 'test', 'lab', file)
  return existsSync(kept) ? [{ title, ...(JSON.parse(readFileSync(kept, 'utf8')) as Omit<KeptScore, 'title'>) }] : []
})

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
