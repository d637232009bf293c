import { availableParallelism } from 'node:os'
import { awsClis } from '../cloud/own-commands.ts'
import { type CloudCase, planOf } from '../cloud/plan.ts'
import { runScenario } from '../cloud/run-scenario.ts'
import type { Scenario } from '../cloud/scenario.ts'
import { scenarios } from '../cloud/scenarios.ts'
import type { CaseResult } from '../run/run-case.ts'
import type { Score } from './score.ts'
import { totalsOf } from './totals.ts'
import { cloudVersions } from './versions.ts'

interface CloudScoreOptions {
  /** Words of which a scenario's id or cause contains one; every scenario without any. */
  filter?: readonly string[]
  jobs?: number | undefined
  signal?: AbortSignal
  /** Told of each result as soon as it is there. */
  onResult?: (result: CaseResult) => void
}

/** A scenario may take this many ms. */
const limit = 240_000

/** Runs the scenarios of the cloud layers, up to `jobs` at once. */
export async function scoreOfCloud(options: CloudScoreOptions = {}): Promise<Score> {
  const { filter = [], jobs = availableParallelism(), signal, onResult } = options
  const chosen = scenarios.filter(one => filter.length === 0 || filter.some(word => isMeant(one, word)))
  const { cases: planned, skipped } = planOf(chosen)
  const queue = [...planned]
  const results = new Map<CloudCase, CaseResult>()
  const work = async () => {
    for (let one = queue.shift(); one && !signal?.aborted; one = queue.shift()) {
      const late = AbortSignal.timeout(limit)
      const { scenario, aws } = one
      const ends = signal ? AbortSignal.any([signal, late]) : late
      const result = await runScenario(scenario, { signal: ends, ...(aws ? { aws } : {}) })
      results.set(one, result)
      onResult?.(result)
    }
  }
  await Promise.all(Array.from({ length: jobs }, work))
  const date = new Date().toISOString()
  const cases = planned.flatMap(one => results.get(one) ?? []).map(one => ({ ...one, run: date }))
  return { cases, totals: totalsOf(cases, skipped.length), skipped, date, versions: await cloudVersions(awsClis()) }
}

/** What tells the cases of the cloud layers apart that there are now. */
export function cloudKeys(): ReadonlySet<string> {
  return new Set(planOf(scenarios).cases.map(({ scenario, aws }) => `${scenario.id} ${aws?.name ?? 'none'}`))
}

function isMeant({ id, cause }: Scenario, word: string): boolean {
  return id.includes(word) || cause.includes(word)
}
