import { type Document, isMap, isPair, isScalar, LineCounter, type Node, parseDocument } from 'yaml'
import type { Problem } from '../errors.ts'

/** Keys and indexes that lead to a value. */
export type Path = readonly (string | number)[]

/** Counted from 1. */
export interface Place {
  line: number
  column: number
}

/** What a YAML file holds, with the place of each key. */
export interface Yaml {
  ok: true
  value: unknown
  /** Line and column of a key; the nearest known ancestor when the path is not there. */
  locate(path: Path): Place
  /** Line and column of a word within the text at a path; `offset` is where it stands in the parsed text. */
  locateWord(path: Path, word: string, offset: number): Place
}

/** Reads a YAML file. It never throws; `file` is only used to name the place of problems. */
export function parseYaml(text: string, file: string): Yaml | { ok: false; problems: Problem[] } {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, merge: true })
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { line, column: col }
  }
  const syntax = document.errors.map(error => ({
    file,
    ...at(error.pos[0]),
    rule: 'yaml',
    message: `${(error.message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '')}.`,
  }))
  // One slip often gives several complaints about the same line: the first says it.
  const distinct = syntax.filter((one, index) => syntax.findIndex(other => other.line === one.line) === index)
  if (distinct.length > 0) return { ok: false, problems: distinct }
  const locate = (path: Path) => at(offsetOf(document, path))
  const plain = toPlain(document)
  if (!plain) {
    const message = 'It uses too many aliases (*name).'
    return { ok: false, problems: [{ file, ...locate([]), rule: 'yaml', message, hint: 'Write them out.' }] }
  }
  return {
    ok: true,
    value: plain.value,
    locate,
    locateWord: (path, word, offset) => at(wordOffset({ text, document, path, word, offset })),
  }
}

/** Undefined when its aliases expand to more than they could be meant to. */
function toPlain(document: Document): { value: unknown } | undefined {
  try {
    return { value: document.toJS({ maxAliasCount: 100 }) }
  } catch {
    return undefined
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

/** The same occurrence of the word in the file, whichever way the text is quoted or folded there. */
function wordOffset({
  text,
  document,
  path,
  word,
  offset,
}: {
  text: string
  document: Document
  path: Path
  word: string
  offset: number
}): number {
  const node: unknown = document.getIn(path, true)
  if (!isScalar(node) || !node.range || word === '') return offsetOf(document, path)
  const count = String(node.value).slice(0, offset).split(word).length
  let at = node.range[0] - 1
  for (let seen = 0; seen < count; seen++) {
    at = text.indexOf(word, at + 1)
    if (at < 0 || at >= node.range[1]) return offsetOf(document, path)
  }
  return at
}
