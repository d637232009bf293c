import { type EditResult, refuse } from './result.ts'

/** A replacement of one literal text on one line, counted from 1. */
export interface ReplaceInLine {
  line: number
  find: string
  with: string
}

/** Replaces a text that stands exactly once on a line; a number is never cut in two (`:80` is not found in `:8080`). */
export function replaceInLine(before: string, { line, find, with: replacement }: ReplaceInLine): EditResult {
  const lines = before.split('\n')
  const text = lines[line - 1]
  if (text === undefined) return refuse(`there is no line ${line}; the file has ${lines.length}`)
  if (find === '' || /[\r\n]/.test(find + replacement)) return refuse('a replacement must stay within one line')
  const places = placesOf(text, find)
  const [at] = places
  const shown = `line ${line} is "${text.trim()}"`
  if (at === undefined) return refuse(`${shown}, without "${find}"`)
  if (places.length > 1) return refuse(`${shown}, with "${find}" ${places.length} times`)
  lines[line - 1] = text.slice(0, at) + replacement + text.slice(at + find.length)
  return { ok: true, after: lines.join('\n') }
}

function placesOf(text: string, find: string): number[] {
  const places: number[] = []
  for (let at = text.indexOf(find); at !== -1; at = text.indexOf(find, at + 1)) {
    const cutsNumber = isInNumber(text, at) || isInNumber(text, at + find.length)
    if (!cutsNumber) places.push(at)
  }
  return places
}

function isInNumber(text: string, at: number): boolean {
  return /\d/.test(text[at - 1] ?? '') && /\d/.test(text[at] ?? '')
}
