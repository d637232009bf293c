import { line, printed } from '../lines/line.ts'
import type { KeyBinding } from '../screens/keys.ts'
import type { Action, Choice, Move, Screen } from '../screens/screen.ts'
import type { LineReader } from './line-reader.ts'

interface PromptOptions {
  reader: LineReader
  signal: AbortSignal
  print(text: string): void
}

/** Ends a pasted output. */
const END = '.'

/** Asks a person what to do on a screen, in lines; resolves to the move, or null when nobody answers any more. */
export async function prompt(screen: Screen, { reader, signal, print }: PromptOptions): Promise<Move | null> {
  if (screen.choices.length > 0 && screen.choicesTitle !== '') print(screen.choicesTitle)
  for (const [index, { label, note }] of screen.choices.entries())
    print(`  ${index + 1}) ${line(label).text}${note === '' ? '' : ` — ${line(note).text}`}`)
  const isText = screen.field !== null
  for (const { key } of screen.actions) print(`  ${isText ? ':' : ''}${letterOf(key)}) ${key.label}`)
  for (;;) {
    print(questionOf(screen))
    const text = screen.field?.isMultiline ? await manyLines(reader, signal, screen.actions) : await reader.next(signal)
    if (text === null) return null
    const move = moveOf(screen, text)
    if (move === null) print('  That is none of them.')
    else if (move.kind === 'refuse') print(printed(line(move.problem, { mark: '!', indent: 2 })))
    else return move
  }
}

/** The letter that stands for a key where lines are typed. */
function letterOf({ press, label }: KeyBinding): string {
  return press.length === 1 ? press : (label.charAt(0) || press.charAt(0)).toLowerCase()
}

function questionOf({ choices, field, actions }: Screen): string {
  if (field?.isMultiline) return `${field.label}, ended by a line with "${END}" alone:`
  if (field) return `${field.label}:`
  const what = [choices.length > 0 ? 'a number' : '', actions.length > 0 ? 'a letter' : '']
    .filter(part => part !== '')
    .join(' or ')
  return `Type ${what}, then Enter:`
}

function moveOf({ choices, actions, field }: Screen, text: string): Move | null {
  const typed = text.trim()
  const byLetter = (letter: string): Action | undefined =>
    actions.find(({ key }) => letterOf(key) === letter.toLowerCase())
  if (field) return (typed.startsWith(':') ? byLetter(typed.slice(1))?.move : undefined) ?? field.submit(text)
  const choice: Choice | undefined = /^\d+$/.test(typed) ? choices[Number(typed) - 1] : undefined
  const byEnter = typed === '' ? actions.find(({ key }) => key.press === 'return') : undefined
  return (choice ?? byEnter ?? byLetter(typed))?.move ?? null
}

async function manyLines(reader: LineReader, signal: AbortSignal, actions: readonly Action[]): Promise<string | null> {
  const all: string[] = []
  for (;;) {
    const text = await reader.next(signal)
    if (signal.aborted) return null
    if (text === null || text.trim() === END) return all.join('\n')
    if (all.length === 0 && actions.some(({ key }) => text.trim() === `:${letterOf(key)}`)) return text
    all.push(text)
  }
}
