import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../../../packages/engine/src/read/nginx/nginx-config-tree.ts'
import {
  everyAddress,
  fillVariables,
  readTarget,
} from '../../../../packages/engine/src/read/nginx/nginx-config-upstream.ts'

/** The target of a pass directive in a location, beside the groups of a configuration. */
function targetOf(location: string, http = '') {
  const scope = [parseConfig(location, 'shop.conf')]
  const pass = scope[0]?.find(({ name }) => name.endsWith('_pass'))
  return readTarget(pass, scope, parseConfig(http, 'up.conf'))
}

describe('where a pass directive leads', () => {
  it.for([
    ['proxy_pass http://127.0.0.1:3000;', { scheme: 'http', host: '127.0.0.1', port: 3000, unix: '' }],
    ['proxy_pass http://localhost/app/;', { scheme: 'http', host: 'localhost', port: 80, unix: '' }],
    ['proxy_pass https://[::1]/x;', { scheme: 'https', host: '::1', port: 443, unix: '' }],
    ['proxy_pass http://unix:/run/app.sock:/api/;', { scheme: 'http', host: '', port: 0, unix: '/run/app.sock' }],
    ['fastcgi_pass unix:/run/php/php.sock;', { scheme: 'fastcgi', host: '', port: 0, unix: '/run/php/php.sock' }],
    ['uwsgi_pass 127.0.0.1:8000;', { scheme: 'uwsgi', host: '127.0.0.1', port: 8000, unix: '' }],
    ['grpc_pass grpcs://api.test;', { scheme: 'grpcs', host: 'api.test', port: 443, unix: '' }],
    ['proxy_pass http://127.0.0.1:3000$request_uri;', { scheme: 'http', host: '127.0.0.1', port: 3000, unix: '' }],
    ['set $to api.test; proxy_pass http://${to}:8080;', { scheme: 'http', host: 'api.test', port: 8080, unix: '' }],
  ] as const)('%s', ([location, { scheme, ...member }]) => {
    expect(targetOf(location)).toMatchObject({ scheme, members: [member], member_count: 1, upstream_name: '' })
  })

  it('has no member for a variable that only a request fills', () => {
    expect(targetOf('proxy_pass http://$arg_to;')).toMatchObject({
      has_variable: true,
      members: [],
      fail_timeout_ms: 0,
    })
  })

  it('is empty without one', () => {
    expect(targetOf('return 502;')).toMatchObject({ pass: '', scheme: '', members: [], pass_line: 0 })
  })

  it('is a group with the parameters of its members, by its name in any case', () => {
    const group = `upstream App {
  server 127.0.0.1:3000 max_fails=3 fail_timeout=1m max_conns=20;
  server app.test backup;
  server unix:/run/app.sock down;
  keepalive 32;
  keepalive_timeout 75s;
}`
    const target = targetOf('proxy_pass http://app;', group)
    expect(target).toMatchObject({
      upstream_name: 'App',
      upstream_file: 'up.conf',
      upstream_line: 1,
      keepalive: 32,
      keepalive_timeout_ms: 75_000,
    })
    expect(target.fail_timeout_ms).toBe(60_000)
    expect(target.members).toMatchObject([
      { port: 3000, max_fails: 3, fail_timeout_ms: 60_000, max_conns: 20, line: 2, backup: false, down: false },
      { host: 'app.test', port: 80, max_fails: 1, fail_timeout_ms: 10_000, max_conns: 0, backup: true },
      { unix: '/run/app.sock', port: 0, down: true, text: 'unix:/run/app.sock down' },
    ])
  })
})

describe('the addresses of a configuration', () => {
  it('are those of groups and of single targets, each once', () => {
    const tree = parseConfig(
      `http {
  upstream app { server 127.0.0.1:3000; server [::1]:3000; }
  server {
    location / { proxy_pass http://app; }
    location /b { proxy_pass http://127.0.0.1:3000; }
    location /c { fastcgi_pass unix:/run/php.sock; }
    location /d { set $to d.test; if ($arg_x) { proxy_pass http://$to; } }
  }
}`,
      'nginx.conf',
    )
    expect(everyAddress(tree).sort()).toEqual(['127.0.0.1:3000', '[::1]:3000', 'd.test:80', 'unix:/run/php.sock'])
  })
})

describe('a variable', () => {
  it.for([
    ['http://$to', 'set $to a;', 'http://a'],
    ['http://${to}x', 'set $to a;', 'http://ax'],
    ['http://$to', 'set $to $host;', 'http://$to'],
    ['http://$other', 'set $to a;', 'http://$other'],
  ] as const)('in %s with %s gives %s', ([value, set, expected]) => {
    expect(fillVariables(value, [parseConfig(set, 'f')])).toBe(expected)
  })
})
