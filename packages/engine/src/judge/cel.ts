import { Environment, type ParseResult } from '@marcbachmann/cel-js'
import type { Shape, ShapeField, Value } from '../read/reader.ts'

/** What an expression gave, or why it could not be evaluated. */
export type Evaluated = { ok: true; value: Value } | { ok: false; problem: string }

/** The type of an expression, or what is wrong with it; `at` is the offset of the fault in the text. */
export type Checked = { ok: true; type: string } | { ok: false; problem: string; at: number }

const LOOSE = new Environment({ unlistedVariablesAreDyn: true, homogeneousAggregateLiterals: false })
const compiled = new Map<string, ParseResult>()

/** Evaluates a CEL expression. It never throws; integers are ints, and `values` need no declaration. */
export function evaluate(expression: string, values: Record<string, Value>, shape: Shape = {}): Evaluated {
  try {
    const program = compiled.get(expression) ?? LOOSE.parse(expression)
    compiled.set(expression, program)
    const scope = Object.fromEntries(
      Object.entries(values).map(([key, value]) => [key, toCel(value, shape[key] ?? shape[`${key}?`])]),
    )
    return { ok: true, value: fromCel(program(scope)) }
  } catch (error) {
    return { ok: false, problem: summaryOf(error) }
  }
}

/** Checks a CEL expression against declared shapes: a misspelt field is a problem here, not at night. */
export function createChecker(shape: Shape): (expression: string) => Checked {
  const environment = new Environment({ homogeneousAggregateLiterals: false })
  let count = 0
  const declare = (field: ShapeField): string => {
    if (typeof field === 'string') return field
    if (Array.isArray(field)) return `list<${declare(field[0] as Shape)}>`
    const fields = Object.fromEntries(Object.entries(field as Shape).map(([key, type]) => [bare(key), declare(type)]))
    const name = `Shape${count++}`
    environment.registerType(name, { fields })
    return name
  }
  for (const [key, field] of Object.entries(shape)) environment.registerVariable(bare(key), declare(field))
  return expression => {
    const result = environment.check(expression)
    if (result.valid) return { ok: true, type: result.type ?? 'dyn' }
    return { ok: false, problem: summaryOf(result.error), at: result.error?.range?.start ?? 0 }
  }
}

/** The functions that a condition can call, as signatures such as `string.startsWith(string): bool`. */
export function conditionFunctions(): string[] {
  return LOOSE.getDefinitions().functions.map(({ signature }) => signature)
}

/** A key of a shape without the mark for optional. */
export function bare(key: string): string {
  return key.endsWith('?') ? key.slice(0, -1) : key
}

function toCel(value: Value, field: ShapeField | undefined): unknown {
  if (typeof value === 'number') return Number.isInteger(value) && field !== 'double' ? BigInt(value) : value
  if (Array.isArray(value)) {
    const item = Array.isArray(field) ? (field[0] as Shape) : undefined
    return value.map(entry => toCel(entry, item))
  }
  if (value === null || typeof value !== 'object') return value
  const fields = typeof field === 'object' && !Array.isArray(field) ? (field as Shape) : {}
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, toCel(entry, fields[key] ?? fields[`${key}?`])]),
  )
}

function fromCel(value: unknown): Value {
  if (typeof value === 'bigint') return Number(value)
  if (value === null || value === undefined) return null
  if (Array.isArray(value)) return value.map(fromCel)
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, entry]) => [String(key), fromCel(entry)]))
  if (typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, fromCel(entry)]))
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : String(value)
}

function summaryOf(error: unknown): string {
  if (error !== null && typeof error === 'object' && 'summary' in error && typeof error.summary === 'string')
    return error.summary
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
}
