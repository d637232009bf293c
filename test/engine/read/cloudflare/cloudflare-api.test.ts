import { describe, expect, it } from 'vitest'
import { readWith, valuesOf } from '../read-with.ts'

const zones = {
  permission: 'Zone Read',
  lists: { zones: { path: '@', fields: { id: { path: 'id', type: 'string' } } } },
}
const answered = (body: object | string, code = 200) =>
  `${typeof body === 'string' ? body : JSON.stringify(body)}\n${code}\n`
const failed = (code: number, number: number, message: string) =>
  answered({ success: false, errors: [{ code: number, message }], messages: [], result: null }, code)

describe('an answer of the API', () => {
  it('yields rows, in which an absent text is empty', () => {
    const stdout = answered({ success: true, errors: [], messages: [], result: [{ id: 'a' }, {}] })
    expect(valuesOf('cloudflare-api', { stdout, options: zones })).toEqual({ zones: [{ id: 'a' }, { id: '' }] })
  })

  it('yields single values, in which an absent text is empty', () => {
    const stdout = answered({ success: true, result: { value: 120, editable: false } })
    const fields = {
      value: { path: 'value', type: 'int' },
      editable: { path: 'editable', type: 'string' },
      more: { path: 'more', type: 'string' },
    }
    expect(valuesOf('cloudflare-api', { stdout, options: { fields } })).toEqual({
      value: 120,
      editable: 'false',
      more: '',
    })
  })

  it('yields counts of analytics', () => {
    const options = { lists: { groups: { path: 'v.groups', fields: { count: { path: 'count', type: 'int' } } } } }
    const stdout = answered({ data: { v: { groups: [{ count: 3 }] } }, errors: null })
    expect(valuesOf('cloudflare-api', { stdout, options })).toEqual({ groups: [{ count: 3 }] })
  })
})

describe('no answer of the API', () => {
  it.each<[title: string, run: { stdout?: string; stderr?: string; code?: number }, problem: RegExp, reason?: string]>([
    ['no token', { stderr: 'no CLOUDFLARE_API_TOKEN\n', code: 1 }, /export it/, 'permission'],
    ['a bad token', { stdout: failed(403, 9109, 'Invalid access token') }, /does not take this token/, 'permission'],
    ['a missing right', { stdout: failed(403, 10000, 'Authentication error') }, /lacks Zone Read/, 'permission'],
    [
      'a malformed header',
      { stdout: failed(400, 6003, 'Invalid request headers') },
      /cannot read the token/,
      'permission',
    ],
    ['too many requests', { stdout: failed(429, 971, 'Please wait') }, /Wait 5 minutes/],
    ['an error of its own', { stdout: failed(500, 10013, 'unknown') }, /The API itself fails/],
    ['another refusal', { stdout: failed(404, 7003, 'Could not route') }, /refuses this \(404: 7003 Could not route\)/],
    ['a page', { stdout: answered('<html>Blocked</html>', 403) }, /web page came instead/, 'unreadable'],
    ['half of it', { stdout: answered('{"success":true,"resu') }, /not whole JSON/, 'unreadable'],
    ['no status', { stdout: '{"success":true,"result":[]}' }, /not a whole answer/, 'unreadable'],
    ['no result', { stdout: answered({ success: true, result: null }) }, /no result/, 'unreadable'],
    ['no list', { stdout: answered({ success: true, result: { id: 'a' } }) }, /is not a list/, 'unreadable'],
    ['no connection', { stderr: 'curl: (28) Operation timed out\n', code: 28 }, /gave no answer: Operation timed out/],
  ])('is evidence: %s', (_title, run, problem, reason) => {
    const reading = readWith('cloudflare-api', { ...run, options: zones })
    expect(reading).toMatchObject({ ok: false, problem: expect.stringMatching(problem) })
    expect('reason' in reading ? reading.reason : undefined).toBe(reason)
  })

  it('is a refusal of analytics, although its status is 200', () => {
    const errors = [{ message: "zone 'x' does not have access to the path", extensions: { code: 'authz' } }]
    const stdout = answered({ data: null, errors })
    const reading = readWith('cloudflare-api', { stdout, options: { ...zones, permission: 'Analytics Read' } })
    expect(reading).toMatchObject({
      ok: false,
      reason: 'permission',
      problem: expect.stringMatching(/lacks Analytics Read/),
    })
  })

  it('is an empty list where that cannot be', () => {
    const stdout = answered({ success: true, result: [] })
    const reading = readWith('cloudflare-api', {
      stdout,
      options: { ...zones, never_empty: 'it is of another account' },
    })
    expect(reading).toMatchObject({
      ok: false,
      reason: 'permission',
      problem: 'The API shows none: it is of another account.',
    })
  })
})
