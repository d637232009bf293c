import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accessLog } from '../../../../packages/engine/src/read/log/access-log.ts'
import { output } from '../../../helpers/output.ts'

const now = Date.UTC(2026, 10, 21, 7, 12)
const at = Date.UTC(2026, 10, 21, 7, 11, 5)

const diag =
  '$remote_addr [$time_iso8601] "$request" $status us=$upstream_status ua=$upstream_addr uct=$upstream_connect_time uht=$upstream_header_time urt=$upstream_response_time rt=$request_time host=$host'
const json =
  '{"time":"$time_iso8601","msec":$msec,"host":"$host","method":"$request_method","uri":"$request_uri","status":$status,"us":"$upstream_status","ua":"$upstream_addr","uht":"$upstream_header_time","uct":"$upstream_connect_time","urt":"$upstream_response_time","rt":$request_time,"agent":"$http_user_agent"}'

/** As nginx 1.22.1 wrote them by these formats. */
const diagLog = `127.0.0.1 [2026-11-21T07:00:05+00:00] "GET /early HTTP/1.1" 502 us=- ua=- uct=- uht=- urt=- rt=0.301 host=shop.test
127.0.0.1 [2026-11-21T07:11:05+00:00] "GET /dead?q=1,2 HTTP/1.1" 502 us=502, 502 ua=127.0.0.1:7999, 127.0.0.1:7998 uct=-, - uht=-, - urt=0.000, 0.000 rt=0.012 host=shop.test
127.0.0.1 [2026-11-21T07:11:05+00:00] "GET /two HTTP/1.1" 200 us=502, 200 ua=127.0.0.1:7999, 127.0.0.1:7011 uct=-, 0.000 uht=-, 0.000 urt=0.000, 0.000 rt=0.000 host=other.test
`
const jsonLog = `{"time":"2026-11-21T07:11:05+00:00","msec":1795245065.483,"host":"shop.test","method":"GET","uri":"/umissing?q=1,2","status":502,"us":"502","ua":"unix:/srv/none.sock","uht":"-","uct":"-","urt":"0.000","rt":0.000,"agent":"a \\"b\\" c"}
`
const combinedLog = `127.0.0.1 - - [21/Nov/2026:09:11:05 +0200] "GET /x?a HTTP/1.1" 504 167 "-" "curl/7.88.1"
127.0.0.1 - - [21/Nov/2026:09:11:06 +0200] "\\x16\\x03\\x01" 400 157 "-" "-"
`

describe('the reader access-log', () => {
  it('reads a format with upstream variables, several upstreams of one request included', () => {
    expect(read(diagLog, { format: diag, host: 'shop.test', since: '5m' })).toEqual({
      lines: [dead],
      count: 1,
      statuses: { 502: 1 },
      server_errors: 1,
      has_upstream: true,
      last_error: dead,
    })
  })

  it('reads a JSON format', () => {
    expect(read(jsonLog, { format: json }).last_error).toEqual({
      time_ms: at + 483,
      status: 502,
      method: 'GET',
      path: '/umissing',
      upstream_status: '502',
      upstream_addr: 'unix:/srv/none.sock',
      upstream_header_time: '-',
      upstream_connect_time: '-',
      upstream_response_time: '0.000',
      request_time: 0,
      host: 'shop.test',
    })
  })

  it('reads combined when no format is given, and cannot filter by a host that is not there', () => {
    const values = read(combinedLog, { format: '', host: 'shop.test' })
    expect(values).toMatchObject({ count: 2, statuses: { 400: 1, 504: 1 }, server_errors: 1, has_upstream: false })
    expect(values.last_error).toMatchObject({
      time_ms: at,
      status: 504,
      method: 'GET',
      path: '/x',
      upstream_status: '',
    })
  })

  it.each([
    [{ path: '/two?x' }, 1],
    [{ host: 'shop.test' }, 2],
    [{ since: String(at + 999) }, 2],
    [{ since: String(at + 1000) }, 0],
    [{}, 3],
  ])('with %j keeps %i lines', (options, count) => {
    expect(read(diagLog, { format: diag, ...options }).count).toBe(count)
  })

  it('takes an empty log as one without requests and refuses one of another format', () => {
    expect(read('', {})).toMatchObject({ lines: [], count: 0, server_errors: 0 })
    expect(accessLog.read(output({ stdout: combinedLog, startedAt: now }), { format: diag }, { now })).toMatchObject({
      ok: false,
      reason: 'unreadable',
    })
  })

  it('reads back what a format wrote, whatever the quoted values', () => {
    const agent = fc.string().map(text => text.replace(/["\\\p{Cc}]/gu, 'x'))
    fc.assert(
      fc.property(agent, fc.integer({ min: 100, max: 599 }), (text, status) => {
        const log = `127.0.0.1 - - [21/Nov/2026:07:11:05 +0000] "GET /a HTTP/1.1" ${status} 1 "${text}" "${text}"`
        expect(read(log, {}).lines[0]).toMatchObject({ status, path: '/a', time_ms: at })
      }),
    )
  })

  it('never throws, whatever the format and text', () => {
    const piece = fc.constantFrom(
      '$',
      '${',
      'status',
      'request',
      '"',
      '\\',
      '-',
      ' ',
      '502',
      '}',
      'upstream_addr',
      '\n',
    )
    const text = fc.array(piece, { maxLength: 30 }).map(parts => parts.join(''))
    fc.assert(
      fc.property(
        text,
        text,
        (format, stdout) =>
          typeof accessLog.read(output({ stdout, startedAt: now }), { format }, { now }).ok === 'boolean',
      ),
    )
  })
})

const dead = {
  time_ms: at,
  status: 502,
  method: 'GET',
  path: '/dead',
  upstream_status: '502, 502',
  upstream_addr: '127.0.0.1:7999, 127.0.0.1:7998',
  upstream_header_time: '-, -',
  upstream_connect_time: '-, -',
  upstream_response_time: '0.000, 0.000',
  request_time: 0.012,
  host: 'shop.test',
}

function read(stdout: string, options: unknown) {
  const reading = accessLog.read(output({ stdout, startedAt: now }), accessLog.options.parse(options), { now })
  if (!reading.ok) throw new Error(reading.problem)
  return reading.values as unknown as { lines: (typeof dead)[]; count: number; last_error?: typeof dead }
}
