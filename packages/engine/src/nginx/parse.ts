import { lexNginx, type NginxToken } from './lexer.ts'

/** A directive, or a block with what stands in it. Offsets run from its first token past its `;` or `}`. */
export interface NginxStatement {
  words: NginxToken[]
  start: number
  end: number
  /** Of its first word, from 1. */
  line: number
  block?: NginxBlock
}

/** The inside of a block: offsets just past its `{` and of its `}`. */
export interface NginxBlock {
  open: number
  close: number
  /** Of its `{`, from 1; 0 for the main context. */
  line: number
  /** Its inside is Lua and holds no directives. */
  isLua: boolean
  statements: NginxStatement[]
}

/** What nginx would refuse a text for, and where. */
export interface NginxFault {
  kind: 'quote' | 'unexpected' | 'unclosed-block' | 'unfinished' | 'too-deep'
  at: number
  /** From 1. */
  line: number
  /** What stands there, where something unexpected does. */
  found: string
}

/** Blocks within blocks; real configuration has less than ten. */
const maxDepth = 40

/**
 * The tree of a configuration, and the first thing for which nginx would refuse it. The tree is there in any case: what
 * is not closed ends with the text, a brace too many is passed over, and blocks that are nested too deep are left out.
 */
export function parseNginx(text: string): { root: NginxBlock; fault?: NginxFault } {
  const root: NginxBlock = { open: 0, close: text.length, line: 0, isLua: false, statements: [] }
  const open: NginxStatement[] = []
  let words: NginxToken[] = []
  let fault: NginxFault | undefined
  const complain = (kind: NginxFault['kind'], { start: at, line }: Pick<NginxToken, 'start' | 'line'>, found = '') => {
    fault ??= { kind, at, line, found }
  }
  const add = (statement: NginxStatement) => {
    if (open.length <= maxDepth) (open.at(-1)?.block ?? root).statements.push(statement)
  }

  for (const token of lexNginx(text)) {
    const { start, line } = words[0] ?? token
    switch (token.kind) {
      case 'word':
        if (token.fault === 'unclosed') complain('quote', token)
        if (token.fault === 'joined') complain('unexpected', { ...token, start: token.end }, text[token.end])
        words.push(token)
        continue
      case 'lua': {
        const block = open.at(-1)?.block
        if (block) block.isLua = true
        continue
      }
      case ';':
        if (words.length > 0) add({ words, start, end: token.end, line })
        else complain('unexpected', token, ';')
        break
      case '{': {
        if (words.length === 0) complain('unexpected', token, '{')
        if (open.length >= maxDepth) complain('too-deep', token)
        const block = { open: token.end, close: text.length, line: token.line, isLua: false, statements: [] }
        const statement = { words, start, end: text.length, line, block }
        add(statement)
        open.push(statement)
        break
      }
      case '}': {
        if (words.length > 0 || open.length === 0) complain('unexpected', token, '}')
        if (words.length > 0) add({ words, start, end: token.start, line })
        const closed = open.pop()
        if (closed?.block) {
          closed.block.close = token.start
          closed.end = token.end
        }
      }
    }
    words = []
  }
  const end = { start: text.length, line: text.split('\n').length }
  if (words.length > 0) complain('unfinished', end)
  if (open.length > 0) complain('unclosed-block', end)
  return { root, ...(fault ? { fault } : {}) }
}

/** A statement and everything below it, in the order of the file. */
export function everyStatement({ statements }: NginxBlock): NginxStatement[] {
  return statements.flatMap(statement => [statement, ...(statement.block ? everyStatement(statement.block) : [])])
}
