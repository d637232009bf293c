import type { ASTNode } from '@marcbachmann/cel-js'
import type { Value } from '../read/reader.ts'
import { childrenOf, parsed } from './syntax.ts'

/** A text within an expression, such as the one that `body.contains("Bad Gateway")` looks for. */
export interface TextIn {
  text: string
  /** The values in which it is looked for, such as `body`; none for a text that is compared. */
  soughtIn: string[]
  /** True below a `!`. */
  isDenied: boolean
}

/** A part that has one value whenever an expression holds, such as the `kind` of `last.kind == "refused"`. */
export interface Claim {
  of: string
  part: string
  value: Value
}

/** The texts of an expression in the order written; none when it cannot be parsed. */
export function textsIn(expression: string): TextIn[] {
  const found: TextIn[] = []
  const visit = (node: ASTNode, soughtIn: string[], isDenied: boolean): void => {
    if (node.op === 'value') {
      if (typeof node.args === 'string') found.push({ text: node.args, soughtIn, isDenied })
      return
    }
    if (node.op === 'rcall' && SEARCHES.has(node.args[0])) {
      const [, receiver, sought] = node.args
      visit(receiver, soughtIn, isDenied)
      for (const one of sought) visit(one, partsOf(receiver), isDenied)
      return
    }
    for (const child of childrenOf(node.args)) visit(child, soughtIn, node.op === '!_' ? !isDenied : isDenied)
  }
  const ast = parsed(expression)
  if (ast) visit(ast, [], false)
  return found
}

/** What is equal to a constant whenever an expression holds: of alternatives none is sure. */
export function claimsIn(expression: string): Claim[] {
  const visit = (node: ASTNode): Claim[] => {
    if (node.op === '&&') return childrenOf(node.args).flatMap(visit)
    if (node.op !== '==') return []
    const [left, right] = node.args
    const [part, value] = left.op === 'value' ? [right, left] : [left, right]
    if (part.op !== '.' || part.args[0].op !== 'id' || value.op !== 'value' || typeof value.args !== 'string') return []
    return [{ of: part.args[0].args, part: part.args[1], value: value.args }]
  }
  const ast = parsed(expression)
  return ast ? visit(ast) : []
}

const SEARCHES = new Set(['contains', 'startsWith', 'endsWith', 'matches'])

/** `body` of `body.lowerAscii()`, and `last` and `body` of `last.body`. */
function partsOf(node: ASTNode): string[] {
  if (node.op === 'id') return [node.args]
  if (node.op === '.' || node.op === '.?') return [...partsOf(node.args[0]), node.args[1]]
  return node.op === 'rcall' ? partsOf(node.args[1]) : []
}
