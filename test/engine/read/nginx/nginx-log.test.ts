import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nginxLog } from '../../../../packages/engine/src/read/nginx/nginx-log.ts'
import type { NginxLogLine } from '../../../../packages/engine/src/read/nginx/nginx-log-line.ts'
import { output } from '../../../helpers/output.ts'

const now = Date.UTC(2026, 10, 21, 7, 12)
const tail = (path: string, host = 'shop.test:7080') =>
  `client: 127.0.0.1, server: shop.test, request: "GET ${path} HTTP/1.1", upstream: "http://127.0.0.1:7999${path}", host: "${host}"`
const refused = (path: string, host?: string) =>
  `[error] 2175#2175: *1 connect() failed (111: Connection refused) while connecting to upstream, ${tail(path, host)}`

/** As nginx 1.22.1 wrote it, in the order of time. */
const log = `cut off, server: shop.test, request: "GET / HTTP/1.1", host: "shop.test"
2026/11/21 07:00:00 ${refused('/old')}
2026/11/21 07:11:03 [notice] 2165#2165: start worker processes
2026/11/21 07:11:05 [error] 2175#2175: *65 no live upstreams while connecting to upstream, client: 127.0.0.1, server: shop.test, request: "GET /dead?a=1 HTTP/1.1", upstream: "http://dead/dead?a=1", host: "shop.test:7080"
2026/11/21 07:11:05 [warn] 2175#2175: *65 upstream server temporarily disabled while connecting to upstream, ${tail('/dead')}
2026/11/21 07:11:06 ${refused('/other', 'other.test')}
2026/11/21 07:11:07 [emerg] 2165#2165: host not found in upstream "nope.invalid:3000" in /etc/nginx/conf.d/app.conf:21
2026/11/21 07:11:08 [crit] 2619#2619: accept4() failed (24: Too many open files)
{"level":"info","text":"another program"}
`

