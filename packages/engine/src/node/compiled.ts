import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Bundle } from '../runbook/bundle.ts'
import type { Runbook } from '../runbook/schema.ts'
import { VOCABULARY_FILE } from '../runbook/vocabulary.ts'
import { loadBundle, probeFiles, runbookFiles } from './load.ts'
import { sha256 } from './sha256.ts'

const FILE = 'compiled.json'
/** Counts up whenever a parsed runbook changes its form: what an older build kept does not count. */
const FORM = 2

interface Compiled {
  form: number
  /** Of the runbooks and probes that were parsed and linted; with other files it does not count. */
  digest: string
  runbooks: Runbook[]
}

/** Parses and lints a folder once and keeps the result beside its files. Throws RunbookError when any file has a problem. */
export function compileRunbooks(folder: string): void {
  const compiled: Compiled = { form: FORM, digest: digestOf(folder), runbooks: [...loadBundle(folder).values()] }
  writeFileSync(path.join(folder, FILE), JSON.stringify(compiled))
}

/**
 * Loads a folder by what `compileRunbooks` kept, without parsing and linting again; as `loadBundle` does when that is
 * missing or its files have changed. Only for folders that are our own: what was kept is taken as linted.
 */
export function loadCompiled(folder: string): Bundle {
  const file = path.join(folder, FILE)
  if (!existsSync(file)) return loadBundle(folder)
  const { form, digest, runbooks } = JSON.parse(readFileSync(file, 'utf8')) as Compiled
  const isCurrent = form === FORM && digest === digestOf(folder)
  return isCurrent ? new Map(runbooks.map(runbook => [runbook.id, runbook])) : loadBundle(folder)
}

function digestOf(folder: string): string {
  return sha256(
    [...runbookFiles(folder), ...probeFiles(folder), path.join(folder, VOCABULARY_FILE)]
      .filter(file => existsSync(file))
      .map(file => `${path.basename(file)}\n${readFileSync(file, 'utf8')}`)
      .join('\n'),
  )
}
