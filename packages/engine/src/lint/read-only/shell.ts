import { type Cursor, type Nested, NotUnderstood, readArithmetic, readWord, type Word } from './shell-word.ts'

/** One command of a script: what it assigns, its words, and where its output and input go. */
export interface ShellCommand {
  /** Where it begins in the script. */
  offset: number
  assigns: { name: string; value: Word }[]
  words: Word[]
  redirects: { operator: string; target: Word }[]
  /** True when its first word is a function that was defined above it. */
  isFunction: boolean
}

/** Every command that a script can run, wherever it stands in it. */
export interface Script {
  commands: ShellCommand[]
  /** Functions that it defines. */
  functions: Set<string>
  /** Texts that bash evaluates as arithmetic. */
  arithmetic: string[]
}

const OPERATORS = ['&&', '||', '|&', ';;&', ';;', ';&', ';', '|', '&', '(', ')', '\n']
const REDIRECTS = ['<<<', '<<-', '<<', '<&', '<>', '<', '&>>', '&>', '>>', '>&', '>|', '>']
/** Keywords after which a new command begins. */
const LEADS = new Set(['if', 'then', 'elif', 'else', 'while', 'until', 'do', '!', '{', 'time'])
/** Keywords that close what another opened; nothing but redirections may follow them. */
const CLOSES = new Set(['fi', 'done', '}', 'esac'])

/**
 * Finds the commands in a bash script: in pipelines, lists, groups, substitutions, loops, conditions, cases and
 * functions. It does not check the grammar (bash does); it throws NotUnderstood where it would have to guess.
 */
export function readScript(text: string): Script {
  const script: Script = { commands: [], functions: new Set(), arithmetic: [] }
  const cursor = { text, at: 0 }
  try {
    readList(cursor, script, false)
  } catch (error) {
    if (error instanceof NotUnderstood) error.offset = Math.min(cursor.at, Math.max(0, text.length - 1))
    throw error
  }
  return script
}

/** Reads commands up to the end, or behind the bracket that closes the substitution. */
function readList(cursor: Cursor, script: Script, isNested: boolean): void {
  let depth = 0
  for (;;) {
    skipBlank(cursor)
    if (cursor.at >= cursor.text.length) {
      if (isNested || depth > 0) throw new NotUnderstood('It has no closing ).')
      return
    }
    const operator = OPERATORS.find(text => cursor.text.startsWith(text, cursor.at))
    if (cursor.text.startsWith('((', cursor.at)) {
      cursor.at += 2
      script.arithmetic.push(readArithmetic(cursor, nested(script)))
      continue
    }
    if (operator === '&' && !cursor.text.startsWith('&>', cursor.at))
      throw new NotUnderstood('A command in the background (&) would run on after the check.')
    if (operator !== undefined && operator !== '&') {
      cursor.at += operator.length
      if (operator === '(') depth += 1
      if (operator === ')' && depth === 0) {
        if (isNested) return
        throw new NotUnderstood('A ) stands alone.')
      }
      if (operator === ')') depth -= 1
      continue
    }
    readCommand(cursor, script)
  }
}

function nested(script: Script): Nested {
  return {
    commands: cursor => readList(cursor, script, true),
    arithmetic: text => void script.arithmetic.push(text),
  }
}

