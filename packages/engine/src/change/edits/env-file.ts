import { type EditResult, lineEndOf, refuse } from './result.ts'

/** A variable of a KEY=VALUE file. */
export interface EnvKey {
  key: string
  value: string
}

/** Sets a variable where it is set last, or adds it at the end; comments, order, quotes and `export` stay. */
export function setEnvKey(before: string, { key, value }: EnvKey): EditResult {
  if (!/^[A-Za-z_][\w.-]*$/.test(key)) return refuse(`"${key}" is no name of a variable`)
  if (/[\r\n\0]/.test(value)) return refuse(`the value of ${key} has more than one line`)
  const found = assignmentsOf(before).findLast(assignment => assignment.key === key)
  if (found) {
    const text = quote(value, before[found.start] ?? '')
    return { ok: true, after: before.slice(0, found.start) + text + before.slice(found.end) }
  }
  const assignments = assignmentsOf(before)
  const prefix = assignments.length > 0 && assignments.every(({ isExported }) => isExported) ? 'export ' : ''
  const line = `${prefix}${key}=${quote(value, '')}`
  const lineEnd = lineEndOf(before)
  if (before === '' || before.endsWith('\n')) return { ok: true, after: `${before}${line}${lineEnd}` }
  return { ok: true, after: `${before}${lineEnd}${line}` }
}

interface Assignment {
  key: string
  isExported: boolean
  /** Offsets of the value with its quotes, without a comment after it. */
  start: number
  end: number
}

/** A quoted value may run over lines, so that what stands in it is not taken for an assignment. */
function assignmentsOf(text: string): Assignment[] {
  const pattern =
    /^[ \t]*(export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*=[ \t]*("(?:[^"\\]|\\[\s\S])*"|'[^']*'|(?:(?!\s+#)[^\r\n])*?(?=[ \t]*\r?$|[ \t]+#))/gm
  return [...text.matchAll(pattern)].map(({ 0: all, 1: exported, 2: key = '', 3: value = '', index }) => {
    const end = index + all.length
    return { key, isExported: exported !== undefined, start: end - value.length, end }
  })
}

/** Keeps the kind of quotes that stood there; adds them only where shells, systemd and dotenv would read the value otherwise. */
function quote(value: string, old: string): string {
  const isPlain = /^[\w@%+=:,./-]*$/.test(value)
  if (isPlain && old !== '"' && old !== "'") return value
  const isDouble = value.includes("'") || (old === '"' && !/["\\$`]/.test(value))
  return isDouble ? `"${value.replace(/["\\$`]/g, '\\$&')}"` : `'${value}'`
}
