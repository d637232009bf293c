import { availableParallelism } from 'node:os'
import type { CaseResult } from '../run-case.ts'
import type { Score } from '../score.ts'
import { totalsOf } from '../totals.ts'
import { versions } from '../versions.ts'
import { runScenario } from './run-scenario.ts'
import type { Scenario } from './scenario.ts'
import { scenarios } from './scenarios.ts'
import { whyNotScenario } from './surroundings.ts'

interface CloudScoreOptions {
  /** Words of which a scenario's id or cause contains one; every scenario without any. */
  filter?: readonly string[]
  jobs?: number | undefined
  signal?: AbortSignal
  /** Told of each result as soon as it is there. */
  onResult?: (result: CaseResult) => void
}

/** A scenario may take this many ms. */
const limit = 180_000

/** Runs the scenarios of the cloud layers, up to `jobs` at once. */
export async function scoreOfCloud(options: CloudScoreOptions = {}): Promise<Score> {
  const { filter = [], jobs = availableParallelism(), signal, onResult } = options
  const chosen = scenarios.filter(one => filter.length === 0 || filter.some(word => isMeant(one, word)))
  const skipped = chosen.flatMap(one => {
    const reason = whyNotScenario(one)
    return reason === undefined ? [] : [{ fault: one.id, noise: 'none', reason }]
  })
  const queue = chosen.filter(one => whyNotScenario(one) === undefined)
  const order = new Map(queue.map((one, index) => [one.id, index]))
  const cases: CaseResult[] = []
  const work = async () => {
    for (let one = queue.shift(); one && !signal?.aborted; one = queue.shift()) {
      const late = AbortSignal.timeout(limit)
      const result = await runScenario(one, signal ? AbortSignal.any([signal, late]) : late)
      cases.push(result)
      onResult?.(result)
    }
  }
  await Promise.all(Array.from({ length: jobs }, work))
  cases.sort((a, b) => (order.get(a.fault) ?? 0) - (order.get(b.fault) ?? 0))
  const totals = totalsOf(cases, skipped.length)
  return { cases, totals, skipped, date: new Date().toISOString(), versions: await versions() }
}

function isMeant({ id, cause }: Scenario, word: string): boolean {
  return id.includes(word) || cause.includes(word)
}
