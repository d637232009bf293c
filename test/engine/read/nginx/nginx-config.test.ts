import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nginxConfig } from '../../../../packages/engine/src/read/nginx/nginx-config.ts'
import { configShape } from '../../../../packages/engine/src/read/nginx/nginx-config-shape.ts'
import { output } from '../../../helpers/output.ts'
import { dump } from './nginx-config-dump.ts'

const passed = `nginx: the configuration file /etc/nginx/nginx.conf syntax is ok
nginx: configuration file /etc/nginx/nginx.conf test is successful
`
const failed = 'nginx: configuration file /etc/nginx/nginx.conf test failed\n'
const conf = '/etc/nginx/conf.d/shop.conf'
const main = '/etc/nginx/nginx.conf'

describe('the reader nginx-config', () => {
  it('says what nginx does with a request, and where that is written', () => {
    const values = read({ host: 'shop.test', port: '7080', path: '/x?y', prefix: '/var/lib/nginx/' })
    const member = {
      host: '127.0.0.1',
      unix: '',
      down: false,
      backup: false,
      max_fails: 1,
      fail_timeout_ms: 10_000,
      max_conns: 0,
      file: conf,
    }
    expect(values).toEqual({
      valid: true,
      error: '',
      error_kind: '',
      error_name: '',
      error_file: '',
      error_line: 0,
      found: true,
      server_file: conf,
      server_line: 8,
      server_names: 'shop.test www.shop.test',
      location: '/',
      location_file: conf,
      location_line: 12,
      pass: 'proxy_pass',
      pass_value: 'http://app',
      pass_file: conf,
      pass_line: 13,
      scheme: 'http',
      upstream_name: 'app',
      upstream_file: conf,
      upstream_line: 1,
      has_variable: false,
      members: [
        { ...member, value: '127.0.0.1:3000', text: '127.0.0.1:3000 max_fails=3', port: 3000, max_fails: 3, line: 2 },
        { ...member, value: '127.0.0.1:3001', text: '127.0.0.1:3001 backup', port: 3001, backup: true, line: 3 },
        {
          ...member,
          value: 'unix:/run/app.sock',
          text: 'unix:/run/app.sock down',
          host: '',
          port: 0,
          unix: '/run/app.sock',
          down: true,
          line: 4,
        },
      ],
      member_count: 3,
      fail_timeout_ms: 10_000,
      bind: '',
      bind_file: '',
      bind_line: 0,
      keepalive: 32,
      keepalive_timeout_ms: 75_000,
      read_timeout_ms: 90_000,
      connect_timeout_ms: 60_000,
      send_timeout_ms: 60_000,
      next_upstream: 'error timeout http_502',
      buffer_size: 8192,
      proxy_buffers: '',
      http_version: '',
      upgrade_header: '',
      connection_header: '',
      headers_inherited: false,
      request_buffering: 'on',
      body_limit: '1m',
      error_log: '/var/lib/nginx/logs/error.log',
      error_log_level: 'warn',
      access_log: '/var/lib/nginx/logs/access.log',
      access_log_format: '$remote_addr "$request" $status us=$upstream_status',
      resolver: '',
      pass_filled: 'http://app',
      ssl_name: 'app',
      ssl_names: ['app', 'shop.test', 'www.shop.test'],
      ssl_protocols: '',
      ssl_ciphers: '',
      ssl_trusted: '',
      ssl_verify_depth: 1,
      ssl_certificate: '',
      resolver_servers: [],
      proxy_protocol_file: '',
      proxy_protocol_line: 0,
      user: 'www-data',
      worker_connections: 768,
      worker_connections_file: main,
      worker_connections_line: 6,
      events_file: main,
      events_line: 5,
      worker_rlimit_nofile: 4096,
      worker_processes: 'auto',
      main_file: main,
      returns: 0,
      returns_if: '',
      returns_file: '',
      returns_line: 0,
      returns_block_line: 0,
      error_page: '502 503 /50x.html',
      error_maps: {},
      intercepts_errors: false,
      cache: '',
      cache_errors: '',
      auth_request: '',
      limit_req: '',
      limit_req_count: 0,
      limit_conn: '',
      max_body_bytes: 1_048_576,
      body_temp: '',
      proxy_temp: '',
      loops: false,
      is_dynamic: false,
      ssl_verify: false,
      ssl_server_name: false,
      addresses: [
        'localhost:4000',
        'api.test:8080',
        '[::1]:443',
        'unix:/run/php/php.sock',
        '127.0.0.1:3000',
        '127.0.0.1:3001',
        'unix:/run/app.sock',
      ],
      directives: 45,
    })
  })

  it('yields exactly what it declares, with or without a server', () => {
    for (const values of [
      read({ host: 'shop.test' }),
      read({ port: 9999 }),
      read({}, { stdout: '', stderr: `[emerg] x\n${failed}`, code: 1 }),
    ])
      expect(Object.keys(values).toSorted()).toEqual(Object.keys(configShape).toSorted())
  })

  it.each([
    [
      '/reports/a',
      {
        location: '/reports',
        pass_value: 'http://localhost:4000',
        read_timeout_ms: 300_000,
        access_log: 'off',
        access_log_format: '',
        buffer_size: 8192,
        upstream_name: '',
      },
      ['localhost:4000'],
    ],
    [
      '/var',
      { pass_value: 'http://$backend:8080$request_uri', has_variable: true, resolver: '127.0.0.53 valid=10s' },
      ['api.test:8080'],
    ],
    ['/unknown', { pass: 'proxy_pass', has_variable: true, member_count: 0 }, []],
    ['/tls', { scheme: 'https', ssl_verify: true, ssl_server_name: true, pass_line: 28 }, ['::1:443']],
    [
      '/a.php',
      {
        pass: 'fastcgi_pass',
        scheme: 'fastcgi',
        read_timeout_ms: 20_000,
        error_log: 'stderr',
        error_log_level: 'crit',
      },
      ['/run/php/php.sock'],
    ],
    ['/down', { location: '/down', returns: 502, pass: '', scheme: '', pass_line: 0 }, []],
  ])('reads the settings of %s', (path, expected, places) => {
    const values = read({ host: 'shop.test', path, prefix: '/p' })
    expect(values).toMatchObject(expected)
    expect(values.members.map(({ host, port, unix }) => unix || `${host}:${port}`)).toEqual(places)
  })

  it('leaves the location and pass empty when no server listens there', () => {
    expect(read({ host: 'shop.test', port: 9999 })).toMatchObject({
      found: false,
      server_line: 0,
      location: '',
      pass: '',
      members: [],
      error_log: 'logs/error.log',
    })
  })

  it.each([
    [
      'host-not-found',
      '2026/11/21 07:12:16 [emerg] 11930#11930: host not found in upstream "nope.invalid:3000" in /etc/nginx/conf.d/a.conf:1',
      { error_name: 'nope.invalid', error_file: '/etc/nginx/conf.d/a.conf', error_line: 1 },
    ],
    [
      'syntax',
      'nginx: [emerg] unknown directive "bogus" in /etc/nginx/conf.d/a.conf:2',
      { error: 'unknown directive "bogus" in /etc/nginx/conf.d/a.conf:2', error_line: 2 },
    ],
    ['syntax', 'nginx: [emerg] unexpected end of file, expecting "}" in /etc/nginx/conf.d/a.conf:3', { error_line: 3 }],
    [
      'certificate',
      'nginx: [emerg] cannot load certificate "/nope.pem": BIO_new_file() failed (SSL: error:80000002:system library::No such file or directory:calling fopen(/nope.pem, r) error:10000080:BIO routines::no such file)',
      { error_file: '' },
    ],
    ['address-in-use', 'nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)', { error_file: '' }],
    ['other', 'nginx: [emerg] open() "/run/nginx.pid" failed (30: Read-only file system)', { error_name: '' }],
  ])('names a failed test as %s', (error_kind, line, expected) => {
    // nginx prints no dump when the test fails.
    const values = read({ host: 'shop.test' }, { stdout: '', stderr: `${line}\n${failed}`, code: 1 })
    expect(values).toMatchObject({ valid: false, error_kind, found: false, main_file: main, ...expected })
  })

  it.each([
    'open() "/etc/nginx/conf.d/a.conf" failed (13: Permission denied) in /etc/nginx/nginx.conf:7',
    'open() "/run/nginx.pid" failed (13: Permission denied)',
    'cannot load certificate key "/etc/ssl/a.key": BIO_new_file() failed (SSL: error:8000000D:system library::Permission denied:calling fopen(/etc/ssl/a.key, r) error:10080002:BIO routines::system lib)',
  ])('does not take missing rights for a bad configuration: %s', message => {
    const stderr = `nginx: [warn] the "user" directive makes sense only if the master process runs with super-user privileges, ignored in /etc/nginx/nginx.conf:1\nnginx: [emerg] ${message}\n${failed}`
    expect(reading({}, { stdout: '', stderr, code: 1 })).toMatchObject({ ok: false, reason: 'permission' })
  })

  it('reads pasted output that holds both streams', () => {
    expect(read({ host: 'shop.test' }, { stdout: passed + dump, stderr: '', code: 0 })).toMatchObject({
      valid: true,
      found: true,
    })
  })

  it('refuses what is no dump, or one whose end is missing', () => {
    expect(reading({}, { stdout: 'hello', stderr: '', code: 0 })).toMatchObject({ ok: false, reason: 'unreadable' })
    expect(reading({}, { stdout: dump, stderr: passed, code: 0, isCut: true })).toMatchObject({ ok: false })
  })

  it('takes empty options as not given and refuses wrong ones', () => {
    const options = { host: '', port: '', path: '', scheme: '', listen_address: '', prefix: '' }
    expect(read(options)).toEqual(read({}))
    for (const wrong of [{ port: 'http' }, { port: '70000' }, { hosts: 'a' }])
      expect(nginxConfig.options.safeParse(wrong).success).toBe(false)
  })

  it('never throws, whatever the dump', () => {
    const pieces = fc.constantFrom(...dump.split(/(?<=[ ;{}\n])/))
    const text = fc.array(pieces, { maxLength: 100 }).map(parts => `# configuration file ${main}:\n${parts.join('')}`)
    const options = { host: 'shop.test', path: '/a.php' }
    fc.assert(fc.property(text, stdout => reading(options, { stdout, stderr: '', code: 0 }).ok))
  })
})

interface Said {
  stdout: string
  stderr: string
  code: number
  isCut?: boolean
}

function reading(options: unknown, { code, isCut = false, ...said }: Said = { stdout: dump, stderr: passed, code: 0 }) {
  const printed = output({ ending: { kind: 'exited', code }, ...said, isCut })
  return nginxConfig.read(printed, nginxConfig.options.parse(options), { now: 0 })
}

function read(options: unknown, said?: Said) {
  const result = reading(options, said)
  if (!result.ok) throw new Error(result.problem)
  return result.values as { members: { host: string; port: number; unix: string }[] }
}
