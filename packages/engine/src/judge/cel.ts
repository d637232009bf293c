import { Environment, type ParseResult } from '@marcbachmann/cel-js'
import type { Shape, ShapeField, Value } from '../read/reader.ts'
import { blankOf, fromCel, toCel } from './cel-values.ts'
import { registerFunctions } from './functions.ts'

/** What an expression gave, or why it could not be evaluated; `missing` names a fact that is not known. */
export type Evaluated = { ok: true; value: Value } | { ok: false; problem: string; missing?: string | undefined }

/** The type of an expression, or what is wrong with it; `at` is the offset of the fault in the text. */
export type Checked = { ok: true; type: string } | { ok: false; problem: string; at: number }

/** Named expressions of a step, in order: each may use those before it. */
export type Lets = Readonly<Record<string, string>>

const OPTIONS = { homogeneousAggregateLiterals: false, enableOptionalTypes: true } as const
const LOOSE = registerFunctions(new Environment({ ...OPTIONS, unlistedVariablesAreDyn: true }))
const compiled = new Map<string, ParseResult>()

/** Values that expressions see: integers are ints, and nothing needs a declaration. */
export interface Scope {
  /** Evaluates a CEL expression. It never throws. */
  evaluate(expression: string): Evaluated
}

/**
 * Makes values ready for expressions. Beside them stand the `lets`, worked out when they are used, and `known`: every
 * declared fact as in `fact`, or a blank of its type (an empty text, 0, false, an empty list) while it is not known.
 */
export function createScope(values: Record<string, Value>, shape: Shape = {}, lets: Lets = {}): Scope {
  const context: Record<string, unknown> = Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, toCel(value, shape[key] ?? shape[`${key}?`])]),
  )
  const declared = shape.fact
  if (typeof declared === 'object' && !Array.isArray(declared))
    defineLazy(context, 'known', () => ({ ...(blankOf(declared) as object), ...(context.fact as object) }))
  for (const [name, expression] of Object.entries(lets)) defineLazy(context, name, () => compile(expression)(context))
  return {
    evaluate(expression) {
      try {
        return { ok: true, value: fromCel(compile(expression)(context)) }
      } catch (error) {
        return { ok: false, problem: summaryOf(error), missing: missingFact(error) }
      }
    },
  }
}

/** Evaluates one CEL expression over values. It never throws. */
export function evaluate(expression: string, values: Record<string, Value>, shape: Shape = {}): Evaluated {
  return createScope(values, shape).evaluate(expression)
}

/** Checks CEL expressions against declared shapes and lets: a misspelt field is a problem here, not at night. */
export interface Checker {
  check(expression: string): Checked
  /** Adds a name: a let, whose expression was checked before. False when the name is taken or reserved. */
  declare(name: string, type: string): boolean
}

/** Makes a checker for what a shape declares; `fact` is seen as `known`, too. */
export function createChecker(shape: Shape): Checker {
  const environment = registerFunctions(new Environment(OPTIONS))
  let count = 0
  const declare = (field: ShapeField): string => {
    if (typeof field === 'string') return field
    if (Array.isArray(field)) return `list<${declare(field[0] as Shape)}>`
    const fields = Object.fromEntries(Object.entries(field as Shape).map(([key, type]) => [bare(key), declare(type)]))
    const name = `Shape${count++}`
    environment.registerType(name, { fields })
    return name
  }
  for (const [key, field] of Object.entries(shape)) {
    const type = declare(field)
    environment.registerVariable(bare(key), type)
    if (key === 'fact') environment.registerVariable('known', type)
  }
  return {
    check(expression) {
      const result = environment.check(expression)
      if (result.valid) return { ok: true, type: result.type ?? 'dyn' }
      return { ok: false, problem: summaryOf(result.error), at: result.error?.range?.start ?? 0 }
    },
    declare(name, type) {
      // The library throws for names that are taken and for words of its own, such as `in`.
      try {
        environment.registerVariable(name, /<T>|^T$|^null$/.test(type) ? 'dyn' : type)
        return true
      } catch {
        return false
      }
    },
  }
}

/** A function that a condition can call. */
export interface ConditionFunction {
  /** Such as `string.startsWith(string): bool`. */
  signature: string
  /** One sentence; of our own functions alone. */
  describes: string | undefined
}

/** The functions that a condition can call. */
export function conditionFunctions(): ConditionFunction[] {
  return LOOSE.getDefinitions().functions.map(({ signature, description }) => ({
    signature,
    describes: description ?? undefined,
  }))
}

/** Parses an expression once. Throws the library's ParseError. */
export function compile(expression: string): ParseResult {
  const program = compiled.get(expression) ?? LOOSE.parse(expression)
  compiled.set(expression, program)
  return program
}

/** A key of a shape without the mark for optional. */
export function bare(key: string): string {
  return key.endsWith('?') ? key.slice(0, -1) : key
}

function defineLazy(context: Record<string, unknown>, name: string, make: () => unknown): void {
  Object.defineProperty(context, name, {
    enumerable: true,
    configurable: true,
    get() {
      const value = make()
      Object.defineProperty(context, name, { value, enumerable: true })
      return value
    },
  })
}

function summaryOf(error: unknown): string {
  if (error !== null && typeof error === 'object' && 'summary' in error && typeof error.summary === 'string')
    return error.summary
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
}

/** The name that `fact.name` asked for in vain, as the library's error tells by its node. */
function missingFact(error: unknown): string | undefined {
  if (error === null || typeof error !== 'object' || !('code' in error) || error.code !== 'no_such_key')
    return undefined
  const node = 'node' in error ? (error.node as { op?: string; args?: unknown }) : {}
  if (node.op !== '.' || !Array.isArray(node.args)) return undefined
  const [from, name] = node.args as [{ op?: string; args?: unknown }, unknown]
  return from.op === 'id' && from.args === 'fact' && typeof name === 'string' ? name : undefined
}