function readCommand(cursor: Cursor, script: Script): void {
  const command: ShellCommand = { offset: cursor.at, assigns: [], words: [], redirects: [], isFunction: false }
  for (;;) {
    skipBlank(cursor)
    const redirect = readRedirect(cursor, script)
    if (redirect) {
      command.redirects.push(redirect)
      continue
    }
    if (cursor.at >= cursor.text.length || /[;&|()\n]/.test(cursor.text[cursor.at] ?? '')) break
    if (command.words.length === 0 && readAssignment(cursor, command, script)) continue
    const word = readWord(cursor, nested(script))
    const keyword = command.words.length === 0 && !word.isQuoted ? word.text : ''
    if (keyword === 'for' || keyword === 'case' || keyword === 'select' || keyword === 'function') {
      readCompound(keyword, cursor, script)
      return
    }
    if (keyword === '[[') {
      readTest(cursor, script)
      continue
    }
    if (LEADS.has(keyword) || CLOSES.has(keyword)) {
      if (command.assigns.length > 0) throw new NotUnderstood(`"${keyword}" after an assignment is not a keyword.`)
      if (LEADS.has(keyword)) return
      continue
    }
    if (command.words.length === 0 && /^\s*\(\s*\)/.test(cursor.text.slice(cursor.at))) {
      defineFunction(word.text, cursor, script)
      return
    }
    command.words.push(word)
  }
  command.isFunction = script.functions.has(command.words[0]?.text ?? '')
  if (command.assigns.length + command.words.length + command.redirects.length > 0) script.commands.push(command)
}

function readCompound(keyword: string, cursor: Cursor, script: Script): void {
  skipBlank(cursor)
  if (keyword === 'select') throw new NotUnderstood('"select" waits for a person.')
  if (keyword === 'function') defineFunction(readWord(cursor, nested(script)).text, cursor, script)
  else if (keyword === 'case') readCase(cursor, script)
  else readFor(cursor, script)
}

function readFor(cursor: Cursor, script: Script): void {
  if (cursor.text.startsWith('((', cursor.at)) {
    cursor.at += 2
    script.arithmetic.push(readArithmetic(cursor, nested(script)))
    return
  }
  readWord(cursor, nested(script))
  skipBlank(cursor)
  if (!/^(in\s|;|\n|$)/.test(cursor.text.slice(cursor.at))) throw new NotUnderstood('Write "for name in words; do".')
  while (cursor.at < cursor.text.length && !/[;\n]/.test(cursor.text[cursor.at] ?? '')) {
    const before = cursor.at
    readWord(cursor, nested(script))
    skipBlank(cursor)
    if (cursor.at === before) throw new NotUnderstood('The head of this "for" is not a list of words.')
  }
}

/** `case word in` and each pattern up to its bracket; what the branches run is read as usual. */
function readCase(cursor: Cursor, script: Script): void {
  readWord(cursor, nested(script))
  skipBlank(cursor)
  const head = /^\s*in\b/.exec(cursor.text.slice(cursor.at))
  if (!head) throw new NotUnderstood('A "case" has no "in".')
  cursor.at += head[0].length
  for (;;) {
    skipBreaks(cursor)
    if (/^esac\b/.test(cursor.text.slice(cursor.at))) {
      cursor.at += 4
      return
    }
    if (cursor.text[cursor.at] === '(') cursor.at += 1
    while (cursor.text[cursor.at] !== ')') {
      if (cursor.at >= cursor.text.length) throw new NotUnderstood('A "case" has no "esac".')
      const before = cursor.at
      readWord(cursor, nested(script))
      skipBreaks(cursor)
      if (cursor.text[cursor.at] === '|') cursor.at += 1
      if (cursor.at === before) throw new NotUnderstood('A pattern of this "case" cannot be followed.')
    }
    cursor.at += 1
    readBranch(cursor, script)
  }
}

