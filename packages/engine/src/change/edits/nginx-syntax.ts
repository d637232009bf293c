/** A word of nginx configuration with its offsets; `text` is as written, quotes included. */
interface NginxWord {
  text: string
  start: number
  end: number
}

/** A directive, or a block with what stands in it. Offsets run from its first word past its `;` or `}`. */
export interface NginxStatement {
  words: NginxWord[]
  start: number
  end: number
  /** A comment stands between its words. */
  hasComment: boolean
  block?: NginxBlock
}

/** The inside of a block: offsets just past its `{` and of its `}`. */
export interface NginxBlock {
  open: number
  close: number
  statements: NginxStatement[]
}

type Token = NginxWord & { kind: 'word' | '{' | '}' | ';' | 'comment' | 'bad' }

/**
 * Reads nginx configuration by the rules of nginx's own `ngx_conf_read_token`: quotes and `#` count only where a word
 * begins, a backslash keeps what follows, `${` is a variable. Gives one sentence when it is not well formed.
 */
export function parseNginx(text: string): NginxBlock | string {
  const root: NginxBlock = { open: 0, close: text.length, statements: [] }
  const blocks = [root]
  let words: NginxWord[] = []
  let hasComment = false
  for (let token = nextToken(text, 0); token; token = nextToken(text, token.end)) {
    const block = blocks.at(-1) ?? root
    const start = words[0]?.start ?? token.start
    switch (token.kind) {
      case 'bad':
        return `a quote on line ${lineAt(text, token.start)} is not closed`
      case 'comment':
        hasComment ||= words.length > 0
        continue
      case 'word':
        words.push(token)
        continue
      case '}':
        if (words.length > 0 || blocks.length === 1) return `line ${lineAt(text, token.start)} has a "}" too many`
        closeBlock(blocks, token)
        break
      case ';':
        block.statements.push({ words, start, end: token.end, hasComment })
        break
      case '{': {
        const inner: NginxBlock = { open: token.end, close: text.length, statements: [] }
        block.statements.push({ words, start, end: text.length, hasComment, block: inner })
        blocks.push(inner)
        if (words[0]?.text.endsWith('_by_lua_block')) token.end = endOfLua(text, token.end)
      }
    }
    words = []
    hasComment = false
  }
  if (blocks.length > 1) return 'a block is not closed'
  return words.length > 0 ? `the last directive has no ";"` : root
}

/** The line of an offset, counted from 1. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

function closeBlock(blocks: NginxBlock[], brace: Token): void {
  const closed = blocks.pop()
  const statement = blocks.at(-1)?.statements.at(-1)
  if (!closed || !statement) return
  closed.close = brace.start
  statement.end = brace.end
}

function nextToken(text: string, from: number): Token | undefined {
  let start = from
  while (/\s|\ufeff/.test(text[start] ?? '')) start += 1
  const first = text[start]
  if (first === undefined) return undefined
  const token = (kind: Token['kind'], end: number): Token => ({ kind, start, end, text: text.slice(start, end) })
  if (first === '{' || first === '}' || first === ';') return token(first, start + 1)
  if (first === '#') {
    const end = text.indexOf('\n', start)
    return token('comment', end === -1 ? text.length : end)
  }
  if (first === '"' || first === "'") {
    const end = endOfQuoted(text, start + 1, first)
    return end === -1 ? token('bad', text.length) : token('word', end)
  }
  return token('word', endOfWord(text, start))
}

function endOfQuoted(text: string, from: number, quote: string): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') at += 1
    else if (text[at] === quote) return at + 1
  }
  return -1
}

function endOfWord(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const character = text[at] ?? ''
    if (character === '\\' || (character === '$' && text[at + 1] === '{')) at += 1
    else if (/[\s;{]/.test(character)) return at
  }
  return text.length
}

/** Offset of the `}` that closes a Lua block: Lua is not nginx's grammar, only its braces are counted. */
function endOfLua(text: string, from: number): number {
  let depth = 1
  for (let at = from; at < text.length; at++) {
    if (text[at] === '{') depth += 1
    else if (text[at] === '}' && --depth === 0) return at
  }
  return text.length
}
