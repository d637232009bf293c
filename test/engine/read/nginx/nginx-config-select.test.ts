import { describe, expect, it } from 'vitest'
import { selectLocation } from '../../../../packages/engine/src/read/nginx/nginx-config-location.ts'
import { selectServer } from '../../../../packages/engine/src/read/nginx/nginx-config-server.ts'
import { type Directive, parseConfig } from '../../../../packages/engine/src/read/nginx/nginx-config-tree.ts'

const servers = parseConfig(
  String.raw`
server { listen 127.0.0.1:7081; server_name first.test; return 200 first; }
server { listen 127.0.0.1:7081 default_server; server_name _; return 200 default; }
server { listen 127.0.0.1:7081; server_name shop.test www.shop.test; return 200 exact; }
server { listen 127.0.0.1:7081; server_name *.shop.test; return 200 leading; }
server { listen 127.0.0.1:7081; server_name *.eu.shop.test; return 200 leading-long; }
server { listen 127.0.0.1:7081; server_name mail.*; return 200 trailing; }
server { listen 127.0.0.1:7081; server_name .dotted.test; return 200 dotted; }
server { listen 127.0.0.1:7081; server_name "~^(?<sub>\d{2})\.num\.test$"; return 200 regex; }
server { listen 7081; server_name shop.test other.test; return 200 any-address; }
server { listen [::]:7081; server_name shop.test; return 200 any-address6; }
server { listen 443 ssl; server_name shop.test; return 200 tls; }
server { listen unix:/run/nginx.sock; server_name shop.test; return 200 unix; }
server { server_name bare.test; return 200 bare; }
`,
  'servers.conf',
)

const [paths] = parseConfig(
  String.raw`
server {
  rewrite ^/legacy/(.*)$ /api/$1;
  location / { return 200 "/"; }
  location = / { return 200 "= /"; }
  location /api { return 200 "/api";
    location /api/v2 { return 200 "/api/v2"; }
    location ~ \.php$ { return 200 "nested ~ php"; } }
  location ^~ /static { return 200 "^~ /static"; location ~ \.gif$ { return 200 "nested ~ gif"; } }
  location ~ \.php$ { return 200 "~ php"; }
  location ~* \.(gif|jpe?g)$ { return 200 "~* gif"; }
  location =/joined { return 200 "=/joined"; }
  location ~*\.TXT$ { return 200 "~* TXT"; }
  location "/with space" { return 200 "/with space"; }
  location ~ "^/id/\d{3}$" { return 200 "~ id"; }
  location /moved { rewrite ^/moved/(.*)$ /api/v2/$1 last; }
  location /app { root /nonexistent; try_files $uri @app; }
  location /front { root /nonexistent; try_files $uri $uri/ /index.php?$args; }
  location @app { return 200 "@app"; }
}
`,
  'paths.conf',
)

// What nginx 1.22.1 itself answered with these server blocks.
describe('the server that takes a request', () => {
  it.each([
    ['127.0.0.1', 'shop.test', 'exact'],
    ['127.0.0.1', 'WWW.Shop.Test', 'exact'],
    ['127.0.0.1', 'a.shop.test', 'leading'],
    ['127.0.0.1', 'b.eu.shop.test', 'leading-long'],
    ['127.0.0.1', 'eu.shop.test', 'leading'],
    ['127.0.0.1', 'mail.x.test', 'trailing'],
    ['127.0.0.1', 'mail.shop.test', 'leading'],
    ['127.0.0.1', 'dotted.test', 'dotted'],
    ['127.0.0.1', 'x.dotted.test', 'dotted'],
    ['127.0.0.1', '12.num.test', 'regex'],
    ['127.0.0.1', '123.num.test', 'default'],
    ['127.0.0.1', 'first.test', 'first'],
    ['127.0.0.1', 'other.test', 'default'],
    ['127.0.0.2', 'shop.test', 'any-address'],
    ['127.0.0.2', 'a.shop.test', 'any-address'],
    ['::1', 'nothing.test', 'any-address6'],
  ])('on %s for %s is %s', (address, host, answer) => {
    expect(answerOf(selectServer(servers, { host, port: 7081, address }))).toBe(answer)
  })

  it.each([
    [{ host: 'shop.test', scheme: 'https' }, 'tls'],
    [{ host: 'shop.test', scheme: 'http' }, 'exact'],
    [{ host: 'shop.test', port: 443, scheme: 'http' }, 'tls'],
    [{ host: 'bare.test', port: 80 }, 'bare'],
    [{ host: 'shop.test', address: 'unix:/run/nginx.sock' }, 'unix'],
    [{}, 'default'],
    [{ host: 'shop.test', port: 8443 }, undefined],
  ])('for %j is %s', (query, answer) => {
    expect(answerOf(selectServer(servers, query))).toBe(answer)
  })
})

describe('the location that answers a path', () => {
  it.each([
    ['/', '= /'],
    ['/x', '/'],
    ['/api', '/api'],
    ['/api/v2/a', '/api/v2'],
    ['/api/x.php', 'nested ~ php'],
    ['/api/v2/x.php', 'nested ~ php'],
    ['/static/a.gif', 'nested ~ gif'],
    ['/static/a.php', '^~ /static'],
    ['/a.php', '~ php'],
    ['/a.GIF', '~* gif'],
    ['/joined', '=/joined'],
    ['/joined/', '/'],
    ['/a.txt', '~* TXT'],
    ['/with%20space/x', '/with space'],
    ['/id/123', '~ id'],
    ['/id/1234', '/'],
    ['/moved/a', '/api/v2'],
    ['/app/x', '@app'],
    ['/front/x', '~ php'],
    ['/legacy/v2', '/api/v2'],
    ['//api', '/api'],
    ['/x/../api/v2', '/api/v2'],
    ['/api%2Fv2', '/api/v2'],
    ['/x.php?y=/api', '~ php'],
  ])('for %s is %s', (path, answer) => {
    expect(paths && answerOf(selectLocation(paths, path)[0])).toBe(answer)
  })

  it('is none when the server has no location for it, and never an internal one', () => {
    const [server] = parseConfig('server { location /a { } location /b { internal; } }', 'x.conf')
    expect(server && ['/c', '/b', '/a'].map(path => selectLocation(server, path).length)).toEqual([0, 0, 1])
  })

  it('follows neither a redirect to another site nor a rewrite that stays', () => {
    const [server] = parseConfig(
      'server { rewrite ^/gone http://other.test/b; location /a { rewrite ^/a/(.*) /b/$1 break; proxy_pass http://a; } location /b { } }',
      'x.conf',
    )
    expect(server && ['/gone', '/a/x'].map(path => selectLocation(server, path)[0]?.args[0])).toEqual([undefined, '/a'])
  })

  it('takes a pattern that JavaScript cannot compile as one that matches nothing', () => {
    const [server] = parseConfig('server { location ~ ^/(?>a)++$ { } location / { } }', 'x.conf')
    expect(server && selectLocation(server, '/a')[0]?.args).toEqual(['/'])
  })
})

function answerOf(directive: Directive | undefined): string | undefined {
  return directive?.block?.find(({ name }) => name === 'return')?.args[1]
}
