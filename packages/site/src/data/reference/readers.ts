import { findReader, optionsJsonSchema, readable, readerIds, type Shape, type ShapeField } from '@runbook/engine/core'
import { bundle } from '../runbooks/bundle.ts'
import { type Node, typeOf } from './schema.ts'

/** What the page says of a reader. */
export interface ReaderPage {
  id: string
  says: string
  accepts: string
  options: { name: string; type: string; isRequired: boolean; standard: string; says: string }[]
  values: { name: string; type: string; depth: number; isOptional: boolean }[]
  /** True when the values depend on the options: those shown are of `example`. */
  depends: boolean
  /** A `read:` of a shipped runbook. */
  example: string
  used: { runbook: string; step: string }[]
}

/** Every reader, by name. */
export function readerPages(): ReaderPage[] {
  return [...readerIds].sort().map(id => {
    const reader = findReader(id)
    if (!reader) throw new RangeError(`there is no reader "${id}"`)
    const used = usesOf(id)
    const reads = used.map(use => use.read)
    const example = reads.toSorted((a, b) => JSON.stringify(b).length - JSON.stringify(a).length).at(-1)
    const shapes = (reads.length > 0 ? reads : [id]).map(shapeOf).filter(shape => shape !== undefined)
    const shown = shapeOf(example ?? id) ?? shapes[0] ?? {}
    return {
      id,
      says: reader.describes,
      accepts: reader.accepts === 'any' ? 'any; the reader judges it' : reader.accepts.join(', '),
      options: optionsOf(optionsJsonSchema(reader) as Node),
      values: rowsOf(shown, 0),
      depends: new Set(shapes.map(shape => JSON.stringify(shape))).size > 1,
      example: example === undefined ? '' : typeof example === 'string' ? example : flow(example),
      used: used.map(({ runbook, step }) => ({ runbook, step })),
    }
  })
}

/** Options on one line, as an author would write them in YAML. */
function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).map(([key, item]) => `${key}: ${flow(item)}`)
  return `{ ${entries.join(', ')} }`
}

type Read = Parameters<typeof readable>[0]

function usesOf(id: string): { runbook: string; step: string; read: Read }[] {
  return [...bundle.values()].flatMap(runbook =>
    Object.entries(runbook.steps).flatMap(([step, spec]) => {
      if (spec.kind !== 'check') return []
      const name = typeof spec.read === 'string' ? spec.read : Object.keys(spec.read)[0]
      return name === id ? [{ runbook: runbook.id, step, read: spec.read }] : []
    }),
  )
}

function shapeOf(read: Read): Shape | undefined {
  const found = readable(read)
  return found.kind === 'shape' ? found.shape : undefined
}

function optionsOf(schema: Node): ReaderPage['options'] {
  return Object.entries(schema.properties ?? {}).map(([name, option]) => ({
    name,
    type: typeOf(option),
    isRequired: schema.required?.includes(name) ?? false,
    standard: option.default === undefined ? '' : JSON.stringify(option.default),
    says: option.description ?? '',
  }))
}

function rowsOf(shape: Shape, depth: number): ReaderPage['values'] {
  return Object.entries(shape).flatMap(([key, field]) => [
    { name: key.replace(/\?$/, ''), type: typeName(field), depth, isOptional: key.endsWith('?') },
    ...(typeof field === 'string' ? [] : rowsOf(isList(field) ? field[0] : field, depth + 1)),
  ])
}

function typeName(field: ShapeField): string {
  if (typeof field === 'string') return field
  return isList(field) ? 'list of objects' : 'object'
}

function isList(field: Shape | readonly [Shape]): field is readonly [Shape] {
  return Array.isArray(field)
}
