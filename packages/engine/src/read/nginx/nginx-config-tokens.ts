/** A word, or one of `{`, `}` and `;`. Lines count from 1. */
export type Token = { kind: 'word'; text: string; line: number } | { kind: '{' | '}' | ';'; line: number }

/**
 * Splits an nginx configuration into tokens by the rules of ngx_conf_read_token. It never fails: what is not closed
 * ends with the text. The content of a `…_by_lua_block` is skipped.
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  const lines = lineCounter(text)
  let first: string | undefined
  let at = 0
  while (at < text.length) {
    const char = text[at] ?? ''
    if (/\s/.test(char)) at++
    else if (char === '#') at = endOfLine(text, at)
    else if (char === '{' || char === '}' || char === ';') {
      tokens.push({ kind: char, line: lines(at) })
      at = char === '{' && first?.endsWith('_by_lua_block') ? endOfLua(text, at + 1) : at + 1
      first = undefined
    } else {
      const word = char === '"' || char === "'" ? quoted(text, at) : bare(text, at)
      tokens.push({ kind: 'word', text: word.text, line: lines(at) })
      first ??= word.text
      at = word.end
    }
  }
  return tokens
}

interface Word {
  text: string
  end: number
}

function quoted(text: string, start: number): Word {
  const quote = text[start]
  let end = start + 1
  while (end < text.length && text[end] !== quote) end += text[end] === '\\' ? 2 : 1
  return {
    text: unquote(text.slice(start + 1, end)),
    end: Math.min(end + 1, text.length),
  }
}

/** A brace after `$` belongs to a variable such as `${name}`; quotes inside a word are plain characters. */
function bare(text: string, start: number): Word {
  let end = start
  while (end < text.length) {
    const char = text[end] ?? ''
    if (char === '\\') end += 2
    else if (char === '$' && text[end + 1] === '{') end += 2
    else if (/[\s;{]/.test(char)) break
    else end++
  }
  return {
    text: unquote(text.slice(start, end)),
    end: Math.min(end, text.length),
  }
}

function unquote(word: string): string {
  if (!word.includes('\\')) return word
  return word.replace(/\\(["'\\trn])/g, (_, char: string) => controls[char] ?? char)
}

const controls: Readonly<Record<string, string>> = {
  t: '\t',
  r: '\r',
  n: '\n',
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}

/** The position of the `}` that closes a Lua block, past strings, long brackets and comments. */
function endOfLua(text: string, start: number): number {
  const piece =
    /--\[(=*)\[[\s\S]*?\]\1\]|--[^\n]*|\[(=*)\[[\s\S]*?\]\2\]|"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*'|[{}]/g
  piece.lastIndex = start
  let depth = 1
  for (let match = piece.exec(text); match; match = piece.exec(text)) {
    if (match[0] === '{') depth++
    if (match[0] === '}') depth--
    if (depth === 0) return match.index
  }
  return text.length
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
