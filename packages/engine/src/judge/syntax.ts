import type { ASTNode } from '@marcbachmann/cel-js'
import { compile } from './cel.ts'

/** The syntax tree of an expression; undefined when it cannot be parsed. */
export function parsed(expression: string): ASTNode | undefined {
  try {
    return compile(expression).ast
  } catch {
    return undefined
  }
}

/** Macros whose first argument binds a name within the second and third. */
const MACROS = new Set(['exists', 'exists_one', 'all', 'filter', 'map'])

/** `xs.exists(x, …)` and `cel.bind(x, …, …)`. */
export function bindingOf(node: ASTNode): { over: ASTNode; name: string; within: ASTNode[] } | undefined {
  if (node.op !== 'rcall') return undefined
  const [method, receiver, [variable, ...rest]] = node.args
  if (variable?.op !== 'id') return undefined
  if (MACROS.has(method)) return { over: receiver, name: variable.args, within: rest }
  const isBind = method === 'bind' && receiver.op === 'id' && receiver.args === 'cel'
  const [value, ...within] = rest
  return isBind && value ? { over: value, name: variable.args, within } : undefined
}

/** The expressions that stand directly within another. */
export function childrenOf(args: unknown): ASTNode[] {
  if (Array.isArray(args)) return args.flatMap(childrenOf)
  return args !== null && typeof args === 'object' && 'op' in args ? [args as ASTNode] : []
}
