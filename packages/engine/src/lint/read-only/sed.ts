import type { Refusal } from './options.ts'
import { UNKNOWN } from './shell-word.ts'

/** An address such as `3`, `$`, `/text/I` or `2,/end/`. */
const ADDRESS = /^(?:(?:\d+(?:~\d+)?|\$|\+\d+|~\d+|\/(?:[^/\\\n]|\\[\s\S])*\/[IM]*)\s*,?\s*)*!?\s*/

/** Refuses sed programs that write files or start programs: `w`, `W`, `e`, and these as flags of `s`. */
export function sedRefusal(program: string): Refusal {
  if (program.includes(UNKNOWN)) return 'takes a value into its program, which could become a command'
  let rest = program
  for (;;) {
    rest = rest.replace(/^[\s;}]+/, '')
    rest = rest.slice(ADDRESS.exec(rest)?.[0].length ?? 0)
    if (rest === '') return undefined
    const length = commandLength(rest)
    if (typeof length === 'string') return length
    rest = rest.slice(length)
  }
}

function commandLength(rest: string): number | string {
  const command = rest[0] ?? ''
  if ('wWe'.includes(command)) return `with the command ${command} writes a file or starts a program`
  if ('pPdDnNgGhHxlz=F{'.includes(command)) return 1
  if ('qQ'.includes(command)) return /^.\s*\d*/.exec(rest)?.[0].length ?? 1
  if ('btT:'.includes(command)) return /^[^;\n]*/.exec(rest)?.[0].length ?? 1
  if ('rRaic#'.includes(command)) return /^[^\n]*/.exec(rest)?.[0].length ?? 1
  if (command === 's' || command === 'y') return substitutionLength(rest)
  return `with the command ${command} cannot be followed`
}

function substitutionLength(rest: string): number | string {
  const mark = rest[1] ?? ''
  let at = 2
  for (let part = 0; part < 2; part++) {
    while (at < rest.length && rest[at] !== mark) at += rest[at] === '\\' ? 2 : 1
    at += 1
  }
  const flags = /^[A-Za-z0-9]*/.exec(rest.slice(at))?.[0] ?? ''
  return /[we]/.test(flags) ? 'with the flag w or e of s writes a file or starts a program' : at + flags.length
}
