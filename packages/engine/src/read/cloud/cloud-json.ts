import * as z from 'zod'
import { isObject } from '../common/json.ts'
import { asText, atPath, fieldsOf, jsonFields, jsonPath } from '../json-fields.ts'
import { defineReader, type Reading, type Shape, type Value } from '../reader.ts'
import { cloudRefusal, jsonAnswer, unreadable } from './cloud-answer.ts'
import { cloudFailure } from './cloud-failure.ts'

const name = z.string().regex(/^[a-z_]\w*$/i)

const options = z.strictObject({
  provider: z.enum(['aws', 'azure']),
  /** The path that must be there for an answer to count; `@` when any JSON value does. */
  key: jsonPath,
  /** Single values, as the reader `json` takes them. */
  fields: jsonFields.default({}),
  /** Lists of objects: each item of the list at `path` gives a row of `fields`. */
  lists: z.record(name, z.strictObject({ path: jsonPath, fields: jsonFields })).default({}),
  /** Lists of `{name, value}` pairs, or plain objects, as a map of texts. Never for app settings: they hold secrets. */
  maps: z
    .record(name, z.strictObject({ path: jsonPath, name: z.string().default(''), value: z.string().default('') }))
    .default({}),
  /** What was asked (account and region, or subscription), for the words about something that is not found. */
  asked: z.string().default(''),
  /** True where "not found" is an answer: then `found` is false and all else is empty or absent. */
  may_be_missing: z.boolean().default(false),
})

/**
 * Yields values of the JSON that `aws` or `az` printed. An answer counts only when the exit code is 0, the output is JSON
 * and `key` is there; every other case is an unknown whose reason says what to do (log in, which right is missing, wait).
 *
 * For authors: `read: { cloud-json: { provider: aws, key: TargetGroups, fields: { port: { path: 'TargetGroups[0].Port',
 * type: int } }, lists: { targets: { path: TargetGroups, fields: { name: { path: TargetGroupName, type: string } } } } } }`.
 * A text that is absent is empty and so is a list, among the fields and in rows. A number or boolean that is absent is
 * absent: ask `"port" in present` for a field and `has(t.port)` in a row (CEL's has() takes no bare name). A single field
 * cannot be called `type`, as CEL has that name. With `--query` the whole answer is the path `@`.
 * `az rest` and ARM answers are read alike; `found` is true unless `may_be_missing` is set and nothing was found.
 */
export const cloudJson = defineReader({
  id: 'cloud-json',
  describes:
    'Values of the JSON that the aws or az command printed; a refusal of the cloud is an unknown with its reason.',
  options,
  accepts: 'any',
  shape: ({ fields, lists, maps }): Shape => ({
    found: 'bool',
    present: 'list<string>',
    ...rowShape(fields),
    ...Object.fromEntries(Object.entries(lists).map(([key, list]) => [key, [rowShape(list.fields)] as const])),
    ...Object.fromEntries(Object.keys(maps).map(key => [key, 'map<string, string>'])),
  }),
  read(output, given) {
    if (given.may_be_missing && cloudFailure(output, given)?.kind === 'not-found') return missing(given)
    const refusal = cloudRefusal(output, given)
    if (refusal) return refusal
    return readAnswer(output.stdout, given)
  },
})

type Options = z.infer<typeof options>

function readAnswer(stdout: string, { key, fields, lists, maps }: Options): Reading {
  if (stdout.trim() === '') return unreadable('The command printed nothing, where an answer was expected.')
  const answer = jsonAnswer(stdout)
  if (!answer.ok) return answer
  const { root } = answer
  const found = atPath(root, key)
  if (found === undefined || found === null)
    return unreadable(`The answer has no "${key}", so it is not the answer to this question.`)
  const rows = Object.entries(lists).map(([id, list]) => [id, rowsOf(atPath(root, list.path), list.fields)] as const)
  const wrong = Object.entries(lists).find(([, list]) => !isListOrAbsent(atPath(root, list.path)))
  if (wrong) return unreadable(`"${wrong[1].path}" of the answer is not a list.`)
  return {
    ok: true,
    values: {
      found: true,
      ...given(root, fields),
      ...Object.fromEntries(rows),
      ...Object.fromEntries(Object.entries(maps).map(([id, map]) => [id, mapOf(atPath(root, map.path), map)])),
    },
  }
}

function missing({ fields, lists, maps }: Options): Reading {
  const empty = [...Object.keys(lists).map(id => [id, []] as const), ...Object.keys(maps).map(id => [id, {}] as const)]
  return { ok: true, values: { found: false, ...given(undefined, fields), ...Object.fromEntries(empty) } }
}

function given(root: unknown, fields: Options['fields']): Record<string, Value> {
  const values = fieldsOf(root, fields)
  return { present: Object.keys(values), ...emptyTexts(fields), ...values }
}

function rowShape(fields: Options['fields']): Shape {
  const isAlways = (type: string) => type === 'string' || type === 'list<string>'
  return Object.fromEntries(Object.entries(fields).map(([id, { type }]) => [isAlways(type) ? id : `${id}?`, type]))
}

function rowsOf(list: unknown, fields: Options['fields']): Record<string, Value>[] {
  const items = Array.isArray(list) ? list : []
  return items.map(item => ({ ...emptyTexts(fields), ...fieldsOf(item, fields) }))
}

function emptyTexts(fields: Options['fields']): Record<string, Value> {
  const empty: Record<string, Value> = { string: '', 'list<string>': [] }
  return Object.fromEntries(
    Object.entries(fields).flatMap(([id, { type }]) => (type in empty ? [[id, empty[type] ?? '']] : [])),
  )
}

function mapOf(value: unknown, { name: nameKey, value: valueKey }: { name: string; value: string }) {
  if (isObject(value)) return texts(Object.entries(value))
  const pairs = (Array.isArray(value) ? value : [])
    .filter(isObject)
    .map(item => [item[nameKey], item[valueKey]] as const)
  return texts(pairs)
}

function texts(pairs: readonly (readonly [unknown, unknown])[]): Record<string, string> {
  const known = pairs.filter(([id, value]) => typeof id === 'string' && value !== undefined && value !== null)
  return Object.fromEntries(known.map(([id, value]) => [String(id), asText(value)]))
}

function isListOrAbsent(value: unknown): boolean {
  return value === undefined || value === null || Array.isArray(value)
}
