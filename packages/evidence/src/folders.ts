import { createRequire } from 'node:module'
import path from 'node:path'

/** This package's folder. Asked of the module system, since a bundle of the docs site runs from a folder of its own. */
const folder = path.dirname(createRequire(import.meta.url).resolve('@runbook/evidence/package.json'))

/** What a score is of: real servers on one machine, or the clouds as their real command lines see them. */
export type ScoreKind = 'machine' | 'cloud'

const names = { machine: 'score', cloud: 'score-cloud' } as const

/** The file of a kept score, as JSON. */
export function scoreFile(kind: ScoreKind): string {
  return path.join(folder, `${names[kind]}.json`)
}

/** The file with the titles of the tests that hold what is promised. */
export const testsFile = path.join(folder, 'tests.json')

/** The file with the words and the exit codes of the command. */
export const commandFile = path.join(folder, 'command.json')

/** The page of a kept score, as Markdown. */
export function scorePage(kind: ScoreKind): string {
  return path.join(folder, `${names[kind].toUpperCase()}.md`)
}

/** The folder of the recorded sessions, one JSON file each, named for its fault. */
export const recordedFolder = path.join(folder, 'recorded')
