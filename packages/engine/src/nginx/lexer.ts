import { endOfLua } from './lua.ts'

/** One token of nginx configuration: `text.slice(start, end)` is how it is written, quotes included. */
export interface NginxToken {
  /** `lua` is the whole inside of a `…_by_lua_block`, as one piece. */
  kind: 'word' | '{' | '}' | ';' | 'lua'
  start: number
  end: number
  /** From 1. */
  line: number
  /** A word as nginx takes it: without its quotes, escapes resolved. Everything else as it is written. */
  value: string
  /** Its quote is not closed, or something follows its closing quote without a space; nginx refuses both. */
  fault?: 'unclosed' | 'joined'
}

/**
 * Splits nginx configuration into tokens by the rules of `ngx_conf_read_token` (src/core/ngx_conf_file.c): quotes and
 * `#` count only where a token begins, a backslash keeps the next character, a brace after `$` belongs to a variable.
 * Between two tokens stand only spaces and comments. It never fails: what is not closed ends with the text.
 */
export function lexNginx(text: string): NginxToken[] {
  const tokens: NginxToken[] = []
  const lineOf = lineCounter(text)
  let first: string | undefined
  const push = (kind: NginxToken['kind'], start: number, end: number, word: Partial<NginxToken> = {}) =>
    tokens.push({ kind, start, end, line: lineOf(start), value: text.slice(start, end), ...word })
  // Editors of Windows put a byte order mark in front, on which nginx itself would stumble.
  let at = text.startsWith('\ufeff') ? 1 : 0
  while (at < text.length) {
    const char = text[at] ?? ''
    if (isSpace(char)) at++
    else if (char === '#') at = endOfLine(text, at)
    else if (char === '{' || char === '}' || char === ';') {
      push(char, at, at + 1)
      at++
      if (char === '{' && first?.endsWith('_by_lua_block')) {
        const end = endOfLua(text, at)
        push('lua', at, end)
        at = end
      }
      first = undefined
    } else {
      const { end, ...word } = char === '"' || char === "'" ? quotedWord(text, at) : bareWord(text, at)
      push('word', at, end, word)
      first ??= word.value
      at = end
    }
  }
  return tokens
}

type Word = Pick<NginxToken, 'end' | 'value' | 'fault'>

function quotedWord(text: string, start: number): Word {
  const quote = text[start]
  let at = start + 1
  while (at < text.length && text[at] !== quote) at += text[at] === '\\' ? 2 : 1
  const value = unquote(text.slice(start + 1, at))
  if (at >= text.length) return { value, end: text.length, fault: 'unclosed' }
  const next = text[at + 1]
  // A parenthesis may follow at once, as in `if ($a = "b")`.
  const isApart = next === undefined || isSpace(next) || /[;{)]/.test(next)
  return { value, end: at + 1, ...(isApart ? {} : { fault: 'joined' }) }
}

/** The first character is none that ends a word, whatever it is; quotes, `#` and `}` inside a word are plain. */
function bareWord(text: string, start: number): Word {
  let isAfterDollar = false
  let at = start
  for (; at < text.length; at++) {
    const char = text[at] ?? ''
    if (char === '{' && isAfterDollar) continue
    if (isSpace(char) || char === ';' || char === '{') break
    isAfterDollar = char === '$'
    if (char === '\\') at++
  }
  const end = Math.min(at, text.length)
  return { value: unquote(text.slice(start, end)), end }
}

const controls: Readonly<Record<string, string>> = { t: '\t', r: '\r', n: '\n' }

/** A backslash before any other character stays, which is what regular expressions count on. */
function unquote(word: string): string {
  return word.replace(/\\(["'\\trn])/g, (_, char: string) => controls[char] ?? char)
}

function isSpace(char: string): boolean {
  return char === ' ' || char === '\t' || char === '\r' || char === '\n'
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}

/** Counts lines for positions that only grow. */
function lineCounter(text: string): (at: number) => number {
  let line = 1
  let seen = 0
  return at => {
    for (; seen < at; seen++) if (text[seen] === '\n') line++
    return line
  }
}
