import { describe, expect, it } from 'vitest'
import { readWith, valuesOf } from '../read-with.ts'

const config = `# configuration file /etc/haproxy/haproxy.cfg:
global
  log /dev/log local0
  tune.bufsize 32768 # large cookies
defaults
  mode http
  log global
  option httplog
  timeout server 30s
frontend web
  bind :80
  bind *:8000-8010,[::]:443 ssl crt /etc/ssl/shop.pem
  default_backend shop
backend shop
  option httpchk GET /health
  timeout server 2m
  server s1 127.0.0.1:3000 check maxconn 20
  server s2 [::1]:3001 ssl verify none
  server s3 unix@/run/shop.sock disabled
# configuration file /etc/haproxy/api.cfg:
listen api
  bind 127.0.0.1:9000
  mode tcp
  option tcplog
  default-server ssl verify required check
  server a1 api.test:443
`

describe("the reader of HAProxy's configuration", () => {
  it.for([
    [
      80,
      {
        found: true,
        frontend: 'web',
        mode: 'http',
        default_backend: 'shop',
        log_target: '/dev/log',
        log_format: 'httplog',
      },
    ],
    [8005, { frontend: 'web' }],
    [443, { frontend: 'web' }],
    [9000, { frontend: 'api', mode: 'tcp', default_backend: 'api', log_format: 'tcplog' }],
    [81, { found: false, frontend: '' }],
  ] as const)('finds the frontend of port %i', ([port, expected]) => {
    expect(valuesOf('haproxy-config', { stdout: config, options: { port } })).toMatchObject(expected)
  })

  it('reads servers, limits and where they stand', () => {
    expect(valuesOf('haproxy-config', { stdout: config, options: { port: 80 } })).toMatchObject({
      servers: [
        { backend: 'shop', name: 's1', host: '127.0.0.1', port: 3000, checked: true, maxconn: 20, line: 16 },
        { name: 's2', host: '::1', port: 3001, is_tls: true, verifies: false },
        { name: 's3', unix: '/run/shop.sock', host: '', disabled: true },
        { backend: 'api', name: 'a1', is_tls: true, verifies: true, checked: true, line: 6 },
      ],
      backends: [
        { name: 'shop', check_path: '/health', timeout_ms: 120_000, timeout_line: 15, timeout_text: '2m' },
        { name: 'api', timeout_ms: 30_000, timeout_file: '/etc/haproxy/haproxy.cfg' },
      ],
      bufsize: 32_768,
      bufsize_line: 3,
      bufsize_text: 'tune.bufsize 32768',
      files: ['/etc/haproxy/haproxy.cfg', '/etc/haproxy/api.cfg'],
    })
  })

  it('cannot read what is no configuration', () => {
    expect(readWith('haproxy-config', { stdout: '', options: { port: 80 } }).ok).toBe(false)
  })
})
