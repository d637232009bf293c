import { describe, expect, it } from 'vitest'
import { readWith, valuesOf } from '../read-with.ts'

/** Lines of Apache 2.4.71, each list what one failing request wrote; the time and process are put in front. */
const requests: [string, string[], object][] = [
  [
    'a refused connection',
    [
      'proxy:error|(111)Connection refused: AH00957: http: attempt to connect to 127.0.0.1:19001 (localhost:19001) failed',
      'proxy_http:error|[client 127.0.0.1:43728] AH01114: HTTP: failed to make connection to backend: localhost',
    ],
    { kind: 'connect-failed', errno: 111, errno_text: 'Connection refused', host: '127.0.0.1', port: 19001 },
  ],
  [
    'a missing socket',
    [
      'proxy:error|(2)No such file or directory: AH02454: http: attempt to connect to Unix domain socket /run/shop.sock (localhost:80) failed',
      'proxy_http:error|[client 127.0.0.1:43716] AH01114: HTTP: failed to make connection to backend: localhost',
    ],
    { kind: 'connect-failed', errno: 2, unix: '/run/shop.sock', host: '' },
  ],
  [
    'a member that is put aside',
    [
      'proxy:error|(111)Connection refused: AH00957: http: attempt to connect to 127.0.0.1:19001 (127.0.0.1:19001) failed',
      'proxy:error|AH00959: ap_proxy_connect_backend disabling worker for (127.0.0.1:19001) for 60s',
    ],
    { kind: 'connect-failed', disabled: true, port: 19001 },
  ],
  [
    'a connection that was closed',
    [
      'proxy_http:error|(20014)Internal error (specific information not available): [client 127.0.0.1:43738] AH01102: error reading status line from remote server 127.0.0.1:19010',
      'proxy:error|[client 127.0.0.1:43738] AH00898: Error reading from remote server returned by /close',
    ],
    { kind: 'read-failed', errno: 20014, path: '/close', port: 19010 },
  ],
  [
    'a timeout',
    [
      'proxy_http:error|(70007)The timeout specified has expired: [client 127.0.0.1:43756] AH01102: error reading status line from remote server 127.0.0.1:19012',
      'proxy:error|[client 127.0.0.1:43756] AH00898: Error reading from remote server returned by /slow',
    ],
    { kind: 'read-failed', errno: 70007, errno_text: 'The timeout specified has expired' },
  ],
  [
    'a header that is too long',
    [
      "proxy_http:warn|(28)No space left on device: [client 127.0.0.1:43766] AH10124: header size is over the limit allowed by ResponseFieldSize (8192 bytes). Bad response header: 'Set-Cookie: xxxx[...]xxxx'",
      'proxy_http:warn|[client 127.0.0.1:43766] AH01106: bad HTTP/1.1 header returned by /big (GET)',
    ],
    { kind: 'header-too-big', path: '/big' },
  ],
  [
    'a line that is no header',
    ['proxy_http:warn|[client 127.0.0.1:43770] AH01106: bad HTTP/1.1 header returned by /bad (GET)'],
    { kind: 'bad-header', path: '/bad' },
  ],
  [
    'a cut body',
    [
      'proxy_http:error|(70008)Partial results are valid but processing is incomplete: [client 127.0.0.1:43800] AH01110: error reading response',
    ],
    { kind: 'body-failed', errno: 70008, certain: false },
  ],
  [
    'TLS that is not enabled',
    [
      'core:error|[remote 127.0.0.1:19020] AH01961:  failed to enable ssl support [Hint: if using mod_ssl, see SSLProxyEngine]',
      'proxy:error|AH00961: https: failed to enable ssl support for 127.0.0.1:19020 (127.0.0.1)',
    ],
    { kind: 'tls-not-enabled', host: '127.0.0.1', port: 19020 },
  ],
  [
    'a certificate that is not trusted',
    [
      'ssl:error|[remote 127.0.0.1:19020] AH02039: Certificate Verification: Error (18): self-signed certificate',
      'proxy:error|(20014)Internal error (specific information not available): [client 127.0.0.1:45946] AH01084: pass request body failed to 127.0.0.1:19020 (127.0.0.1)',
      'proxy:error|[client 127.0.0.1:45946] AH00898: Error during SSL Handshake with remote server returned by /self',
    ],
    { kind: 'tls-handshake', detail: 'Certificate Verification: Error (18): self-signed certificate', path: '/self' },
  ],
  [
    'a name without an address',
    [
      'proxy:error|(EAI 3)Temporary failure in name resolution: [client 127.0.0.1:43822] AH00898: DNS lookup failure for: nope.invalid returned by /dns',
    ],
    { kind: 'dns', host: 'nope.invalid', path: '/dns' },
  ],
  [
    'a scheme without a module',
    [
      "proxy:warn|[client 127.0.0.1:43830] AH01144: No protocol handler was valid for the URL /ajp (scheme 'ajp'). If you are using a DSO version of mod_proxy, make sure the proxy submodules are included in the configuration using LoadModule.",
    ],
    { kind: 'no-protocol-handler', path: '/ajp' },
  ],
  [
    'a server that does not speak FastCGI',
    [
      'proxy_fcgi:error|[client 127.0.0.1:43846] AH01068: Got bogus version 72',
      'proxy_fcgi:error|(22)Invalid argument: [client 127.0.0.1:43846] AH01075: Error dispatching request to :18080: ',
    ],
    { kind: 'fcgi-failed' },
  ],
  [
    'all workers busy',
    [
      'mpm_event:error|AH00484: server reached MaxRequestWorkers setting, consider raising the MaxRequestWorkers setting',
    ],
    { kind: 'out-of-workers', certain: true },
  ],
]

