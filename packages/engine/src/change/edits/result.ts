/** The text after an edit, or one sentence of why it cannot be made, for people. */
export type EditResult = { ok: true; after: string } | { ok: false; problem: string }

/** A part of a text to be replaced, as offsets. */
export interface Splice {
  start: number
  end: number
  text: string
}

/** Makes replacements that do not overlap; several at one place come in the order given. */
export function applySplices(before: string, splices: readonly Splice[]): string {
  const ordered = splices.map((splice, index) => ({ ...splice, index }))
  ordered.sort((a, b) => a.start - b.start || a.index - b.index)
  let after = ''
  let at = 0
  for (const { start, end, text } of ordered) {
    after += before.slice(at, start) + text
    at = Math.max(at, end)
  }
  return after + before.slice(at)
}

/** The line ending that a text uses; `\n` when it has none. */
export function lineEndOf(text: string): string {
  return /\r?\n/.exec(text)?.[0] ?? '\n'
}

/** A refused edit. */
export function refuse(problem: string): EditResult {
  return { ok: false, problem }
}
