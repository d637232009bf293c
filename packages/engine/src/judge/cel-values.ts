import type { Shape, ShapeField, Value } from '../read/reader.ts'

/** A value as CEL has it: whole numbers are ints, unless the shape says that they are doubles. */
export function toCel(value: Value, field: ShapeField | undefined): unknown {
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

/** What CEL gave, as plain JSON. */
export function fromCel(value: unknown): Value {
  if (typeof value === 'bigint') return Number(value)
  if (value === null || value === undefined) return null
  if (Array.isArray(value)) return value.map(fromCel)
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, entry]) => [String(key), fromCel(entry)]))
  if (typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, fromCel(entry)]))
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : String(value)
}

/** The value of a type that says nothing: an empty text, 0, false, an empty list or map. */
export function blankOf(field: ShapeField): unknown {
  if (Array.isArray(field)) return []
  if (typeof field === 'object')
    return Object.fromEntries(
      Object.entries(field).map(([key, inner]) => [key.endsWith('?') ? key.slice(0, -1) : key, blankOf(inner)]),
    )
  if (field === 'string') return ''
  if (field === 'int') return 0n
  if (field === 'double') return 0
  if (field === 'bool') return false
  return field.startsWith('list') ? [] : {}
}
