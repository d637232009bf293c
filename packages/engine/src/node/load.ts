import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { EngineError, type Problem, RunbookError } from '../errors.ts'
import { lintRunbooks } from '../lint/lint.ts'
import type { Bundle } from '../runbook/bundle.ts'
import { type ParsedRunbook, parseRunbook } from '../runbook/parse.ts'

/** The YAML files of a folder, sorted. Throws EngineError when the folder cannot be read. */
export function runbookFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter(name => /\.ya?ml$/.test(name))
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

/** Reads and parses files; every problem of every file is gathered. */
export function parseFiles(files: readonly string[]): { parsed: ParsedRunbook[]; problems: Problem[] } {
  const parsed: ParsedRunbook[] = []
  const problems: Problem[] = []
  for (const file of files) {
    const result = parseRunbook(readText(file), path.relative('.', file) || file)
    if (result.ok) parsed.push(result.parsed)
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
