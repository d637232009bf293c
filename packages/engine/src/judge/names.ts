import type { ASTNode } from '@marcbachmann/cel-js'
import { bindingOf, childrenOf, parsed } from './syntax.ts'

/** What an expression names, as its syntax tree tells. */
export interface Names {
  /** Variables, such as `status`, `fact` or a let; those that it binds itself (`l` in `exists(l, …)`) left out. */
  variables: string[]
  /** Facts: the `x` of `fact.x`, `known.x` and `fact.?x`. */
  facts: string[]
  /** Optional parts: the offset of `x` in `last.?x`, which the type check does not look at. */
  optional: { of: string; part: string; at: number }[]
}

/** The facts that an expression speaks of, by itself or by the lets that it uses. */
export function factsIn(expression: string, lets: Readonly<Record<string, string>> = {}): string[] {
  const { facts, variables } = namesIn(expression)
  // A let sees only those before it, so each is left out once it was looked into.
  const through = variables.flatMap(name => {
    const { [name]: named, ...others } = lets
    return named === undefined ? [] : factsIn(named, others)
  })
  return [...new Set([...facts, ...through])]
}

/**
 * The texts of the compound parts of an expression, itself included, each as often as it stands there. Parts that speak of
 * a name that the expression binds (`l` in `exists(l, …)`) mean nothing elsewhere and are left out.
 */
export function partsOf(expression: string): string[] {
  const parts: string[] = []
  const collect = (node: ASTNode, bound: ReadonlySet<string>): void => {
    if (node.op === 'value' || node.op === 'id') return
    const names: Names = { variables: [], facts: [], optional: [] }
    visit(node, new Set(), names)
    if (!names.variables.some(name => bound.has(name))) parts.push(textOf(node))
    const binding = bindingOf(node)
    if (!binding) for (const child of childrenOf(node.args)) collect(child, bound)
    else {
      collect(binding.over, bound)
      for (const one of binding.within) collect(one, new Set([...bound, binding.name]))
    }
  }
  const ast = parsed(expression)
  if (ast) collect(ast, new Set())
  return parts
}

/** The last part of an expression that only picks one out, such as `port` of `listeners[0].port`. */
export function partNameOf(expression: string): string | undefined {
  const ast = parsed(expression)
  return ast?.op === '.' ? ast.args[1] : undefined
}

const known = new Map<string, Names>()

/** The names in an expression; none when it cannot be parsed. */
export function namesIn(expression: string): Names {
  const found = known.get(expression) ?? read(expression)
  known.set(expression, found)
  return found
}

function read(expression: string): Names {
  const names: Names = { variables: [], facts: [], optional: [] }
  const ast = parsed(expression)
  if (ast) visit(ast, new Set(), names)
  return {
    variables: [...new Set(names.variables)],
    facts: [...new Set(names.facts)],
    optional: names.optional,
  }
}

function visit(node: ASTNode, bound: ReadonlySet<string>, names: Names): void {
  if (node.op === 'value') return
  if (node.op === 'id') {
    if (!bound.has(node.args)) names.variables.push(node.args)
    return
  }
  if (node.op === '.' || node.op === '.?') {
    const [from, part] = node.args
    if (from.op === 'id' && (from.args === 'fact' || from.args === 'known')) names.facts.push(part)
    if (node.op === '.?') names.optional.push({ of: textOf(from), part, at: node.end - part.length })
    visit(from, bound, names)
    return
  }
  const binding = bindingOf(node)
  if (binding) {
    visit(binding.over, bound, names)
    const inner = new Set([...bound, binding.name])
    for (const one of binding.within) visit(one, inner, names)
    return
  }
  for (const child of childrenOf(node.args)) visit(child, bound, names)
}

function textOf(node: ASTNode): string {
  return node.input.slice(node.start, node.end)
}