function readBranch(cursor: Cursor, script: Script): void {
  for (;;) {
    skipBreaks(cursor)
    const end = /^(;;&|;;|;&)/.exec(cursor.text.slice(cursor.at))
    if (end) {
      cursor.at += end[0].length
      return
    }
    if (cursor.at >= cursor.text.length || /^esac\b/.test(cursor.text.slice(cursor.at))) return
    const operator = /^(&&|\|\||\|&|;|\||\(\(|\(|\))/.exec(cursor.text.slice(cursor.at))
    if (operator?.[0] === '((') {
      cursor.at += 2
      script.arithmetic.push(readArithmetic(cursor, nested(script)))
    } else if (operator) cursor.at += operator[0].length
    else if (cursor.text[cursor.at] === '&' && cursor.text[cursor.at + 1] !== '>')
      throw new NotUnderstood('A command in the background (&) would run on after the check.')
    else readCommand(cursor, script)
  }
}

function defineFunction(name: string, cursor: Cursor, script: Script): void {
  const brackets = /^\s*\(\s*\)/.exec(cursor.text.slice(cursor.at))
  cursor.at += brackets?.[0].length ?? 0
  script.functions.add(name)
}

/** `[[ … ]]`: nothing in it writes, but substitutions run and numbers are evaluated. */
function readTest(cursor: Cursor, script: Script): void {
  const from = cursor.at
  for (;;) {
    skipBreaks(cursor)
    if (cursor.at >= cursor.text.length) throw new NotUnderstood('It has no closing ]].')
    const before = cursor.at
    const word = readWord(cursor, nested(script))
    if (word.text === ']]' && !word.isQuoted) break
    if (cursor.at === before) cursor.at += 1
  }
  const text = cursor.text.slice(from, cursor.at)
  if (/\s-(eq|ne|lt|le|gt|ge)\s/.test(text)) script.arithmetic.push(text)
}

function readAssignment(cursor: Cursor, command: ShellCommand, script: Script): boolean {
  const head = /^([A-Za-z_]\w*)(\[[^\]]*\])?\+?=/.exec(cursor.text.slice(cursor.at))
  if (!head) return false
  if (/[$`]/.test(head[2] ?? '')) throw new NotUnderstood('An index of an array is not plain.')
  if (head[2] !== undefined) script.arithmetic.push(head[2])
  cursor.at += head[0].length
  const name = head[1] ?? ''
  if (cursor.text[cursor.at] === '(') {
    cursor.at += 1
    for (;;) {
      skipBreaks(cursor)
      if (cursor.text[cursor.at] === ')') break
      const before = cursor.at
      command.assigns.push({ name, value: readWord(cursor, nested(script)) })
      if (cursor.at === before) throw new NotUnderstood('The values of an array cannot be followed.')
    }
    cursor.at += 1
  } else command.assigns.push({ name, value: readWord(cursor, nested(script)) })
  return true
}

function readRedirect(cursor: Cursor, script: Script): ShellCommand['redirects'][number] | undefined {
  const number = /^(\d+|\{\w+\})(?=[<>])/.exec(cursor.text.slice(cursor.at))?.[0].length ?? 0
  const operator = REDIRECTS.find(text => cursor.text.startsWith(text, cursor.at + number))
  if (operator === undefined) return undefined
  if ((operator === '<' || operator === '>') && cursor.text[cursor.at + number + 1] === '(') return undefined
  if (operator === '<<' || operator === '<<-')
    throw new NotUnderstood('A here-document cannot be followed; use <<< or printf.')
  cursor.at += number + operator.length
  skipBlank(cursor)
  return { operator, target: readWord(cursor, nested(script)) }
}

/** Spaces, joined lines and comments. */
function skipBlank(cursor: Cursor): void {
  for (;;) {
    const blank = /^(?:[ \t\r]|\\\n)+/.exec(cursor.text.slice(cursor.at))
    const isComment =
      cursor.text[cursor.at] === '#' && (cursor.at === 0 || /[\s;&|()]/.test(cursor.text[cursor.at - 1] ?? ''))
    const comment = isComment ? /^#[^\n]*/.exec(cursor.text.slice(cursor.at)) : null
    if (!blank && !comment) return
    cursor.at += (blank ?? comment)?.[0].length ?? 0
  }
}

function skipBreaks(cursor: Cursor): void {
  for (;;) {
    const before = cursor.at
    skipBlank(cursor)
    if (cursor.text[cursor.at] === '\n') cursor.at += 1
    if (cursor.at === before) return
  }
}
