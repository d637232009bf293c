import { describe, expect, it } from 'vitest'
import { readWith, valuesOf } from '../read-with.ts'

const now = Date.parse('2026-11-21T10:00:00Z')
const at = (minute: number) => `2026-11-21T09:${String(minute).padStart(2, '0')}:00.123Z`

describe('app-service-log', () => {
  const container = 'Container app-shop_0_1a2b3c4d'
  it.each<[string, string, object]>([
    [
      'a port without an answer',
      `${at(50)} ERROR - ${container} didn't respond to HTTP pings on port: 8080, failing site start. See container logs for debugging.`,
      { start: 'ping', port: 8080 },
    ],
    [
      'a start that took too long',
      `${at(50)} ERROR - ${container} for site app-shop did not start within expected time limit. Elapsed time = 230.1068051 sec`,
      { start: 'too-slow', elapsed: '230.1068051' },
    ],
    ['an end', `${at(50)} ERROR - ${container} for site app-shop has exited, failing site start`, { start: 'exited' }],
    [
      'an unknown tag',
      `${at(50)} ERROR - DockerApiException: Docker API responded with status code=NotFound, response={"message":"manifest unknown"}`,
      { start: 'pull' },
    ],
    [
      'a failure that a later start mended',
      `${at(40)} ERROR - ${container} for site app-shop has exited, failing site start\n${at(50)} INFO  - ${container} for site app-shop initialized successfully and is ready to serve requests.`,
      { start: 'ready' },
    ],
    [
      'a failure that is too old',
      `2026-11-21T07:00:00Z ERROR - ${container} for site app-shop has exited, failing site start`,
      { start: '', empty: true },
    ],
    ['a loopback address', `${at(50)} ready on http://127.0.0.1:8080`, { listen_host: '127.0.0.1', listen_port: 8080 }],
    ['a port alone', `${at(50)} Example app listening on port 3000!`, { listen_host: '', listen_port: 3000 }],
    [
      'a crash, by its error and not by the mark below it',
      `${at(50)} TypeError: x is not a function\n${at(50)}     at a.js:1:1\n${at(50)} Node.js v20.11.0`,
      { error: 'uncaught', error_line: 'TypeError: x is not a function' },
    ],
    [
      'an end by the heap, and not an older error that had nothing to do with it',
      `${at(40)} Error: login failed\n${at(50)} FATAL ERROR: Reached heap limit - JavaScript heap out of memory`,
      { error: 'heap', error_line: 'FATAL ERROR: Reached heap limit - JavaScript heap out of memory' },
    ],
    [
      'the time of the last start and of the error',
      `${at(40)} ERROR - ${container} for site app-shop has exited, failing site start\n${at(50)} Error: Cannot find module 'express'`,
      { start_at: '2026-11-21 09:40:00 UTC', error_at: '2026-11-21 09:50:00 UTC' },
    ],
    ['an error that was caught', `${at(50)} TypeError: x is not a function\n${at(51)} GET / 500`, { error: '' }],
    [
      'a name that does not resolve',
      `${at(50)} Error: getaddrinfo ENOTFOUND db.internal.example.com`,
      { error: 'dns', remote: 'db.internal.example.com' },
    ],
    ['a 502 of its own', `${at(50)} - - "GET /cart HTTP/1.1" 502 37`, { answered_502: 1 }],
    ['the bytes of a 200', `${at(50)} - - "GET /cart HTTP/1.1" 200 502`, { answered_502: 0 }],
    ['a kill after SIGTERM', `${at(50)} received SIGTERM\n${at(51)} exited with code 137`, { stopped_hard: true }],
    ['an end after SIGTERM', `${at(50)} received SIGTERM\n${at(51)} closed`, { stopped_hard: false }],
  ])('reads %s', (_, stdout, expected) => {
    expect(valuesOf('app-service-log', { stdout, now })).toMatchObject(expected)
  })

  it.each([
    ['a page of a proxy', { stdout: '<html><body>Blocked</body></html>' }, /web page/],
    [
      'a missing right',
      {
        code: 1,
        stderr: `ERROR: Forbidden({"error":{"code":"AuthorizationFailed","message":"The client 'a' does not have authorization to perform action 'Microsoft.Web/sites/containerlogs/action' over scope 'b'"}})`,
      },
      /Microsoft\.Web\/sites\/containerlogs\/action/,
    ],
  ])('takes %s for no log', (_, run, problem) => {
    expect(readWith('app-service-log', run)).toMatchObject({ ok: false, problem: expect.stringMatching(problem) })
  })
})

describe('w3c-log', () => {
  const fields = '#Fields: date time cs-method sc-status sc-substatus sc-win32-status time-taken'
  const row = (minute: number, code: string) => `2026-11-21 09:${minute}:00 GET ${code} 15`

  it('counts failed requests by status, sub-status and Windows code', () => {
    const stdout = [fields, row(50, '200 0 0'), row(51, '502 3 12002'), row(52, '500 1001 2'), row(53, '502 3 12002')]
    expect(valuesOf('w3c-log', { stdout: stdout.join('\r\n'), now })).toMatchObject({
      requests: 4,
      status: 502,
      substatus: 3,
      win32: 12002,
      last_at: '2026-11-21 09:53:00 UTC',
      failures: [
        { status: 502, substatus: 3, win32: 12002, count: 2 },
        { status: 500, substatus: 1001, win32: 2, count: 1 },
      ],
    })
  })

  it('leaves out what is too old', () => {
    const stdout = `${fields}\n2026-11-21 07:00:00 GET 502 3 12002 15\n`
    expect(valuesOf('w3c-log', { stdout, now })).toMatchObject({ requests: 0, status: 0, failures: [] })
  })

  it('refuses a text that names no fields', () => {
    expect(readWith('w3c-log', { stdout: 'hello' })).toMatchObject({ ok: false })
  })
})
