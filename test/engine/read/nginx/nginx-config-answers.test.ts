import { describe, expect, it } from 'vitest'
import { valuesOf } from '../read-with.ts'

describe('what nginx answers by itself', () => {
  it.each([
    ['a plain return', 'return 502;', {}, { returns: 502, returns_if: '', returns_line: 3, returns_block_line: 2 }],
    ['a return of the server', '', { server: 'return 503;' }, { returns: 503, returns_block_line: 1 }],
    ['no failure', 'return 301 https://shop.test$request_uri;', {}, { returns: 0, returns_if: '' }],
    [
      'a return under a condition',
      'if (-f "/srv/off.flag") { return 503; }',
      {},
      { returns: 503, returns_if: '-f /srv/off.flag' },
    ],
    [
      'a plain return before one under a condition',
      'return 502;',
      { server: 'if ($off) { return 503; }' },
      { returns: 502, returns_if: '' },
    ],
    ['an error page of another status', 'error_page 404 410 =502 /sorry;', {}, { error_maps: { 404: 502, 410: 502 } }],
    [
      'an error page whose place answers a 5xx',
      'error_page 404 = @sorry; proxy_intercept_errors on;',
      { server: 'location @sorry { return 503; }' },
      { error_maps: { 404: 503 }, intercepts_errors: true },
    ],
    [
      'an error page of the same status',
      'error_page 502 503 /50x.html;',
      {},
      { error_maps: {}, error_page: '502 503 /50x.html' },
    ],
    [
      'a cache that keeps all',
      'proxy_pass http://a; proxy_cache z; proxy_cache_valid any 1m;',
      {},
      { cache: 'z', cache_errors: 'any 1m' },
    ],
    [
      'a cache that keeps good answers',
      'proxy_pass http://a; proxy_cache z; proxy_cache_valid 10m;',
      {},
      { cache: 'z', cache_errors: '' },
    ],
    ['a cache turned off', 'proxy_pass http://a; proxy_cache off;', { server: 'proxy_cache z;' }, { cache: '' }],
    [
      'the cache of FastCGI',
      'fastcgi_pass a:9000; fastcgi_cache z; fastcgi_cache_valid 502 1m;',
      {},
      { cache: 'z', cache_errors: '502 1m' },
    ],
    ['a permission', 'auth_request /_auth;', {}, { auth_request: '/_auth' }],
    ['a permission turned off', 'auth_request off;', { server: 'auth_request /_auth;' }, { auth_request: '' }],
    [
      'limits',
      'limit_req zone=a burst=5; limit_conn c 2;',
      {},
      { limit_req: 'zone=a burst=5', limit_req_count: 1, limit_conn: 'c 2' },
    ],
    [
      'sizes and folders',
      'client_max_body_size 2m; client_body_temp_path /b 1;',
      {},
      { max_body_bytes: 2_097_152, body_temp: '/b' },
    ],
  ])('%s', (_, location, { server = '' }: { server?: string }, expected) => {
    expect(read(conf({ location, server }))).toMatchObject(expected)
  })

  it.each([
    ['its own port', 'proxy_pass http://127.0.0.1:80;', true],
    ['its own name', 'proxy_pass http://shop.test;', true],
    ['localhost', 'proxy_pass http://localhost;', true],
    ['another port', 'proxy_pass http://127.0.0.1:3000;', false],
    ['another machine', 'proxy_pass http://10.0.0.2:80;', false],
    ['another server of the same port', 'proxy_pass http://127.0.0.1:80; proxy_set_header Host api.test;', false],
    ['a socket', 'proxy_pass http://unix:/run/shop.sock;', false],
  ])('passing on to %s is a loop: %#', (_, location, loops) => {
    expect(read(conf({ location })).loops).toBe(loops)
  })

  it.each([
    ['server 127.0.0.1:3000;', false],
    ['server 0.0.0.1; balancer_by_lua_block { choose() }', true],
    ['zone z 64k; server shop.test service=http resolve;', true],
  ])('knows that the addresses of a group with %s are only known while nginx runs: %s', (group, is_dynamic) => {
    const text = conf({ location: 'proxy_pass http://shop;' }).replace('http {', `http { upstream shop { ${group} }`)
    expect(read(text).is_dynamic).toBe(is_dynamic)
  })

  it('shows an internal location only to nginx itself', () => {
    const server = 'location = /_auth { internal; proxy_pass http://127.0.0.1:9000; }'
    const text = conf({ location: 'auth_request /_auth;', server })
    expect(read(text, { path: '/_auth' }).pass_value).toBe('')
    expect(read(text, { path: '/_auth', internal: true }).pass_value).toBe('http://127.0.0.1:9000')
  })
})

function conf({ location, server = '' }: { location: string; server?: string }): string {
  return `# configuration file /etc/nginx/nginx.conf:
http { server { listen 80; server_name shop.test; ${server}
location / {
${location}
} }
server { listen 80; server_name api.test; location / { proxy_pass http://127.0.0.1:3001; } } }
`
}

function read(stdout: string, options: Record<string, unknown> = {}) {
  return valuesOf('nginx-config', { stdout, options: { host: 'shop.test', port: '80', path: '/', ...options } })
}
