import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { EngineError, type Problem, RunbookError } from '../errors.ts'
import { lintRunbooks } from '../lint/lint.ts'
import type { Bundle } from '../runbook/bundle.ts'
import { type ParsedRunbook, parseRunbook } from '../runbook/parse.ts'
import { type Probes, parseProbe, withProbes } from '../runbook/probe.ts'
import { noVocabulary, parseVocabulary, VOCABULARY_FILE, type Vocabulary } from '../runbook/vocabulary.ts'

/** The YAML files of a folder, sorted. Throws EngineError when the folder cannot be read. */
export function runbookFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter(name => /\.ya?ml$/.test(name) && name !== VOCABULARY_FILE)
      .sort()
      .map(name => path.join(folder, name))
  } catch (cause) {
    throw new EngineError(`The folder "${folder}" cannot be read.`, {
      code: 'bad-runbook',
      hint: 'Give a folder that holds runbooks.',
      cause,
    })
  }
}

/** The probes of a folder of runbooks, `probes/*.sh`, sorted; none when it has no such folder. */
export function probeFiles(folder: string): string[] {
  const probes = path.join(folder, 'probes')
  if (!existsSync(probes)) return []
  return readdirSync(probes)
    .filter(name => name.endsWith('.sh'))
    .sort()
    .map(name => path.join(probes, name))
}

/** Reads and parses files, each with the vocabulary and the probes that lie beside it; every problem of every file is gathered. */
export function parseFiles(files: readonly string[]): { parsed: ParsedRunbook[]; problems: Problem[] } {
  const parsed: ParsedRunbook[] = []
  const probes = new Map(
    [...new Set(files.map(file => path.dirname(file)))].map(folder => [folder, readProbes(folder)]),
  )
  const problems: Problem[] = []
  const vocabularies = new Map<string, Vocabulary>()
  for (const folder of new Set(files.map(file => path.dirname(file)))) {
    const read = vocabularyOf(folder)
    if (read.ok) vocabularies.set(folder, read.vocabulary)
    else problems.push(...read.problems)
  }
  // Without its vocabulary every name of a runbook would be a problem of its own.
  if (problems.length > 0) return { parsed, problems }
  for (const file of files) {
    const result = parseRunbook(readText(file), shown(file), vocabularies.get(path.dirname(file)))
    if (result.ok) parsed.push(withProbes(result.parsed, probes.get(path.dirname(file)) ?? new Map()))
    else problems.push(...result.problems)
  }
  return { parsed, problems }
}

/** Loads every runbook of a folder, ready to run. Throws RunbookError with all problems when any file has one. */
export function loadBundle(folder: string): Bundle {
  const { parsed, problems } = parseFiles(runbookFiles(folder))
  const all = [...problems, ...(problems.length === 0 ? lintRunbooks(parsed) : [])]
  if (all.length > 0) throw new RunbookError(all)
  return new Map(parsed.map(({ runbook }) => [runbook.id, runbook]))
}

function readProbes(folder: string): Probes {
  const probes = probeFiles(folder).map(file => parseProbe(readText(file), shown(file)))
  return new Map(probes.map(probe => [probe.name, probe]))
}

/** The vocabulary of a folder of runbooks; an empty one when there is none. */
function vocabularyOf(folder: string): ReturnType<typeof parseVocabulary> {
  const file = path.join(folder, VOCABULARY_FILE)
  if (!existsSync(file)) return { ok: true, vocabulary: noVocabulary }
  return parseVocabulary(readText(file), shown(file))
}

function shown(file: string): string {
  return path.relative('.', file) || file
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new EngineError(`The file "${file}" cannot be read.`, {
      code: 'bad-runbook',
      hint: 'Check the path and its permissions.',
      cause,
    })
  }
}
