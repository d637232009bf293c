import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  type Pair,
  parseAllDocuments,
  parseDocument,
  stringify,
  type YAMLMap,
} from 'yaml'
import type { KeyEdit } from './json-key.ts'
import { applySplices, type EditResult, lineEndOf, refuse, type Splice } from './result.ts'

/**
 * Sets a value in a YAML file. A plain value that is replaced, or added to a block mapping, leaves every other byte; anything
 * larger is printed anew by the `yaml` package, with its comments.
 */
export function setYamlKey(before: string, { path, value }: KeyEdit): EditResult {
  if (value === undefined || path.length === 0) return refuse('a key and a value are needed')
  const documents = parseAllDocuments(before)
  if (documents.length > 1) return refuse(`the file holds ${documents.length} documents; edit it by hand`)
  const document = parseDocument(before)
  const [error] = document.errors
  if (error) return refuse(`this is no YAML: ${(error.message.split('\n')[0] ?? '').replace(/:$/, '')}`)
  const keys = keysIn(document, path)
  const wanted = parseDocument(before)
  try {
    wanted.setIn(keys, value)
  } catch {
    return refuse(`${path.slice(0, -1).join('.')} is no mapping or list`)
  }
  const small = smallEdit(before, document, keys, value)
  if (small !== undefined && holdsSame(small, wanted)) return { ok: true, after: small }
  const lineEnd = lineEndOf(before)
  const printed = wanted.toString({ lineWidth: 0 })
  return { ok: true, after: lineEnd === '\n' ? printed : printed.replaceAll('\n', lineEnd) }
}

/** Keys that look like numbers are numbers in the tree: `8080:` as a key, and each index of a list. */
function keysIn(document: Document, path: readonly string[]): (string | number)[] {
  const keys: (string | number)[] = []
  for (const key of path) {
    const parent: unknown = keys.length === 0 ? document.contents : document.getIn(keys, true)
    const isNumber = /^\d+$/.test(key) && !(isMap(parent) && parent.has(key)) && parent !== undefined
    keys.push(isNumber ? Number(key) : key)
  }
  return keys
}

/** The file with only the bytes of the value changed; undefined where that takes more than one line. */
function smallEdit(before: string, document: Document, keys: readonly (string | number)[], value: unknown) {
  if (typeof value === 'object' && value !== null) return undefined
  const node = document.getIn(keys, true)
  const text = stringify(value, { lineWidth: 0 }).trimEnd()
  if (text.includes('\n')) return undefined
  const splice = isNode(node) ? replacement(before, node, text) : addition(before, document, keys, text)
  return splice && applySplices(before, [splice])
}

function replacement(before: string, node: unknown, text: string): Splice | undefined {
  if ((!isScalar(node) && !isAlias(node)) || !node.range) return undefined
  const [start, end] = node.range
  const isQuoted = isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE')
  const old = before.slice(start, end)
  if (old.includes('\n') || old === '') return undefined
  const mark = old[0] ?? ''
  // A quoted text keeps its quotes when the new one needs no escape; the caller checks that the type still fits.
  const canQuote = isQuoted && /^[^"'\\]*$/.test(text)
  return { start, end, text: canQuote ? mark + text + mark : text }
}

function addition(
  before: string,
  document: Document,
  keys: readonly (string | number)[],
  text: string,
): Splice | undefined {
  const parent = keys.length === 1 ? document.contents : document.getIn(keys.slice(0, -1), true)
  if (!isMap(parent) || parent.flow || parent.items.length === 0) return undefined
  const first = startOf(parent.items[0])
  const end = endOfLast(parent)
  if (first === undefined || end === undefined) return undefined
  const indent = before.slice(before.lastIndexOf('\n', first - 1) + 1, first).replace(/[^ ]/g, ' ')
  const lineEnd = lineEndOf(before)
  const lineBreak = before.indexOf('\n', Math.max(0, end - 1))
  const line = `${indent}${stringify(keys.at(-1)).trimEnd()}: ${text}`
  if (lineBreak === -1) return { start: before.length, end: before.length, text: lineEnd + line }
  return { start: lineBreak + 1, end: lineBreak + 1, text: line + lineEnd }
}

function startOf(pair: Pair | undefined): number | undefined {
  return isNode(pair?.key) ? pair.key.range?.[0] : undefined
}

function endOfLast(map: YAMLMap): number | undefined {
  const pair = map.items.at(-1)
  const last = isNode(pair?.value) ? pair.value : pair?.key
  return isNode(last) ? last.range?.[1] : undefined
}

function holdsSame(text: string, wanted: Document): boolean {
  const made = parseDocument(text)
  return made.errors.length === 0 && JSON.stringify(made.toJS()) === JSON.stringify(wanted.toJS())
}
