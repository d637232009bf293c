/** Stands for a part of a word that is only known when it runs. No file or option contains it. */
export const UNKNOWN = '\u0000'

/** One word of a command as far as it can be known without running it. */
export interface Word {
  /** Its text; parts that an expansion fills are `UNKNOWN`. */
  text: string
  /** True when an expansion stands outside quotes, or is a list: it may become several words, options among them. */
  isOpen: boolean
  /** True when any part of it is quoted; such a word is never a keyword. */
  isQuoted: boolean
}

/** A place in a script; the parsers move `at`. */
export interface Cursor {
  readonly text: string
  at: number
}

/** What is done with code within a word. */
export interface Nested {
  /** Reads the commands of a `$(…)` or `<(…)` and ends right behind its closing bracket. */
  commands(cursor: Cursor): void
  /** Is told each text that bash evaluates as arithmetic. */
  arithmetic(text: string): void
}

/** Something in a script that this reader does not follow; the sentence is for authors. */
export class NotUnderstood extends Error {
  /** Where reading ended in the script. */
  offset = 0
}

/** Reads one word as bash does. Throws NotUnderstood for what cannot be followed. */
export function readWord(cursor: Cursor, nested: Nested): Word {
  const word: Word = { text: '', isOpen: false, isQuoted: false }
  while (cursor.at < cursor.text.length) {
    const char = cursor.text[cursor.at] ?? ''
    if (/[\s;&|()<>]/.test(char) && !isProcess(cursor)) break
    readPart(cursor, word, nested)
  }
  return word
}

