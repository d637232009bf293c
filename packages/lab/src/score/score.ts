import { availableParallelism } from 'node:os'
import { goldenRoot } from '../box/golden.ts'
import type { Fault } from '../faults/fault.ts'
import { canIsolate } from '../faults/why-not.ts'
import { type NoiseId, noiseIds } from '../noise/kinds.ts'
import { type Case, casesOf, isSupported, whyNotCase } from '../run/cases.ts'
import { type CaseResult, runCase } from '../run/run-case.ts'
import { type Totals, totalsOf } from './totals.ts'
import { versions } from './versions.ts'

/** The result of a whole run, as it is written to a file. */
export interface Score {
  cases: CaseResult[]
  totals: Totals
  /** Cases that this machine cannot set up, and why. */
  skipped: Skipped[]
  /** When it ended. */
  date: string
  versions: Record<string, string>
}

interface Skipped {
  fault: string
  noise: string
  reason: string
}

/** What `--noise` may be. */
export type NoiseChoice = NoiseId | 'none' | 'all'

export interface ScoreOptions {
  /** Words of which a fault's id contains one; every fault without any. */
  filter?: readonly string[]
  /** Instead of the chosen cases: all faults amid this noise, without any, or each amid everything that its servers can make. */
  noise?: NoiseChoice | undefined
  jobs?: number | undefined
  signal?: AbortSignal
  /** Told of each result as soon as it is there. */
  onResult?: (result: CaseResult, seconds: number) => void
}

/** A case may take this many ms. */
const limit = 180_000

/** Runs the cases: up to `jobs` of those that bear company at once, then the others one after another. */
export async function scoreOf(faults: readonly Fault[], options: ScoreOptions = {}): Promise<Score> {
  const chosen = chosenCases(faults, options)
  const { possible, skipped } = await sorted(chosen)
  if (possible.some(({ fault }) => fault.needs.includes('systemd-machine'))) goldenRoot()
  const results = new Map<Case, CaseResult>()
  const work = async (queue: Case[]) => {
    for (let one = queue.shift(); one && !options.signal?.aborted; one = queue.shift()) {
      results.set(one, await perform(one, options))
    }
  }
  const together = possible.filter(({ fault }) => !fault.alone)
  const jobs = canIsolate() ? (options.jobs ?? availableParallelism()) : 1
  await Promise.all(Array.from({ length: jobs }, () => work(together)))
  await work(possible.filter(({ fault }) => fault.alone))

  const date = new Date().toISOString()
  const cases = possible.flatMap(one => results.get(one) ?? []).map(one => ({ ...one, run: date }))
  const totals = totalsOf(cases, skipped.length)
  return { cases, totals, skipped, date, versions: await versions() }
}

/** An earlier score in which the cases that were run again stand by their new results; cases that are no more are left out. */
export function scoreOnto(earlier: Score, again: Score, faults: readonly Fault[]): Score {
  return ontoPresent(
    earlier,
    again,
    new Set(casesOf(faults).map(({ fault, noise }) => `${fault.id} ${noise ?? 'none'}`)),
  )
}

/** The same, of the cases that are there by their fault, a blank and their noise. */
export function ontoPresent(earlier: Score, again: Score, present: ReadonlySet<string>): Score {
  const keyOf = ({ fault, noise }: CaseResult) => `${fault} ${noise}`
  const old = earlier.cases.filter(one => present.has(keyOf(one)))
  const fresh = again.cases.filter(one => present.has(keyOf(one)))
  const renewed = new Map(fresh.map(one => [keyOf(one), one]))
  const known = new Set(old.map(keyOf))
  const cases = [...old.map(one => renewed.get(keyOf(one)) ?? one), ...fresh.filter(one => !known.has(keyOf(one)))]
  return { ...again, cases, skipped: earlier.skipped, totals: totalsOf(cases, earlier.skipped.length) }
}

async function perform(one: Case, { signal, onResult }: ScoreOptions): Promise<CaseResult> {
  const begun = performance.now()
  const late = AbortSignal.timeout(limit)
  const isPlain = one.noise === undefined
  const result = await runCase(
    one,
    { mends: isPlain, compares: isPlain },
    signal ? AbortSignal.any([signal, late]) : late,
  )
  onResult?.(result, (performance.now() - begun) / 1000)
  return result
}

function chosenCases(faults: readonly Fault[], { filter = [], noise }: ScoreOptions): Case[] {
  const all = noise === undefined ? casesOf(faults) : faults.flatMap(fault => casesAmid(fault, noise))
  return all.filter(({ fault }) => filter.length === 0 || filter.some(word => fault.id.includes(word)))
}

function casesAmid(fault: Fault, choice: NoiseChoice): Case[] {
  if (choice === 'none') return [{ fault }]
  const wanted = choice === 'all' ? noiseIds : [choice]
  return wanted.filter(id => isSupported(fault, id)).map(noise => ({ fault, noise }))
}

async function sorted(cases: readonly Case[]): Promise<{ possible: Case[]; skipped: Skipped[] }> {
  const [possible, skipped]: [Case[], Skipped[]] = [[], []]
  for (const one of cases) {
    const reason = await whyNotCase(one)
    if (reason === undefined) possible.push(one)
    else skipped.push({ fault: one.fault.id, noise: one.noise ?? 'none', reason })
  }
  return { possible, skipped }
}
