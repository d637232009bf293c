import * as z from 'zod'
import { fieldsOf, jsonFields } from './json-fields.ts'
import { defineReader } from './reader.ts'

/** Yields the named fields of a JSON text; a field is absent when its path is, or when its value is of another type. */
export const json = defineReader({
  id: 'json',
  describes: 'Fields of a JSON text, each by a dotted path and a type; a field whose path is absent is absent.',
  options: z.strictObject({ fields: jsonFields }),
  accepts: [0],
  shape: ({ fields }) => Object.fromEntries(Object.entries(fields).map(([name, { type }]) => [`${name}?`, type])),
  read({ stdout }, { fields }) {
    let root: unknown
    try {
      root = JSON.parse(stdout.replace(/^\uFEFF/, ''))
    } catch {
      return { ok: false, problem: 'The output is not JSON.' }
    }
    return { ok: true, values: fieldsOf(root, fields) }
  },
})
