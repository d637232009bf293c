import { describe, expect, it } from 'vitest'
import { curlFailure } from '../../../../packages/engine/src/read/http/curl-failure.ts'

const exited = (code: number) => ({ kind: 'exited', code }) as const

describe('why curl got no response', () => {
  it.for([
    ['curl: (7) Failed to connect to 127.0.0.1 port 3000 after 0 ms: Connection refused', 'refused'],
    ["curl: (7) Failed to connect to 10.0.0.9 port 80 after 3071 ms: Couldn't connect to server", 'unreachable'],
    ["curl: (7) Failed to connect to 10.0.0.9 port 80 after 2 ms: Couldn't connect to server", 'refused'],
    ['curl: (7) Failed to connect to 10.0.0.9 port 80: No route to host', 'unreachable'],
    ['curl: (6) Could not resolve host: shop.test', 'dns'],
    ['curl: (28) Operation timed out after 15001 milliseconds with 0 bytes received', 'timeout'],
    ['curl: (60) SSL certificate problem: certificate has expired', 'tls'],
    ['curl: (52) Empty reply from server', 'empty-reply'],
    ['curl: (56) Recv failure: Connection reset by peer', 'reset'],
    ['curl: (56) OpenSSL SSL_read: error:0A00045C:SSL routines::tlsv13 alert certificate required, errno 0', 'tls'],
    ['curl: (56) Received HTTP code 407 from proxy after CONNECT', 'other'],
    ['curl: (3) URL using bad/illegal format or missing URL', 'bad-url'],
    ['curl: (18) transfer closed with 10 bytes remaining to read', 'other'],
  ] as const)('%s is %s', ([said, kind]) => {
    expect(curlFailure({ ending: exited(1), said })).toEqual({ kind, text: said.replace(/^curl: \(\d+\) /, '') })
  })

  it.for([
    [exited(0), { kind: '', text: '' }],
    [exited(7), { kind: 'refused', text: 'curl ended with exit code 7' }],
    [
      { kind: 'timed-out', afterMs: 20_000 },
      { kind: 'timeout', text: 'curl was stopped after 20000 ms' },
    ],
  ] as const)('is known from the end alone: %j', ([ending, expected]) => {
    expect(curlFailure({ ending, said: '' })).toEqual(expected)
  })
})
