import { type ScoredCase, scores } from '../lab/scores.ts'
import { causes } from '../runbooks/causes.ts'
import { byLayer } from '../runbooks/layers.ts'

type Case = ScoredCase & { fix?: string; undo?: string }

/** Figures of some cases of the lab. */
interface Figures {
  causes: number
  cases: number
  right: number
  fixesTried: number
  fixesWorked: number
  undoTried: number
  undoExact: number
}

/** One kept run of the lab: its day, its figures, and those of each layer. */
export interface KeptRun {
  title: string
  day: string
  all: Figures
  layers: { layer: string; figures: Figures }[]
  /** Cases that named something else. */
  wrong: { fault: string; noise: string; expected: string; named: string }[]
}

/** The kept runs, in the order in which the site reads them; none when no run is kept. */
export const keptRuns: KeptRun[] = scores.map(({ title, cases, date }) => ({
  title,
  day: date.slice(0, 10),
  all: figuresOf(cases),
  layers: byLayer(cases, layerOf).map(([layer, some]) => ({ layer, figures: figuresOf(some) })),
  wrong: cases
    .filter(one => !one.right)
    .map(({ fault, noise, expected, named }) => ({ fault, noise, expected, named: named ?? 'nothing' })),
}))

/** Adds figures up. */
function figuresOf(cases: readonly Case[]): Figures {
  const count = (fits: (one: Case) => boolean) => cases.filter(fits).length
  const isTried = (what: string | undefined) => what !== undefined && what !== 'none'
  return {
    causes: new Set(cases.map(one => one.expected).filter(cause => !isNoCause(cause))).size,
    cases: cases.length,
    right: count(one => one.right),
    fixesTried: count(one => isTried(one.fix)),
    fixesWorked: count(one => one.fix === 'worked'),
    undoTried: count(one => isTried(one.undo)),
    undoExact: count(one => one.undo === 'exact'),
  }
}

/** Cases without a cause, and with causes that no runbook names, go by themselves. */
function layerOf({ expected }: ScoredCase): string {
  if (expected === 'healthy') return 'nothing is wrong'
  if (expected === 'unknown') return 'cannot be told, and must be told so'
  return causes.get(expected)?.layer ?? 'other'
}

function isNoCause(expected: string): boolean {
  return expected === 'healthy' || expected === 'unknown'
}
