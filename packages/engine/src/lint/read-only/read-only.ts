import { type Refusal, type RuleContext, shown } from './options.ts'
import { cloudPrograms } from './programs-cloud.ts'
import { networkPrograms } from './programs-network.ts'
import { assignRefusal, shellPrograms } from './programs-shell.ts'
import { systemPrograms } from './programs-system.ts'
import { textPrograms } from './programs-text.ts'
import { readScript, type Script, type ShellCommand } from './shell.ts'
import { NotUnderstood, UNKNOWN, type Word } from './shell-word.ts'

const programs = new Map(
  Object.entries({ ...textPrograms, ...networkPrograms, ...systemPrograms, ...shellPrograms, ...cloudPrograms }),
)
/** Only the shell itself knows these; as a program of its own they are of no use or are others. */
const SHELL_ONLY = new Set([
  'exec',
  'cd',
  'set',
  'shift',
  'local',
  'export',
  'declare',
  'typeset',
  'readonly',
  'unset',
  'read',
])
const FOLDERS = /^\/(usr\/)?(local\/)?(s?bin|nginx\/sbin|openresty\/nginx\/sbin|openresty\/bin)\//

/** A program that a fact names, such as `{{nginx_binary}}`: it is judged as the program that the name says. */
const BINARY = /^\{\{\s*([a-z0-9]+)_binary\s*\}\}$/

/** Says why the words of a command may do more than read; undefined when they only read. */
export function commandRefusal(words: readonly string[]): Refusal {
  const known = words.map(text => ({
    text: text.replace(BINARY, '$1').replace(/\{\{[^}]*\}\}/g, UNKNOWN),
    isOpen: false,
    isQuoted: false,
  }))
  const name = known[0]?.text ?? ''
  if (/^(ba|da|z|k)?sh$/.test(name.replace(/^.*\//, '')))
    return `"${name}" hides a script in a word; write it as script:.`
  if (SHELL_ONLY.has(name)) return `"${name}" is a command of the shell; write it in a script:.`
  return judge(known, { isScript: false, isGuarded: false })
}

/** Says why a script, or what it starts, may do more than read, and where in its text; undefined when it only reads. */
export function scriptFault(text: string): { refusal: string; offset: number } | undefined {
  let script: Script
  try {
    script = readScript(text)
  } catch (error) {
    if (error instanceof NotUnderstood) return { refusal: error.message, offset: error.offset }
    throw error
  }
  const isGuarded = script.commands.some(({ words }) => words[0]?.text === 'kill' && words[1]?.text === '-0')
  for (const command of script.commands) {
    const refusal = shellRefusal(command, isGuarded)
    if (refusal !== undefined) return { refusal, offset: command.offset }
  }
  return undefined
}

/** Says why a variable of a command's environment is refused. */
export function envRefusal(name: string, value: string): Refusal {
  const refusal = assignRefusal(name, value.replace(/\{\{[^}]*\}\}/g, '?'))
  return refusal === undefined ? undefined : `It ${refusal}.`
}

/** Names of variables that a script evaluates as arithmetic, where bash would run code in a hostile text. */
export function arithmeticNames(text: string): Set<string> {
  try {
    return new Set(readScript(text).arithmetic.flatMap(part => part.match(/[A-Za-z_]\w*/g) ?? []))
  } catch {
    return new Set()
  }
}

function shellRefusal({ assigns, words, redirects, isFunction }: ShellCommand, isGuarded: boolean): Refusal {
  for (const { name, value } of assigns) {
    const refusal = assignRefusal(name, value.text)
    if (refusal) return `It ${refusal}.`
  }
  for (const { operator, target } of redirects) {
    const refusal = redirectRefusal(operator, target)
    if (refusal) return refusal
  }
  if (words.length === 0 || isFunction) return undefined
  return judge(words, { isScript: true, isGuarded })
}

function redirectRefusal(operator: string, { text }: Word): Refusal {
  if (operator === '<' || operator === '<<<') return undefined
  if ((operator === '<&' || operator === '>&') && /^(\d|-|\d-)$/.test(text)) return undefined
  if (/^\/dev\/(null|stderr|stdout|(?:tcp|udp)\/[^/]+\/[^/]+)$/.test(text) && text !== UNKNOWN) return undefined
  return `"${operator} ${shown(text)}" writes; output may only go to /dev/null, &1 or &2.`
}

function judge(words: readonly Word[], how: { isScript: boolean; isGuarded: boolean }): Refusal {
  const [program, ...args] = words
  const name = program?.text ?? ''
  if (name.includes(UNKNOWN) || program?.isOpen)
    return 'The program is only known when it runs; write its name, or take it from a fact called <program>_binary.'
  const rule = programs.get(FOLDERS.test(name) ? name.slice(name.lastIndexOf('/') + 1) : name)
  if (!rule) return `"${shown(name)}" is not among the programs that are known to only read.`
  const context: RuleContext = {
    ...how,
    inner: (inner, { hasMoreArguments } = { hasMoreArguments: false }) => {
      const started = inner[0]?.text ?? ''
      if (SHELL_ONLY.has(started)) return `starts "${started}", which only the shell knows`
      const more: Word = { text: UNKNOWN, isOpen: true, isQuoted: false }
      const refusal = judge(hasMoreArguments ? [...inner, more] : inner, how)
      return refusal === undefined ? undefined : `may not start this: ${refusal.replace(/\.$/, '')}`
    },
  }
  const refusal = rule(args, context)
  return refusal === undefined ? undefined : `"${name}" ${refusal}.`
}
