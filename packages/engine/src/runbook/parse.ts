import { type Document, isMap, isPair, isScalar, LineCounter, type Node, parseDocument } from 'yaml'
import type { Problem } from '../errors.ts'
import { type Runbook, runbookSchema } from './schema.ts'
import { schemaProblems } from './schema-problems.ts'

type Path = readonly (string | number)[]

/** A runbook with its place in its file, so that later problems can be located too. */
export interface ParsedRunbook {
  file: string
  runbook: Runbook
  /** Line and column of a key, counted from 1; the nearest known ancestor when the path is not there. */
  locate(path: Path): { line: number; column: number }
}

/** Every problem of a file at once, or the runbook. */
export type ParseResult = { ok: true; parsed: ParsedRunbook } | { ok: false; problems: Problem[] }

/** Parses one YAML runbook. It never throws; `file` is only used to name the place of problems. */
export function parseRunbook(text: string, file: string): ParseResult {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, merge: true })
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { line, column: col }
  }
  const syntax = document.errors.map(error => ({
    file,
    ...at(error.pos[0]),
    rule: 'yaml',
    message: (error.message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, ''),
  }))
  if (syntax.length > 0) return { ok: false, problems: syntax }
  const locate = (path: Path) => at(offsetOf(document, path))
  const values = toPlain(document)
  const result = runbookSchema.safeParse(values)
  if (result.success) return { ok: true, parsed: { file, runbook: result.data, locate } }
  const problems = schemaProblems(result.error.issues, values).map(problem => ({
    file,
    ...locate(problem.path),
    rule: 'schema',
    message: problem.message,
    hint: problem.hint,
  }))
  return { ok: false, problems: problems.sort((a, b) => a.line - b.line || a.column - b.column) }
}

function toPlain(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 200 })
  } catch {
    return null
  }
}

function offsetOf(document: Document, path: Path): number {
  let node: unknown = document.contents
  let offset = (document.contents as Node | null)?.range?.[0] ?? 0
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(
        item => isPair(item) && isScalar(item.key) && String(item.key.value) === String(part),
      )
      if (!pair) return offset
      offset = (pair.key as Node).range?.[0] ?? offset
      node = pair.value
    } else if (node !== null && typeof node === 'object' && 'items' in node && Array.isArray(node.items)) {
      const item: unknown = node.items[Number(part)]
      if (item === undefined) return offset
      offset = (item as Node).range?.[0] ?? offset
      node = item
    } else return offset
  }
  return offset
}
