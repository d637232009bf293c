import { lexNginx } from '../../nginx/lexer.ts'
import { everyStatement, type NginxBlock, type NginxFault, type NginxStatement, parseNginx } from '../../nginx/parse.ts'
import { applySplices, type EditResult, lineEndOf, refuse, type Splice } from './result.ts'

/** Directives to set in one block of nginx configuration. */
export interface NginxDirectives {
  /** The line on which the block opens, counted from 1; 0 for the main context, where new directives go to the top. */
  line: number
  /** Value as nginx takes it, by name; null removes. A name may carry its key: `proxy_set_header Host`. */
  set: Record<string, string | null>
}

interface Place {
  before: string
  block: NginxBlock
  /** The statement that the block belongs to; undefined for the main context. */
  owner: NginxStatement | undefined
}

/** Sets, inserts or removes directives directly in one block; blocks inside it are left alone. */
export function setNginxDirectives(before: string, { line, set }: NginxDirectives): EditResult {
  const { root, fault } = parseNginx(before)
  if (fault) return refuse(`this is no nginx configuration that can be edited: ${problemOf(fault)}`)
  const place = line === 0 ? { before, block: root, owner: undefined } : findBlock(before, root, line)
  if (typeof place === 'string') return refuse(place)
  const splices: Splice[] = []
  for (const [name, value] of Object.entries(set)) {
    const directive = value === null ? name : `${name} ${value}`
    if (!isOneDirective(directive)) return refuse(`"${directive}" is not one nginx directive`)
    const made = spliceFor(place, name, value)
    if (typeof made === 'string') return refuse(made)
    if (made) splices.push(made)
  }
  const after = applySplices(before, splices)
  const { fault: broken } = parseNginx(after)
  return broken ? refuse(`the edit would break the file: ${problemOf(broken)}`) : { ok: true, after }
}

function problemOf({ kind, line, found }: NginxFault): string {
  switch (kind) {
    case 'quote':
      return `a quote on line ${line} is not closed`
    case 'unexpected':
      return found === '}' ? `line ${line} has a "}" too many` : `line ${line} has an unexpected "${found}"`
    case 'unclosed-block':
      return 'a block is not closed'
    case 'unfinished':
      return 'the last directive has no ";"'
    case 'too-deep':
      return `blocks are nested too deep on line ${line}`
  }
}

function findBlock(before: string, root: NginxBlock, line: number): Place | string {
  const [owner, second] = everyStatement(root).filter(
    ({ line: own, block }) => block && (own === line || block.line === line),
  )
  const text = before.split('\n')[line - 1]
  if (text === undefined) return `there is no line ${line}`
  if (!owner?.block) return `no block opens on line ${line}, which is "${text.trim()}"`
  if (owner.block.isLua) return `the block on line ${line} holds Lua and no directives`
  return second ? `more than one block opens on line ${line}` : { before, block: owner.block, owner }
}

function isOneDirective(text: string): boolean {
  const { root, fault } = parseNginx(`${text};`)
  return !fault && !/[\r\n]/.test(text) && root.statements.length === 1 && !root.statements[0]?.block
}

function spliceFor(place: Place, name: string, value: string | null): Splice | string | undefined {
  const { before, block } = place
  const key = lexNginx(name).map(({ value: word }) => word)
  const found = block.statements.filter(
    statement => !statement.block && key.every((word, index) => statement.words[index]?.value === word),
  )
  const [statement] = found
  if (found.length > 1) return `"${name}" is there ${found.length} times in that block`
  if (statement && hasComment(before, statement)) return `a comment stands inside "${name}"`
  if (statement === undefined)
    return value === null ? undefined : insertion(place, value === '' ? name : `${name} ${value}`)
  if (value === null) return removal(before, statement)
  const first = statement.words[key.length]
  const last = statement.words.at(-1)
  if (first && last && value !== '') return { start: first.start, end: last.end, text: value }
  const end = last?.end ?? statement.start
  const keyEnd = statement.words[key.length - 1]?.end ?? end
  return { start: keyEnd, end, text: value === '' ? '' : ` ${value}` }
}

/** Between the words of a directive stand only spaces and comments. */
function hasComment(before: string, { words, end }: NginxStatement): boolean {
  return words.some((word, index) => before.slice(word.end, words[index + 1]?.start ?? end).includes('#'))
}

/** A directive that has its lines to itself goes with them; else only its own text and the space before it go. */
function removal(before: string, { start, end }: NginxStatement): Splice {
  const lineStart = before.lastIndexOf('\n', start - 1) + 1
  const space = /[ \t]*$/.exec(before.slice(lineStart, start))?.[0].length ?? 0
  const rest = /^[ \t]*(\r?\n|$)/.exec(before.slice(end))?.[0]
  if (start - space === lineStart && rest !== undefined) return { start: lineStart, end: end + rest.length, text: '' }
  return { start: start - space, end, text: '' }
}

function insertion({ before, block, owner }: Place, directive: string): Splice {
  const lineEnd = lineEndOf(before)
  if (!owner) {
    const top = before.startsWith('\ufeff') ? 1 : 0
    return { start: top, end: top, text: `${directive};${lineEnd}` }
  }
  const restOfLine = /^[ \t]*(?:#[^\n]*|\r)?\n/.exec(before.slice(block.open, block.close))?.[0]
  if (restOfLine === undefined) {
    const isEmpty = block.open === block.close
    return { start: block.open, end: block.open, text: ` ${directive};${isEmpty ? ' ' : ''}` }
  }
  const at = block.open + restOfLine.length
  return { start: at, end: at, text: `${indentIn(before, block, owner)}${directive};${lineEnd}` }
}

/** The indentation of the block's first line of its own, or one step more than the block's. */
function indentIn(before: string, block: NginxBlock, owner: NginxStatement): string {
  const inner = block.statements.map(({ start }) => indentAt(before, start)).find(indent => indent !== undefined)
  if (inner !== undefined) return inner
  const outer = indentAt(before, owner.start) ?? ''
  return outer + (outer.includes('\t') ? '\t' : '    ')
}

/** What stands before an offset on its line, when that is only space. */
function indentAt(before: string, offset: number): string | undefined {
  const text = before.slice(before.lastIndexOf('\n', offset - 1) + 1, offset)
  return /^[ \t]*$/.test(text) ? text : undefined
}