describe('the reader nginx-log', () => {
  it('takes a line apart into request, upstream and cause', () => {
    expect(read(log, { path: '/dead?b=2' }).last).toMatchObject({ kind: 'too-many-files' })
    expect(read(log, { path: '/dead?b=2' }).lines[0]).toEqual({
      time_ms: Date.UTC(2026, 10, 21, 7, 11, 5),
      level: 'error',
      pid: 2175,
      connection: 65,
      kind: 'no-live-upstreams',
      message: 'no live upstreams while connecting to upstream',
      errno: 0,
      phase: 'connecting',
      client: '127.0.0.1',
      server: 'shop.test',
      method: 'GET',
      path: '/dead',
      subrequest: '',
      host: 'shop.test',
      upstream: 'http://dead/dead?a=1',
      upstream_scheme: 'http',
      upstream_address: '',
      upstream_port: 0,
      upstream_is_unix: false,
      upstream_name: 'dead',
      name: '',
      target: '',
      file: '',
      file_line: 0,
      raw: log.split('\n')[3],
    })
  })

  it.each([
    [
      '[crit] 26774#26774: *1 open() "/var/lib/nginx/body/0000000001" failed (13: Permission denied), client: 127.0.0.1, server: shop.test, request: "POST / HTTP/1.1", host: "shop.test"',
      { kind: 'body-temp-denied', target: '/var/lib/nginx/body/0000000001', subrequest: '' },
    ],
    [
      '[crit] 27226#27226: *1 pwritev() "/var/lib/nginx/body/0000000001" has written only 8192 of 9063, client: 127.0.0.1, server: shop.test, request: "POST / HTTP/1.1", host: "shop.test"',
      { kind: 'disk-full', target: '/var/lib/nginx/body/0000000001' },
    ],
    [
      '[error] 28371#28371: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 127.0.0.1, server: shop.test, request: "GET / HTTP/1.1", subrequest: "/_auth", upstream: "http://127.0.0.1:23331/check", host: "shop.test"',
      { kind: 'refused', target: '', path: '/', subrequest: '/_auth', upstream_port: 23331 },
    ],
    [
      '[error] 28371#28371: *1 auth request unexpected status: 502 while sending to client, client: 127.0.0.1, server: shop.test, request: "GET / HTTP/1.1", host: "shop.test"',
      { kind: 'auth-request', subrequest: '', upstream: '' },
    ],
  ])('takes %s apart', (line, parts) => {
    expect(read(`2026/11/21 07:11:05 ${line}`).last).toMatchObject(parts)
  })

  it.each([
    ['http://[::1]:7999/x', { upstream_scheme: 'http', upstream_address: '::1', upstream_port: 7999 }],
    ['fastcgi://127.0.0.1:9000', { upstream_scheme: 'fastcgi', upstream_address: '127.0.0.1', upstream_port: 9000 }],
    ['http://unix:/run/a.sock:/x', { upstream_address: '/run/a.sock', upstream_port: 0, upstream_is_unix: true }],
    ['10.0.0.1:5432', { upstream_scheme: '', upstream_address: '10.0.0.1', upstream_port: 5432 }],
  ])('takes the upstream %s apart', (upstream, parts) => {
    const line = `2026/11/21 07:11:05 ${refused('/x')}`.replace(/upstream: "[^"]*"/, `upstream: "${upstream}"`)
    expect(read(line).last).toMatchObject({ upstream, ...parts })
  })

  it('counts kinds and leaves out notices, other programs and the line that is cut off', () => {
    const { count, kinds, readable_lines, newest_ms } = read(log)
    expect({ count, kinds, readable_lines }).toEqual({
      count: 6,
      kinds: {
        refused: 2,
        'no-live-upstreams': 1,
        'upstream-disabled': 1,
        'host-not-found-at-load': 1,
        'too-many-files': 1,
      },
      readable_lines: 7,
    })
    expect(newest_ms).toBe(Date.UTC(2026, 10, 21, 7, 11, 8))
  })

  it.each([
    [{ host: 'other.test' }, ['/other']],
    [{ host: 'SHOP.test:443' }, ['/old', '/dead', '/dead']],
    [{ host: 'shop.test', since: '5m' }, ['/dead', '/dead']],
    [{ host: 'shop.test', since: String(Date.UTC(2026, 10, 21, 7, 11, 5) + 900) }, ['/dead', '/dead']],
    [{ host: 'www.test', server_names: 'a.test shop.test' }, ['/old', '/dead', '/dead', '/other']],
    [{ host: 'unknown.test' }, []],
    [{ host: '', since: '', path: '/other' }, ['/other']],
  ])('with %j keeps the requests %j, and what concerns every host', (options, paths) => {
    const lines = read(log, options).lines
    expect(lines.filter(line => line.method !== '').map(line => line.path)).toEqual(paths)
    expect(lines.at(-1)?.kind).toBe('too-many-files')
  })

  it('finds the newest refusal to load whatever the host', () => {
    expect(read(log, { host: 'unknown.test' }).last_emerg).toMatchObject({
      kind: 'host-not-found-at-load',
      name: 'nope.invalid',
      file: '/etc/nginx/conf.d/app.conf',
      file_line: 21,
    })
  })

  it('reads local time in the zone that it is told', () => {
    const line = `2026/11/21 07:11:05 ${refused('/x')}`
    expect(read(line, { zone: '+0530' }).newest_ms).toBe(Date.UTC(2026, 10, 21, 1, 41, 5))
    expect(read(line, { zone: '-0800' }).newest_ms).toBe(Date.UTC(2026, 10, 21, 15, 11, 5))
  })

  it('does not believe fields that a client put into its referrer or path', () => {
    const line = `2026/11/21 07:11:06 [error] 2175#2175: *114 connect() failed (111: Connection refused) while connecting to upstream, client: 127.0.0.1, server: shop.test, request: "GET /refused"x,y HTTP/1.1", upstream: "http://127.0.0.1:7999/refused"x,y", host: "shop.test", referrer: "http://a", host: "evil"`
    expect(read(line).last).toMatchObject({ host: 'shop.test', path: '/refused"x,y', upstream_port: 7999 })
  })

  it('reads a message that runs over several lines as one', () => {
    const text = `2026/11/21 07:11:06 [error] 2175#2175: *109 broken header: "GET / HTTP/1.1\r\nHost: 127.0.0.1:7081\r\n\r\n" while reading PROXY protocol, client: 127.0.0.1, server: 127.0.0.1:7081\r\n`
    expect(read(text, { host: 'shop.test' }).last).toMatchObject({ kind: 'proxy-protocol', client: '127.0.0.1' })
  })

  it('knows the server of a line that nginx cut at 2048 bytes', () => {
    const line = `2026/11/21 07:11:06 ${refused(`/long?${'a'.repeat(950)}`)}`.slice(0, 2048)
    expect(line).not.toContain('host:')
    expect(read(line, { host: 'shop.test' }).last).toMatchObject({
      path: '/long',
      server: 'shop.test',
      upstream_port: 7999,
    })
  })

  it('keeps the newest 200 lines and counts all', () => {
    const many = Array.from({ length: 250 }, (_, at) => `2026/11/21 07:11:05 ${refused(`/${at}`)}`).join('\n')
    const { lines, count, last } = read(many)
    expect([lines.length, count, lines[0]?.path, last?.path]).toEqual([200, 250, '/50', '/249'])
  })

  it('takes an empty log as one without failures', () => {
    expect(read('')).toEqual({ lines: [], count: 0, kinds: {}, newest_ms: 0, readable_lines: 0 })
  })

  it('says so when the text is not such a log, or its newest lines are missing', () => {
    expect(nginxLog.read(output({ stdout: '{"level":"error"}\n', startedAt: now }), {}, { now })).toMatchObject({
      ok: false,
      reason: 'unreadable',
    })
    expect(nginxLog.read({ ...output({ stdout: log, startedAt: now }), isCut: true }, {}, { now })).toMatchObject({
      ok: false,
    })
  })

  it('refuses options that it does not know or cannot read', () => {
    for (const options of [{ hosts: 'a' }, { since: 'yesterday' }, { zone: 'CET' }])
      expect(nginxLog.options.safeParse(options).success).toBe(false)
  })

  it('never throws, whatever the text', () => {
    const pieces = fc.constantFrom(...log.split(/(?<=[ ,:"[\]\n])/), '"', '\r\n', 'unix:', '[::')
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces, { maxLength: 60 }).map(parts => parts.join('')),
    )
    fc.assert(
      fc.property(
        text,
        stdout => typeof nginxLog.read(output({ stdout, startedAt: now }), {}, { now }).ok === 'boolean',
      ),
    )
  })
})

function read(stdout: string, options: unknown = {}) {
  const reading = nginxLog.read(output({ stdout, startedAt: now }), nginxLog.options.parse(options), { now })
  if (!reading.ok) throw new Error(reading.problem)
  return reading.values as unknown as {
    lines: NginxLogLine[]
    count: number
    kinds: Record<string, number>
    last?: NginxLogLine
    last_emerg?: NginxLogLine
    newest_ms: number
    readable_lines: number
  }
}
