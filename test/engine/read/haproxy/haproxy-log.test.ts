import { describe, expect, it } from 'vitest'
import { readWith, valuesOf } from '../read-with.ts'

/** What HAProxy 2.6.12 wrote with option httplog. */
const log = `[WARNING]  (13730) : Server down/s1 is DOWN, reason: Layer4 connection problem, info: "Connection refused", check duration: 0ms. 0 active and 0 backup servers left. 0 sessions active, 0 requeued, 0 remaining in queue.
Server chk/s1 is DOWN, reason: Layer7 wrong status, code: 404, info: "Not Found", check duration: 4ms. 0 active and 0 backup servers left.
backend chk has no server available!
Server back/s1 is DOWN, reason: Layer4 timeout, check duration: 2001ms. 0 active and 0 backup servers left.
Server back/s1 is UP, reason: Layer4 check passed, check duration: 0ms. 1 active and 0 backup servers online.
127.0.0.1:56344 [21/Nov/2026:08:58:19.816] web refused/s1 0/0/-1/-1/3003 503 217 - - SC-- 1/1/0/0/3 0/0 "GET /refused HTTP/1.1"
127.0.0.1:43114 [21/Nov/2026:08:58:22.931] web down/<NOSRV> 0/-1/-1/-1/0 503 217 - - SC-- 1/1/0/0/0 0/0 "GET /down HTTP/1.1"
127.0.0.1:43138 [21/Nov/2026:08:58:23.263] web~ slow/s1 0/0/0/-1/1000 504 198 - - sH-- 1/1/0/0/0 0/0 {shop.test|curl} "GET /slow?x=1 HTTP/1.1"
127.0.0.1:43190 [21/Nov/2026:08:58:25.926] web bodycut/s1 0/0/0/0/0 200 52 - - SD-- 1/1/0/0/0 0/0 "GET /bodycut HTTP/1.1"
127.0.0.1:38136 [21/Nov/2026:08:58:32.500] web ok/s1 0/0/0/0/0 200 104 - - ---- 1/1/0/0/0 0/0 "GET /ok HTTP/1.1"
127.0.0.1:38137 [21/Nov/2026:08:58:32.500] web ok/s1 0/0/0/-1/40 -1 0 - - CH-- 1/1/0/0/0 0/0 "GET /left HTTP/1.1"
127.0.0.1:38192 [21/Nov/2026:08:58:33.251] web queue/<NOSRV> 0/500/-1/-1/500 503 217 - - sQ-- 2/2/1/0/0 0/1 "GET /queue HTTP/1.1"
`

describe("the reader of HAProxy's log", () => {
  it.for([
    ['/refused', { state: 'SC', server: 's1', backend: 'refused', status: 503, connect_ms: -1, retries: 3 }],
    ['/down', { state: 'SC', server: '<NOSRV>', status: 503 }],
    ['/slow', { state: 'sH', frontend: 'web', status: 504, total_ms: 1000, path: '/slow' }],
    ['/bodycut', { state: 'SD', status: 200 }],
    ['/queue', { state: 'sQ', queue_ms: 500 }],
  ] as const)('reads the state of a request for %s', ([path, expected]) => {
    expect(valuesOf('haproxy-log', { stdout: log, options: { path } }).last).toMatchObject(expected)
  })

  it.for(['/ok', '/left'])('finds no failure in %s: it went well, or the client left', path => {
    expect(valuesOf('haproxy-log', { stdout: log, options: { path } })).toMatchObject({ count: 0, requests: 1 })
  })

  it.for([
    ['later', { since: String(Date.UTC(2026, 10, 21, 8, 58, 33)) }, 1],
    ['in another zone', { since: String(Date.UTC(2026, 10, 21, 8, 58, 33)), zone: '+0100' }, 0],
    ['of another frontend', { frontend: 'api' }, 0],
    ['of any kind', {}, 5],
  ] as const)('counts failures %s', ([, options, count]) => {
    expect(valuesOf('haproxy-log', { stdout: log, options }).count).toBe(count)
  })

  it('knows the servers that are down, with the reason', () => {
    expect(valuesOf('haproxy-log', { stdout: log }).down).toEqual([
      { backend: 'down', server: 's1', reason: 'Layer4 connection problem', info: 'Connection refused' },
      { backend: 'chk', server: 's1', reason: 'Layer7 wrong status, code: 404', info: 'Not Found' },
    ])
  })

  it('reads lines that syslog put a head in front of, and those of option tcplog', () => {
    const stdout = `Nov 21 08:58:19 web haproxy[7]: 127.0.0.1:1 [21/Nov/2026:08:58:19.816] web shop/s1 0/0/-1/-1/3003 503 217 - - SC-- 1/1/0/0/3 0/0 "GET / HTTP/1.1"
127.0.0.1:2 [21/Nov/2026:08:58:20.816] tcp db/s1 1/-1/3000 0 SC 1/1/0/0/3 0/0
`
    expect(valuesOf('haproxy-log', { stdout }).failures).toMatchObject([
      { state: 'SC', backend: 'shop', status: 503 },
      { state: 'SC', backend: 'db', status: -1, total_ms: 3000 },
    ])
    expect(valuesOf('haproxy-log', { stdout }).readable_lines).toBe(2)
  })

  it('cannot read a log that was cut at its end', () => {
    expect(readWith('haproxy-log', { stdout: log, isCut: true }).ok).toBe(false)
  })
})
