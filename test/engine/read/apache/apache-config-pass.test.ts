import { describe, expect, it } from 'vitest'
import { backendOf, paramsOf, passOf } from '../../../../packages/engine/src/read/apache/apache-config-pass.ts'
import { readTree } from '../../../../packages/engine/src/read/apache/apache-config-tree.ts'

/** The configuration with one virtual host that holds some lines, and the main server. */
function servers(host: string, main = '') {
  const root = readTree(`# In file: /etc/apache2/shop.conf\n<VirtualHost *:80>\n${host}\n</VirtualHost>\n${main}\n`)
  return [...root.sections, root]
}

describe('where Apache sends a path', () => {
  it.for([
    ['the first rule that fits', 'ProxyPass /a http://a/\nProxyPass / http://b/', '/a/x', 'http://a/'],
    ['whole segments only', 'ProxyPass /a http://a/\nProxyPass / http://b/', '/ab', 'http://b/'],
    ['what is below a final slash', 'ProxyPass /a/ http://a/', '/a', undefined],
    ['an exception before the rule', 'ProxyPass /static !\nProxyPass / http://b/', '/static/x.css', undefined],
    [
      'the last location that fits',
      '<Location />\nProxyPass http://a/\n</Location>\n<Location /x>\nProxyPass http://b/\n</Location>',
      '/x',
      'http://b/',
    ],
    [
      'a location before a rule of the server',
      'ProxyPass / http://a/\n<LocationMatch "^/x">\nProxyPass http://b/\n</LocationMatch>',
      '/x',
      'http://b/',
    ],
    [
      'an exception of a location',
      'ProxyPass / http://a/\n<Location ~ "/x$">\nProxyPass !\n</Location>',
      '/x',
      undefined,
    ],
    ['a rule by pattern', 'ProxyPassMatch "^/m/(.*)$" http://c:8080/$1', '/m/1', 'http://c:8080/$1'],
    ['a pattern that cannot be read', 'ProxyPassMatch "(" http://c/\nProxyPass / http://b/', '/x', 'http://b/'],
    ['a rewrite with [P]', 'RewriteRule ^/(.*)$ http://app:3000/$1 [P,L]', '/x', 'http://app:3000/$1'],
    ['no rewrite without [P]', 'RewriteRule ^/(.*)$ http://app:3000/$1 [R=301]', '/x', undefined],
    [
      'a handler',
      '<FilesMatch "\\.php$">\nSetHandler "proxy:unix:/run/php/php.sock|fcgi://localhost"\n</FilesMatch>',
      '/i.php',
      'unix:/run/php/php.sock|fcgi://localhost',
    ],
  ] as const)('goes by %s', ([, host, path, target]) => {
    expect(passOf(servers(host), path)?.target).toBe(target)
  })

  it('asks the main server last', () => {
    expect(passOf(servers('ProxyPass /a http://a/', 'ProxyPass / http://main/'), '/b')?.target).toBe('http://main/')
  })
})

describe('a target of Apache', () => {
  it.for([
    ['http://127.0.0.1:3000/', { scheme: 'http', host: '127.0.0.1', port: 3000, unix: '' }],
    ['https://[::1]/x', { scheme: 'https', host: '::1', port: 443, unix: '' }],
    ['WS://User@App.test/', { scheme: 'ws', host: 'app.test', port: 80, unix: '' }],
    ['fcgi://localhost', { scheme: 'fcgi', host: 'localhost', port: 8000, unix: '' }],
    ['unix:/run/shop.sock|http://localhost/', { scheme: 'http', host: '', port: 0, unix: '/run/shop.sock' }],
    ['balancer://shop/', { scheme: 'balancer', host: 'shop', port: 0, unix: '' }],
    ['', { scheme: '', host: '', port: 0, unix: '' }],
  ] as const)('%s is taken apart', ([target, expected]) => {
    expect(backendOf(target)).toEqual(expected)
  })

  it('has parameters behind it', () => {
    expect(paramsOf(['timeout=2', 'retry=0', 'nocanon', 'disableReuse=On'])).toEqual({
      timeout: '2',
      retry: '0',
      disablereuse: 'On',
    })
  })
})
