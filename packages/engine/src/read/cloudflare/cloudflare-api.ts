import * as z from 'zod'
import type { Output } from '../../ports.ts'
import { jsonAnswer, unreadable } from '../cloud/cloud-answer.ts'
import { isObject } from '../common/json.ts'
import { curlFailure } from '../http/curl-failure.ts'
import { atPath, fieldsOf, jsonFields, jsonPath } from '../json-fields.ts'
import { defineReader, type Reading, type Shape, type Value } from '../reader.ts'

const name = z.string().regex(/^[a-z_]\w*$/i)

const options = z.strictObject({
  /** Single values below `result` (below `data` for analytics), as the reader `json` takes them; a text that is absent is empty. */
  fields: jsonFields.default({}),
  /** Lists of objects: each item of the list at `path` gives a row of `fields`. */
  lists: z.record(name, z.strictObject({ path: jsonPath, fields: jsonFields })).default({}),
  /** The permissions of a token that this call takes, for the words of a refusal. */
  permission: z.string().default('the permission to read this'),
  /** What an empty list means that must not be taken for "there is none": the rest of a sentence. */
  never_empty: z.string().default(''),
})

/**
 * Reads an answer of Cloudflare's API v4 or of its GraphQL analytics, with the HTTP status on a last line of its own
 * (`-w '\n%{http_code}\n'`), since curl ends with 0 on every status. An answer counts only when `success` is true, or for
 * GraphQL when there are no `errors` (developers.cloudflare.com/api, developers.cloudflare.com/analytics/graphql-api/errors).
 */
export const cloudflareApi = defineReader({
  id: 'cloudflare-api',
  describes: "Values of an answer of Cloudflare's API; a refusal is an unknown with its reason.",
  options,
  accepts: 'any',
  shape: ({ fields, lists }) => ({
    ...rowShape(fields),
    ...Object.fromEntries(Object.entries(lists).map(([key, list]) => [key, [rowShape(list.fields)] as const])),
  }),
  read(output, given) {
    if (/no CLOUDFLARE_API_TOKEN/.test(output.stderr))
      return refused(
        `There is no CLOUDFLARE_API_TOKEN in the environment. Make a token that has ${given.permission}, and export it.`,
      )
    const failure = curlFailure({ ending: output.ending, said: output.stderr })
    if (failure.kind !== '') return { ok: false, problem: `Cloudflare's API gave no answer: ${failure.text}.` }
    return readAnswer(output, given)
  },
})

type Given = z.infer<typeof options>

function readAnswer({ stdout, isCut }: Output, given: Given): Reading {
  const [, body = '', code = ''] = /^([\s\S]*)\n(\d{3})\s*$/.exec(stdout) ?? []
  if (isCut || code === '') return unreadable('This is not a whole answer of the API with its status.')
  const answer = jsonAnswer(body, code)
  if (!answer.ok) return answer
  const { root } = answer
  const problem = problemOf(root, Number(code), given)
  if (problem) return problem
  const base = isObject(root) && 'data' in root ? root.data : isObject(root) ? root.result : undefined
  if (base === undefined || base === null) return unreadable('The answer has no result.')
  const wrong = Object.values(given.lists).find(({ path }) => !Array.isArray(atPath(base, path)))
  if (wrong) return unreadable(`"${wrong.path}" of the answer is not a list.`)
  const lists = Object.entries(given.lists).map(
    ([id, list]) => [id, rowsOf(atPath(base, list.path), list.fields)] as const,
  )
  if (given.never_empty !== '' && lists.every(([, rows]) => rows.length === 0))
    return refused(`The API shows none: ${given.never_empty}.`)
  return { ok: true, values: { ...rowOf(base, given.fields), ...Object.fromEntries(lists) } }
}

/** 9109 and 1000 are bad tokens, 10000 is a bad token or a missing permission, 6003 a malformed header. */
function problemOf(root: unknown, code: number, { permission }: Given): Reading | undefined {
  const [first] = isObject(root) && Array.isArray(root.errors) ? root.errors : []
  const said = isObject(first) ? `${first.code ?? ''} ${first.message ?? ''}`.trim() : ''
  if (code === 429)
    return {
      ok: false,
      problem: `The API limits how often it may be asked (429: ${said}). Wait 5 minutes, then try again.`,
    }
  if (/^(?:9109|1000|1001)\b/.test(said) || code === 401)
    return refused(`Cloudflare does not take this token (${said}): it is wrong, expired or revoked. Make a new one.`)
  if (code === 403 || /^10000\b/.test(said) || /\bauthz\b|does not have access/.test(JSON.stringify(first) ?? ''))
    return refused(`Cloudflare refuses (${said}): the token is not valid, or it lacks ${permission}.`)
  if (code === 400 && /^(?:6003|6111|9106)\b/.test(said))
    return refused(`Cloudflare cannot read the token (${said}). Export it without "Bearer", quotes or line ends.`)
  if (code >= 500) return { ok: false, problem: `The API itself fails (${code}: ${said}). See cloudflarestatus.com.` }
  const isGraph = isObject(root) && 'data' in root
  if (isGraph ? first !== undefined : !isObject(root) || root.success !== true)
    return { ok: false, problem: `The API refuses this (${code}: ${said || 'without a reason'}).` }
  return undefined
}

function rowShape(fields: Given['fields']): Shape {
  return Object.fromEntries(Object.entries(fields).map(([id, { type }]) => [type === 'string' ? id : `${id}?`, type]))
}

function rowsOf(list: unknown, fields: Given['fields']): Record<string, Value>[] {
  return (Array.isArray(list) ? list : []).map(item => rowOf(item, fields))
}

function rowOf(item: unknown, fields: Given['fields']): Record<string, Value> {
  const texts = Object.entries(fields).filter(([, { type }]) => type === 'string')
  return { ...Object.fromEntries(texts.map(([id]) => [id, ''])), ...fieldsOf(item, fields) }
}

function refused(problem: string): Reading {
  return { ok: false, problem, reason: 'permission' }
}
