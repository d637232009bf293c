import type { Reading, Shape, ShapeField, Value } from '../../../packages/engine/src/read/reader.ts'
import { findReader } from '../../../packages/engine/src/read/readers.ts'
import { output } from '../../helpers/output.ts'

interface Run {
  stdout?: string
  stderr?: string
  code?: number
  isCut?: boolean
  options?: unknown
  now?: number
}

/** Reads one output by the reader of that name, as a check does, and refuses values that its shape does not declare. */
export function readWith(
  id: string,
  { stdout = '', stderr = '', code = 0, isCut = false, options = {}, now = 0 }: Run,
): Reading {
  const reader = findReader(id)
  if (!reader) throw new Error(`there is no reader "${id}"`)
  const parsed = reader.options.parse(options)
  const printed = output({ ending: { kind: 'exited', code }, stdout, stderr, isCut })
  const reading = reader.read(printed, parsed, { now })
  const problem = reading.ok ? misfit(reading.values, reader.shape(parsed), id) : undefined
  if (problem) throw new Error(problem)
  return reading
}

/** The values of an output that can be read. */
export function valuesOf(id: string, run: Run): Record<string, Value> {
  const reading = readWith(id, run)
  if (!reading.ok) throw new Error(reading.problem)
  return reading.values
}

/** What in a value is not as declared; undefined when all is. */
function misfit(value: Value | undefined, field: ShapeField, path: string): string | undefined {
  if (typeof field === 'string')
    return fits(value, field) ? undefined : `${path} is ${JSON.stringify(value)}, not ${field}`
  if (isList(field)) {
    if (!Array.isArray(value)) return `${path} is not a list`
    return value
      .map((item, index) => misfit(item, field[0], `${path}[${index}]`))
      .find(problem => problem !== undefined)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return `${path} is not an object`
  const declared = new Map(Object.entries(field).map(([key, inner]) => [key.replace(/\?$/, ''), inner]))
  const extra = Object.keys(value).find(key => !declared.has(key))
  if (extra !== undefined) return `${path}.${extra} is not declared`
  for (const [key, inner] of declared) {
    if (value[key] === undefined && `${key}?` in field) continue
    const problem = misfit(value[key], inner, `${path}.${key}`)
    if (problem) return problem
  }
  return undefined
}

function isList(field: ShapeField): field is readonly [Shape] {
  return Array.isArray(field)
}

function fits(value: Value | undefined, type: string): boolean {
  const [, item] = /^list<(.*)>$/.exec(type) ?? []
  if (item) return Array.isArray(value) && value.every(element => fits(element, item))
  const [, element] = /^map<string, (.*)>$/.exec(type) ?? []
  if (element)
    return (
      typeof value === 'object' &&
      value !== null &&
      !Array.isArray(value) &&
      Object.values(value).every(each => fits(each, element))
    )
  if (type === 'int') return Number.isSafeInteger(value)
  if (type === 'double') return Number.isFinite(value)
  return typeof value === (type === 'bool' ? 'boolean' : type)
}
