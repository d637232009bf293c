import type { Problem } from '../errors.ts'
import { expandNames } from './expand.ts'
import { type Path, type Place, parseYaml } from './parse-yaml.ts'
import type { Probes } from './probe.ts'
import { resolveRunbook } from './resolve.ts'
import { type Runbook, runbookSchema } from './schema.ts'
import { schemaProblems } from './schema-problems.ts'
import { noVocabulary, type Vocabulary } from './vocabulary.ts'

export type { Path }

/** A runbook with its place in its file, so that later problems can be located too. */
export interface ParsedRunbook {
  file: string
  runbook: Runbook
  /** The file as it is written, by lines. */
  lines: readonly string[]
  /** The names that the file itself declares. */
  ownNames: { facts: string[]; inputs: string[] }
  /** What it shares with the runbooks beside it. */
  vocabulary: Vocabulary
  /** The probes that its commands can name; none until they are read. */
  probes: Probes
  /** Line and column of a key, counted from 1; the nearest known ancestor when the path is not there. */
  locate(path: Path): Place
  /** Line and column of a word within the text at a path; `offset` is where it stands in the parsed text. */
  locateWord(path: Path, word: string, offset: number): Place
}

/** Every problem of a file at once, or the runbook. */
export type ParseResult = { ok: true; parsed: ParsedRunbook } | { ok: false; problems: Problem[] }

/** Parses one YAML runbook. It never throws; `file` is only used to name the place of problems. */
export function parseRunbook(text: string, file: string, vocabulary: Vocabulary = noVocabulary): ParseResult {
  const yaml = parseYaml(text, file)
  if (!yaml.ok) return yaml
  const { locate, locateWord } = yaml
  const expanded = expandNames(yaml.value, vocabulary)
  const result = runbookSchema.safeParse(expanded.value)
  const found = [
    ...expanded.problems.map(problem => ({ ...problem, rule: 'unknown-name' })),
    ...(result.success
      ? []
      : schemaProblems(result.error.issues, expanded.value).map(problem => ({ ...problem, rule: 'schema' }))),
  ]
  if (result.success && found.length === 0) {
    const runbook = resolveRunbook(result.data, vocabulary)
    const ownNames = { facts: Object.keys(result.data.facts ?? {}), inputs: ownInputs(yaml.value) }
    return {
      ok: true,
      parsed: { file, runbook, lines: text.split('\n'), ownNames, vocabulary, probes: new Map(), locate, locateWord },
    }
  }
  const problems = found.map(({ path, rule, message, hint }) => ({ file, ...locate(path), rule, message, hint }))
  return { ok: false, problems: problems.sort((a, b) => a.line - b.line || a.column - b.column) }
}

/** Inputs that are listed by name are the vocabulary's. */
function ownInputs(value: unknown): string[] {
  const inputs = (value as { inputs?: unknown }).inputs
  return inputs === undefined || Array.isArray(inputs) ? [] : Object.keys(inputs as object)
}