/** Reads everything up to `end` as if within double quotes; only what runs in it matters. */
function skipQuoted(cursor: Cursor, end: string, nested: Nested): string {
  let text = ''
  while (!cursor.text.startsWith(end, cursor.at)) {
    const char = cursor.text[cursor.at]
    if (char === undefined) throw new NotUnderstood(`It has no closing ${end}.`)
    if (char === '\\') {
      const next = cursor.text[cursor.at + 1] ?? ''
      text += /["\\$`]/.test(next) ? next : next === '\n' ? '' : char + next
      cursor.at += 2
    } else if (char === '$' || char === '`') text += readExpansion(cursor, nested).text
    else {
      text += char
      cursor.at += 1
    }
  }
  cursor.at += end.length
  return text
}

function readPart(cursor: Cursor, word: Word, nested: Nested): void {
  const char = cursor.text[cursor.at] ?? ''
  const next = cursor.text[cursor.at + 1] ?? ''
  if (char === '\\') {
    word.text += next === '\n' ? '' : next
    word.isQuoted = true
    cursor.at += 2
  } else if (char === "'" || (char === '$' && next === "'")) {
    word.text += char === '$' ? readAnsiQuoted(cursor) : readSingleQuoted(cursor)
    word.isQuoted = true
  } else if (char === '"' || (char === '$' && next === '"')) {
    cursor.at += char === '$' ? 2 : 1
    const from = cursor.at
    word.text += skipQuoted(cursor, '"', nested)
    word.isQuoted = true
    word.isOpen ||= /\$@|\$\{@|\$\{[^}]*\[@\]/.test(cursor.text.slice(from, cursor.at))
  } else if (char === '$' || char === '`') {
    const expansion = readExpansion(cursor, nested)
    word.text += expansion.text
    word.isOpen ||= expansion.text === UNKNOWN && expansion.canSplit
  } else if (isProcess(cursor)) {
    cursor.at += 2
    nested.commands(cursor)
    word.text += UNKNOWN
  } else {
    word.isOpen ||= (word.text === '' && !word.isQuoted && /[*?]/.test(char)) || (char === '{' && /[^\s}]/.test(next))
    word.text += char
    cursor.at += 1
  }
}

/** `$x`, `${…}`, `$(…)`, `$((…))` or backquotes: what runs within is read, the value is not known. */
function readExpansion(cursor: Cursor, nested: Nested): { text: string; canSplit: boolean } {
  const rest = cursor.text.slice(cursor.at)
  if (rest[0] === '`') return readBackquoted(cursor, nested)
  if (rest.startsWith('$((')) {
    cursor.at += 3
    nested.arithmetic(readArithmetic(cursor, nested))
    return { text: UNKNOWN, canSplit: false }
  }
  if (rest.startsWith('$(')) {
    cursor.at += 2
    nested.commands(cursor)
    return { text: UNKNOWN, canSplit: true }
  }
  if (rest.startsWith('${')) {
    const from = cursor.at
    cursor.at += 2
    readBraces(cursor, nested)
    const inner = cursor.text.slice(from + 2, cursor.at - 1)
    if (/@[A-Za-z]$/.test(inner) || inner.startsWith('!'))
      throw new NotUnderstood(`\${${inner}} can run what a value holds.`)
    return { text: UNKNOWN, canSplit: !inner.startsWith('#') }
  }
  if (rest.startsWith('$[')) throw new NotUnderstood('Write $((…)) for arithmetic.')
  const name = /^\$(\w+|[@*#?$!-])/.exec(rest)
  cursor.at += name?.[0].length ?? 1
  return name ? { text: UNKNOWN, canSplit: !/^\$[#?$!]$/.test(name[0]) } : { text: '$', canSplit: false }
}

/** Moves behind the `))` of an arithmetic expression and gives its text. */
export function readArithmetic(cursor: Cursor, nested: Nested): string {
  const from = cursor.at
  for (let depth = 0; ; ) {
    const char = cursor.text[cursor.at]
    if (char === undefined) throw new NotUnderstood('It has no closing )).')
    if (depth === 0 && cursor.text.startsWith('))', cursor.at)) break
    if (char === '$' || char === '`') {
      readExpansion(cursor, nested)
      continue
    }
    if (char === '(') depth += 1
    if (char === ')') depth -= 1
    if (depth < 0) throw new NotUnderstood('Write ( ( with a space between for a group within a group.')
    cursor.at += 1
  }
  cursor.at += 2
  return cursor.text.slice(from, cursor.at - 2)
}

function readBraces(cursor: Cursor, nested: Nested): void {
  while (cursor.text[cursor.at] !== '}') {
    const char = cursor.text[cursor.at]
    if (char === undefined) throw new NotUnderstood('It has no closing }.')
    if (char === '\\') cursor.at += 2
    else if (char === "'") readSingleQuoted(cursor)
    else if (char === '"') {
      cursor.at += 1
      skipQuoted(cursor, '"', nested)
    } else if (char === '$' || char === '`') readExpansion(cursor, nested)
    else cursor.at += 1
  }
  cursor.at += 1
}

function readBackquoted(cursor: Cursor, nested: Nested): { text: string; canSplit: boolean } {
  const quoted = /^`((?:[^`\\]|\\[\s\S])*)`/.exec(cursor.text.slice(cursor.at))
  if (!quoted) throw new NotUnderstood('It has no closing `.')
  const inner = { text: `${(quoted[1] ?? '').replace(/\\([`\\$])/g, '$1')})`, at: 0 }
  nested.commands(inner)
  if (inner.at !== inner.text.length) throw new NotUnderstood('The text between backquotes is not a whole command.')
  cursor.at += quoted[0].length
  return { text: UNKNOWN, canSplit: true }
}

function readSingleQuoted(cursor: Cursor): string {
  const end = cursor.text.indexOf("'", cursor.at + 1)
  if (end < 0) throw new NotUnderstood("It has no closing '.")
  const text = cursor.text.slice(cursor.at + 1, end)
  cursor.at = end + 1
  return text
}

/** `$'…'`: only escapes that cannot hide a letter are followed. */
function readAnsiQuoted(cursor: Cursor): string {
  const quoted = /^\$'((?:[^'\\]|\\[\s\S])*)'/.exec(cursor.text.slice(cursor.at))
  if (!quoted) throw new NotUnderstood("It has no closing '.")
  if (/\\[^ntr\\'"]/.test(quoted[1] ?? ''))
    throw new NotUnderstood("Write $'…' with \\n, \\t, \\r, \\\\ or quotes only.")
  cursor.at += quoted[0].length
  return (quoted[1] ?? '').replace(/\\([ntr])/g, ' ').replace(/\\([\\'"])/g, '$1')
}

function isProcess({ text, at }: Cursor): boolean {
  return (text[at] === '<' || text[at] === '>') && text[at + 1] === '('
}
