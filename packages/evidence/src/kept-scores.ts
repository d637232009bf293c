import { existsSync, readFileSync } from 'node:fs'
import { type ScoreKind, scoreFile } from './folders.ts'

/** One case of the lab, as far as is told of it. */
export interface ScoredCase {
  fault: string
  noise: string
  expected: string
  named: string | null
  right: boolean
  /** When this case was run, where it is not the run of the whole score. */
  run?: string
}

/** A kept run of the lab. */
export interface KeptScore {
  /** What was set up in it. */
  title: string
  cases: ScoredCase[]
  date: string
}

const titles: Record<ScoreKind, string> = { machine: 'One machine', cloud: 'The cloud layers' }

/** The runs that are kept; one that was never written is left out. */
export function keptScores(): KeptScore[] {
  return (['machine', 'cloud'] as const).flatMap(kind => {
    const file = scoreFile(kind)
    if (!existsSync(file)) return []
    return [{ title: titles[kind], ...(JSON.parse(readFileSync(file, 'utf8')) as Omit<KeptScore, 'title'>) }]
  })
}
