import { type JsonNode, scanJson } from './json-scan.ts'
import { applySplices, type EditResult, lineEndOf, refuse, type Splice } from './result.ts'

/** A value at a path of keys (and of indexes, for arrays) in a JSON or YAML file. */
export interface KeyEdit {
  path: readonly string[]
  /** A JSON value. */
  value: unknown
}

/** Sets a value in a JSON file and leaves every other byte; keys that are missing are added last in their object. */
export function setJsonKey(before: string, { path, value }: KeyEdit): EditResult {
  if (value === undefined || path.length === 0) return refuse('a key and a value are needed')
  try {
    const made = spliceAt(before, scanJson(before), { path, value })
    if (typeof made === 'string') return refuse(made)
    const after = applySplices(before, [made])
    scanJson(after)
    return { ok: true, after }
  } catch (error) {
    if (error instanceof SyntaxError) return refuse(`this is no JSON: ${error.message}`)
    throw error
  }
}

function spliceAt(before: string, root: JsonNode, { path, value }: KeyEdit): Splice | string {
  let node = root
  for (const [depth, key] of path.entries()) {
    const place = path.slice(0, depth).join('.') || 'the top'
    if (node.kind === 'scalar') return `${place} is ${before.slice(node.start, node.end)}, which has no keys`
    // A key that stands twice counts where it stands last, as JSON.parse has it.
    const member = node.members.findLast(candidate => candidate.key === key)
    if (member) {
      node = member.node
      continue
    }
    if (node.kind === 'array') return `${place} has no element ${key}`
    return insertion(before, node, key, nested(path.slice(depth + 1), value))
  }
  const indent = indentAt(before, node.start)
  return { start: node.start, end: node.end, text: print(value, indent, before) }
}

function nested(path: readonly string[], value: unknown): unknown {
  return path.reduceRight((inner, key) => ({ [key]: inner }), value)
}

function insertion(before: string, object: JsonNode, key: string, value: unknown): Splice {
  const last = object.members.at(-1)
  const name = JSON.stringify(key)
  const outer = indentAt(before, object.start)
  const lineEnd = lineEndOf(before)
  if (!last) {
    const indent = outer + stepOf(before)
    const text = `{${lineEnd}${indent}${name}: ${print(value, indent, before)}${lineEnd}${outer}}`
    // An empty object may still hold a comment, which stays.
    const isBare = /^\{\s*\}$/.test(before.slice(object.start, object.end))
    if (isBare) return { start: object.start, end: object.end, text }
    return {
      start: object.start + 1,
      end: object.start + 1,
      text: text.slice(1, text.length - outer.length - 1 - lineEnd.length),
    }
  }
  const lineStart = before.lastIndexOf('\n', last.start) + 1
  const isOnOwnLine = lineStart > object.start
  const text = isOnOwnLine
    ? `,${lineEnd}${indentAt(before, last.start)}${name}: ${print(value, indentAt(before, last.start), before)}`
    : `, ${name}: ${JSON.stringify(value)}`
  return { start: last.node.end, end: last.node.end, text }
}

function print(value: unknown, indent: string, before: string): string {
  return JSON.stringify(value, null, stepOf(before)).replaceAll('\n', lineEndOf(before) + indent)
}

function indentAt(before: string, offset: number): string {
  return /^[ \t]*/.exec(before.slice(before.lastIndexOf('\n', offset - 1) + 1, offset))?.[0] ?? ''
}

/** The first indentation in the file is one step. */
function stepOf(before: string): string {
  return /\n([ \t]+)"/.exec(before)?.[1] ?? '  '
}
