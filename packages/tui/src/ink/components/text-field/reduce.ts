/** A text being typed, and where the cursor stands in it (in UTF-16 units). */
export interface FieldState {
  text: string
  cursor: number
}

/** What a key does to a text. */
export type Edit =
  | { kind: 'insert'; text: string }
  | { kind: 'erase' }
  | { kind: 'erase-word' }
  | { kind: 'clear' }
  | { kind: 'move'; by: number }
  | { kind: 'home' }
  | { kind: 'end' }

export const emptyField: FieldState = { text: '', cursor: 0 }

/** Applies one edit. Pure. */
export function editField({ text, cursor }: FieldState, edit: Edit): FieldState {
  switch (edit.kind) {
    case 'insert':
      return { text: text.slice(0, cursor) + edit.text + text.slice(cursor), cursor: cursor + edit.text.length }
    case 'erase':
      return eraseTo(text, cursor, Math.max(0, cursor - lastLength(text.slice(0, cursor))))
    case 'erase-word':
      return eraseTo(text, cursor, text.slice(0, cursor).replace(/\S+\s*$/, '').length)
    case 'clear':
      return emptyField
    case 'move':
      return { text, cursor: Math.min(text.length, Math.max(0, cursor + edit.by)) }
    case 'home':
      return { text, cursor: 0 }
    case 'end':
      return { text, cursor: text.length }
  }
}

function eraseTo(text: string, cursor: number, start: number): FieldState {
  return { text: text.slice(0, start) + text.slice(cursor), cursor: start }
}

/** Length of the last character, so that half a surrogate pair is never left behind. */
function lastLength(text: string): number {
  return [...text].at(-1)?.length ?? 0
}
