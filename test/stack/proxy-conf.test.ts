import { parseConf } from '@runbook/stack'
import { describe, expect, it } from 'vitest'

const site = (location: string) => `events { }
http { # one server
  server { listen 80; server_name "shop.test" www;
    location / { ${location} }
  }
}
`

/** What the proxy would do, or nginx's words for why not. */
function told(text: string): string {
  const parsed = parseConf(text, '/n.conf')
  if (!parsed.ok) return parsed.problem
  const { target, readTimeout, bufferSize, serverName } = parsed.conf
  return `${target.href} ${readTimeout} ms ${bufferSize} B ${serverName}`
}

describe('the configuration of the embedded proxy', () => {
  it.each([
    ['proxy_pass http://127.0.0.1:3000;', 'http://127.0.0.1:3000/ 60000 ms 4096 B shop.test'],
    ["proxy_pass 'http://a/b';proxy_read_timeout\n 1m ; # }\n", 'http://a/b 60000 ms 4096 B shop.test'],
    ['proxy_pass http://a; proxy_read_timeout 300ms; proxy_buffer_size 8k;', 'http://a/ 300 ms 8192 B shop.test'],
    ['proxy_pass http://a; proxy_read_timeout "1m 30s";', 'http://a/ 90000 ms 4096 B shop.test'],
    ['proxy_pass\n http://a\n http://b;', 'invalid number of arguments in "proxy_pass" directive in /n.conf:6'],
    ['proxy_pas http://a;', 'unknown directive "proxy_pas" in /n.conf:4'],
    ['proxy_pass ftp://a;', 'invalid URL prefix in /n.conf:4'],
    ['', 'invalid URL prefix in /n.conf:1'],
    [';', 'unexpected ";" in /n.conf:4'],
    ['proxy_pass http://a', 'unexpected "}" in /n.conf:4'],
    ['proxy_pass "http://a"b;', 'unexpected "b" in /n.conf:4'],
    ['proxy_pass "http://a;', 'unexpected end of file, expecting ";" or "}" in /n.conf:7'],
    ['proxy_pas a; proxy_pass "b', 'unknown directive "proxy_pas" in /n.conf:4'],
  ])('with %j is %s', (location, wanted) => {
    expect(told(site(location))).toBe(wanted)
  })

  it.each([
    ['events {', 'unexpected end of file, expecting "}" in /n.conf:1'],
    ['events { }\n}\n', 'unexpected "}" in /n.conf:2'],
    ['user nobody', 'unexpected end of file, expecting ";" or "}" in /n.conf:1'],
  ])('%j is refused: %s', (text, wanted) => {
    expect(told(text)).toBe(wanted)
  })
})
