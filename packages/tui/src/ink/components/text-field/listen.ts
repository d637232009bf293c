import type { Key } from 'ink'
import type { Edit } from './reduce.ts'

/** What a key does in a field; undefined when it does nothing there. */
export function fieldEdit(input: string, key: Key): Edit | undefined {
  if (key.backspace || key.delete) return { kind: 'erase' }
  if (key.leftArrow) return { kind: 'move', by: -1 }
  if (key.rightArrow) return { kind: 'move', by: 1 }
  if (key.home) return { kind: 'home' }
  if (key.end) return { kind: 'end' }
  if (key.ctrl) return CONTROL[input]
  if (key.meta || key.escape || key.tab || input === '') return undefined
  return { kind: 'insert', text: input }
}

/** The keys that shells have taught everyone. */
const CONTROL: Record<string, Edit> = {
  u: { kind: 'clear' },
  w: { kind: 'erase-word' },
  a: { kind: 'home' },
  e: { kind: 'end' },
}

/** Pasted text as a field of one line takes it: line breaks are spaces. */
export function oneLine(text: string): string {
  return text.trim().replace(/\s*[\r\n]+\s*/g, ' ')
}

/** Line ends of any system as `\n`. */
export function unixLines(text: string): string {
  return text.replace(/\r\n?/g, '\n')
}
