import { z } from 'zod'
import { defineReader, type Value } from './reader.ts'

const types = ['int', 'double', 'string', 'bool', 'list<string>'] as const
type FieldType = (typeof types)[number]

const field = z.strictObject({
  path: z.string().regex(/^(?:[^.[\]]+|\[\d+\])(?:\.[^.[\]]+|\[\d+\])*$/, 'A path looks like `a.b[0].c`.'),
  type: z.enum(types),
})

/** Yields the named fields of a JSON text; a field is absent when its path is, or when its value is of another type. */
export const json = defineReader({
  id: 'json',
  describes: 'Fields of a JSON text, each by a dotted path and a type; a field whose path is absent is absent.',
  options: z.strictObject({
    fields: z.record(z.string().regex(/^[a-z_]\w*$/i), field),
  }),
  accepts: [0],
  shape: ({ fields }) => Object.fromEntries(Object.entries(fields).map(([name, { type }]) => [`${name}?`, type])),
  read({ stdout }, { fields }) {
    let root: unknown
    try {
      root = JSON.parse(stdout.replace(/^\uFEFF/, ''))
    } catch {
      return { ok: false, problem: 'The output is not JSON.' }
    }
    const values: Record<string, Value> = {}
    for (const [name, { path, type }] of Object.entries(fields)) {
      const value = typed(at(root, path), type)
      if (value !== undefined) values[name] = value
    }
    return { ok: true, values }
  },
})

function at(root: unknown, path: string): unknown {
  let value = root
  for (const [, index, key = ''] of path.matchAll(/\[(\d+)\]|([^.[\]]+)/g)) {
    if (index !== undefined) value = Array.isArray(value) ? value[Number(index)] : undefined
    else value = isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined
  }
  return value
}

function typed(value: unknown, type: FieldType): Value | undefined {
  if (value === undefined || value === null) return undefined
  if (type === 'list<string>') return Array.isArray(value) ? value.map(textOf) : undefined
  if (type === 'bool') return typeof value === 'boolean' ? value : undefined
  if (type === 'string') return textOf(value)
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof number !== 'number') return undefined
  return (type === 'int' ? Number.isSafeInteger(number) : Number.isFinite(number)) ? number : undefined
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