const at = Date.UTC(2026, 10, 21, 8, 57, 11)
const write = (lines: readonly string[], tid = 7) =>
  lines
    .map(line => line.replace('|', `] [pid 1:tid ${tid}] `))
    .map(line => `[Sat Nov 21 08:57:11.981230 2026] [${line}\n`)
    .join('')

describe('the reader of Apache error logs', () => {
  it.for(requests)('reads %s as one incident', ([, lines, expected]) => {
    const { incidents, last } = valuesOf('apache-log', { stdout: write(lines), options: { since: String(at) } })
    expect(incidents).toHaveLength(1)
    expect(last).toMatchObject(expected)
  })

  it('keeps requests of other threads apart, although their lines mix', () => {
    const [closed, slow] = [requests[3]?.[1] ?? [], requests[4]?.[1] ?? []]
    const stdout = [write([closed[0] ?? ''], 1), write(slow, 2), write([closed[1] ?? ''], 1)].join('')
    const { incidents } = valuesOf('apache-log', { stdout })
    expect(incidents).toMatchObject([
      { errno: 20014, path: '/close' },
      { errno: 70007, path: '/slow' },
    ])
  })

  it.for([
    ['another time', { since: String(at + 60_000) }, 0],
    ['another zone', { since: String(at), zone: '+0200' }, 0],
    ['another backend', { backends: '127.0.0.1:4000' }, 0],
    ['its own backend by address', { backends: '127.0.0.1:19001' }, 1],
    ['its own backend by name', { backends: '127.0.0.1:4000 localhost:19001' }, 1],
  ] as const)('counts what concerns %s', ([, options, count]) => {
    expect(valuesOf('apache-log', { stdout: write(requests[0]?.[1] ?? []), options }).count).toBe(count)
  })

  it('never takes half of an incident, which names no port, for one of our backend', () => {
    const lines = write([
      'proxy:error|(111)Connection refused: AH00957: http: attempt to connect to 127.0.0.1:19009 (127.0.0.1:19009) failed',
      'proxy_http:error|[client 127.0.0.1:43728] AH01114: HTTP: failed to make connection to backend: 127.0.0.1',
    ])
    const stdout = lines.replace('57:11.981230', '57:11.700000')
    const options = { since: String(at + 900), backends: '127.0.0.1:4000' }
    expect(valuesOf('apache-log', { stdout, options }).count).toBe(0)
  })

  it('counts only the path asked for, where a line names one', () => {
    const stdout = write(requests[3]?.[1] ?? [])
    expect(valuesOf('apache-log', { stdout, options: { path: '/other' } }).count).toBe(0)
    expect(valuesOf('apache-log', { stdout, options: { path: '/close?x=1' } }).count).toBe(1)
  })

  it('reads a format of its own and the journal', () => {
    const json =
      '{"time":"2026-11-21T08:57:11.98Z","pid 1:tid 2","message":"(111)Connection refused: AH00957: http: attempt to connect to 127.0.0.1:1 (127.0.0.1:1) failed"}\n'
    const journal =
      '2026-11-21T10:57:11+0200 web apache2[1]: [proxy:error] [pid 1:tid 3] (111)Connection refused: AH00957: http: attempt to connect to 127.0.0.1:2 (127.0.0.1:2) failed\n'
    expect(valuesOf('apache-log', { stdout: json + journal, options: { since: String(at) } }).incidents).toMatchObject([
      { errno: 111, port: 1 },
      { errno: 111, port: 2 },
    ])
  })

  it('cannot read what has no times, and takes an empty log for one', () => {
    expect(readWith('apache-log', { stdout: 'AH00957: attempt\n' })).toMatchObject({ ok: false, reason: 'unreadable' })
    expect(readWith('apache-log', { stdout: write(requests[0]?.[1] ?? []), isCut: true })).toMatchObject({ ok: false })
    expect(valuesOf('apache-log', {}).count).toBe(0)
  })
})
