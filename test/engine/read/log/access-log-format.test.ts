import { describe, expect, it } from 'vitest'
import { combinedFormat, logParser } from '../../../../packages/engine/src/read/log/access-log-format.ts'

/** The values of some variables in one line. */
function valuesOf(format: string, line: string): Record<string, string> | undefined {
  const fields = logParser(format).parse(line)
  return fields && Object.fromEntries(fields)
}

describe('a log_format', () => {
  it.for([
    [
      'combined',
      combinedFormat,
      '127.0.0.1 - - [21/Nov/2026:08:00:00 +0000] "GET /a HTTP/1.1" 502 157 "-" "curl/7.88.1"',
      {
        request: 'GET /a HTTP/1.1',
        status: '502',
        time_local: '21/Nov/2026:08:00:00 +0000',
        http_user_agent: 'curl/7.88.1',
      },
    ],
    [
      'several upstreams',
      '$status us=$upstream_status rt=$request_time',
      '502 us=502, 504 : 200 rt=0.004',
      { upstream_status: '502, 504 : 200', request_time: '0.004' },
    ],
    ['none', '$status us=$upstream_status rt=$request_time', '499 us=- rt=0.004', { upstream_status: '-' }],
    ['braces', '${status}x$host', '502xshop.test', { status: '502', host: 'shop.test' }],
    ['escapes', '"$http_user_agent" $status', String.raw`"a\x22b" 200`, { http_user_agent: 'a"b', status: '200' }],
    [
      'JSON',
      '{"a":"$http_user_agent","s":"$status"}',
      String.raw`{"a":"x\"y\u0041","s":"502"}`,
      { http_user_agent: 'x"yA', status: '502' },
    ],
    ['nothing but text', 'up', 'up', {}],
  ] as const)('with %s', ([, format, line, expected]) => {
    expect(valuesOf(format, line)).toMatchObject(expected)
  })

  it.for([
    ['another form', combinedFormat, 'GET /a 502'],
    ['more behind it', '$status', '502 x'],
    ['a status that is none', '$status $host', 'abc shop.test'],
  ] as const)('does not take a line of %s', ([, format, line]) => {
    expect(valuesOf(format, line)).toBeUndefined()
  })

  it('knows its variables', () => {
    expect(logParser('$status ${host}').has('host')).toBe(true)
    expect(logParser('$status').has('upstream_status')).toBe(false)
  })
})
