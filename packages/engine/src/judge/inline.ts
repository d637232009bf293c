import type { ASTNode } from '@marcbachmann/cel-js'
import type { Shape } from '../read/reader.ts'
import type { Lets } from './cel.ts'
import { bindingOf, childrenOf, parsed } from './syntax.ts'

interface Within {
  lets?: Lets | undefined
  /** The facts that `known` can name, with their types. */
  factShape: Shape
}

interface Change {
  start: number
  end: number
  text: string
}

const BLANKS: Readonly<Record<string, string>> = { string: '""', int: '0', double: '0.0', bool: 'false' }

/**
 * An expression that says the same without its step: lets are written out, and `known.x` as what it stands for. What
 * cannot be parsed stays as it is.
 */
export function inlined(expression: string, within: Within): string {
  const ast = parsed(expression)
  if (!ast) return expression
  const changes: Change[] = []
  collect(ast, { bound: new Set(), within, changes })
  return changes
    .sort((a, b) => b.start - a.start)
    .reduce((text, { start, end, text: put }) => text.slice(0, start) + put + text.slice(end), expression)
}

function collect(node: ASTNode, at: { bound: ReadonlySet<string>; within: Within; changes: Change[] }): void {
  const { bound, within, changes } = at
  if (node.op === 'value') return
  if (node.op === 'id') {
    const { [node.args]: named, ...earlier } = within.lets ?? {}
    if (named === undefined || bound.has(node.args)) return
    const text = `(${inlined(named, { ...within, lets: earlier })})`
    changes.push({ start: node.start, end: node.end, text })
    return
  }
  if (node.op === '.' && node.args[0].op === 'id' && node.args[0].args === 'known' && !bound.has('known')) {
    const name = node.args[1]
    const blank = blankOf(within.factShape[`${name}?`])
    if (blank !== undefined)
      changes.push({ start: node.start, end: node.end, text: `(has(fact.${name}) ? fact.${name} : ${blank})` })
    return
  }
  const binding = bindingOf(node)
  if (!binding) {
    for (const child of childrenOf(node.args)) collect(child, at)
    return
  }
  collect(binding.over, at)
  for (const one of binding.within) collect(one, { ...at, bound: new Set([...bound, binding.name]) })
}

function blankOf(type: Shape[string] | undefined): string | undefined {
  if (typeof type !== 'string') return undefined
  return BLANKS[type] ?? (type.startsWith('list') ? '[]' : '{}')
}
