import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { scorePage as pageOfScore, scoreFile } from '@runbook/evidence'
import { faults } from '../faults/faults.ts'
import { notProven } from '../faults/not-proven.ts'
import { noiseIds } from '../noise/kinds.ts'
import type { CaseResult } from '../run/run-case.ts'
import { cloudPage } from './cloud-page.ts'
import { cloudKeys, scoreOfCloud } from './cloud-score.ts'
import { scorePage } from './page.ts'
import { headLine, resultLines } from './result-lines.ts'
import { type NoiseChoice, ontoPresent, type Score, scoreOf, scoreOnto } from './score.ts'
import { unmetTargets } from './totals.ts'

/**
 * `score [words...]`: runs the cases of the faults whose ids contain one of the words and prints each result as it is
 * there; `score cloud [words...]` does so for the cloud layers; `--json` and `--table` write files, with `--onto` an
 * earlier JSON they hold its other cases, too. Returns the exit code: 0 only when every target holds, 130 after Ctrl-C.
 */
export async function score(words: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      json: { type: 'string' },
      table: { type: 'string' },
      onto: { type: 'string' },
      jobs: { type: 'string' },
      noise: { type: 'string' },
      'plain-only': { type: 'boolean' },
    },
  })
  const noise = choiceOf(values['plain-only'] ? 'none' : values.noise)
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => stop.abort(new Error('stopped')))

  console.log(headLine())
  const [first, ...rest] = positionals
  const common = {
    jobs: values.jobs === undefined ? undefined : Number(values.jobs),
    signal: stop.signal,
    onResult: (one: CaseResult) => console.log(resultLines(one)),
  }
  const isCloud = first === 'cloud'
  const run = isCloud
    ? await scoreOfCloud({ ...common, filter: rest })
    : await scoreOf(faults, { ...common, filter: positionals, noise })
  const result = values.onto ? onto(readScore(values.onto), run, isCloud) : run
  console.log(`\n${JSON.stringify(result.totals, null, 2)}`)
  for (const { fault, noise, reason } of result.skipped) console.log(`skipped ${fault}, noise ${noise}: ${reason}`)
  const open = isCloud ? {} : { not_proven: notProven }
  if (values.json) writeFileSync(values.json, `${JSON.stringify({ ...result, ...open }, null, 2)}\n`)
  if (values.table) writeFileSync(values.table, isCloud ? cloudPage(result) : scorePage(result))
  const unmet = unmetTargets(result.cases)
  for (const sentence of unmet) console.log(sentence)
  if (stop.signal.aborted) return 130
  return unmet.length === 0 ? 0 : 1
}

/**
 * `table <score.json>` publishes a score and its page, from which the docs site takes what the lab proves; `table cloud
 * <score.json>` does so for the cloud layers.
 */
export async function table(words: readonly string[]): Promise<number> {
  const isCloud = words[0] === 'cloud'
  const [file = 'score.json'] = isCloud ? words.slice(1) : words
  const score = readScore(file)
  const kind = isCloud ? 'cloud' : 'machine'
  writeFileSync(pageOfScore(kind), isCloud ? cloudPage(score) : scorePage(score))
  writeFileSync(scoreFile(kind), `${JSON.stringify(score, null, 1)}\n`)
  return 0
}

function onto(earlier: Score, run: Score, isCloud: boolean): Score {
  return isCloud ? ontoPresent(earlier, run, cloudKeys()) : scoreOnto(earlier, run, faults)
}

function readScore(file: string): Score {
  return JSON.parse(readFileSync(file, 'utf8')) as Score
}

function choiceOf(word: string | undefined): NoiseChoice | undefined {
  const choices: readonly NoiseChoice[] = ['none', 'all', ...noiseIds]
  const choice = choices.find(one => one === word)
  if (word !== undefined && !choice)
    throw new Error(`"${word}" is no noise, but one of these is: ${choices.join(', ')}`)
  return choice
}
