import * as z from 'zod'
import { isObject } from './common/json.ts'
import type { Value } from './reader.ts'

const types = ['int', 'double', 'string', 'bool', 'list<string>'] as const
type FieldType = (typeof types)[number]

/** A path into JSON: `a.b[0].c`, `@` for the whole, `[*]` for every item of a list (then the type is `list<string>`). */
export const jsonPath = z
  .string()
  .regex(
    /^(?:@|(?:[^.[\]@*]+|\[(?:\d+|\*)\])(?:\.[^.[\]*]+|\[(?:\d+|\*)\])*)$/,
    'A path looks like `a.b[0].c`, `a[*].b` or `@`.',
  )

export const jsonFields = z.record(
  z.string().regex(/^[a-z_]\w*$/i),
  z.strictObject({ path: jsonPath, type: z.enum(types) }),
)
export type JsonFields = z.infer<typeof jsonFields>

/** The declared fields of a JSON value; one whose path is absent, or whose value is of another type, is absent. */
export function fieldsOf(root: unknown, fields: JsonFields): Record<string, Value> {
  const values: Record<string, Value> = {}
  for (const [name, { path, type }] of Object.entries(fields)) {
    const value = typed(atPath(root, path), type)
    if (value !== undefined) values[name] = value
  }
  return values
}

/** What stands at a path, or undefined. */
export function atPath(root: unknown, path: string): unknown {
  if (path === '@') return root
  return follow(
    root,
    [...path.matchAll(/\[(\d+|\*)\]|([^.[\]]+)/g)].map(([, index, key = '']) => index ?? `.${key}`),
  )
}

function follow(value: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined) return value
  if (step === '*') {
    if (!Array.isArray(value)) return undefined
    return value.flatMap(item => follow(item, rest)).filter(item => item !== undefined)
  }
  if (!step.startsWith('.')) return follow(Array.isArray(value) ? value[Number(step)] : undefined, rest)
  const key = step.slice(1)
  return isObject(value) && Object.hasOwn(value, key) ? follow(value[key], rest) : undefined
}

function typed(value: unknown, type: FieldType): Value | undefined {
  if (value === undefined || value === null) return undefined
  if (type === 'list<string>') return Array.isArray(value) ? value.map(asText) : undefined
  if (type === 'bool') return typeof value === 'boolean' ? value : undefined
  if (type === 'string') return asText(value)
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof number !== 'number') return undefined
  return (type === 'int' ? Number.isSafeInteger(number) : Number.isFinite(number)) ? number : undefined
}

/** A value as text: a string as it is, all else as JSON. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
