import { describe, expect, it } from 'vitest'
import { parseHaproxyLine } from '../../../../packages/engine/src/read/haproxy/haproxy-log-line.ts'

const before = 'Nov 21 08:58:19 host haproxy[812]: 127.0.0.1:52344 [21/Nov/2026:08:58:19.816]'

describe("a line of HAProxy's log", () => {
  it.for([
    [
      `${before} web shop/s1 0/0/-1/-1/3003 503 217 - - SC-- 1/1/0/0/3 0/0 "GET /a?token=x HTTP/1.1"`,
      {
        frontend: 'web',
        backend: 'shop',
        server: 's1',
        queue_ms: 0,
        connect_ms: -1,
        response_ms: -1,
        total_ms: 3003,
        status: 503,
        state: 'SC',
        retries: 3,
        method: 'GET',
        path: '/a',
      },
    ],
    [
      `${before} web~ shop/<NOSRV> 0/-1/-1/-1/+5 -1 +0 - - CR-- 1/1/0/0/+1 0/0 {shop.test} {} "<BADREQ>"`,
      { frontend: 'web', server: '<NOSRV>', queue_ms: -1, status: -1, state: 'CR', retries: 1, method: '', path: '' },
    ],
    [
      `${before} tls api/a1 1/-1/2004 0 SC 1/1/0/0/3 0/0`,
      {
        frontend: 'tls',
        backend: 'api',
        queue_ms: 1,
        connect_ms: -1,
        response_ms: -1,
        total_ms: 2004,
        status: -1,
        state: 'SC',
        retries: 3,
        path: '',
      },
    ],
  ] as const)('%s', ([line, expected]) => {
    expect(parseHaproxyLine(line, 0)).toMatchObject({ ...expected, time_ms: Date.UTC(2026, 10, 21, 8, 58, 19, 816) })
  })

  it('is in the zone of the machine', () => {
    const line = `${before} tls api/a1 1/-1/2004 0 SC 1/1/0/0/3 0/0`
    expect(parseHaproxyLine(line, 3_600_000)?.time_ms).toBe(Date.UTC(2026, 10, 21, 7, 58, 19, 816))
  })

  it.for(['', 'Server shop/s1 is DOWN, reason: Layer4 timeout.', `${before} web shop/s1 ${'x'.repeat(8192)}`])(
    'is no request: %s',
    line => {
      expect(parseHaproxyLine(line, 0)).toBeUndefined()
    },
  )
})
