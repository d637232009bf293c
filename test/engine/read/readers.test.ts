import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findReader, readerIds } from '../../../packages/engine/src/read/readers.ts'
import { readWith } from './read-with.ts'

/** Options of the readers that cannot do without. */
const needed: Record<string, unknown> = {
  'alb-rules': { host: 'shop.test', path: '/' },
  'apache-config': { host: 'shop.test', port: 80 },
  'azure-gateway': { host: 'shop.test' },
  'azure-nsg': { direction: 'inbound', source: 'GatewayManager', destination: '10.0.0.0/24', port: '65200-65535' },
  'azure-subnets': { subnet: '/s', address: '10.0.1.4' },
  'cloudflare-api': { lists: { a: { path: '@', fields: {} } } },
  'cloud-json': { provider: 'aws', key: '@', lists: { a: { path: 'a', fields: {} } } },
  'haproxy-config': { port: 80 },
  json: { fields: { a: { path: 'a[0].b', type: 'int' }, b: { path: '[1]', type: 'list<string>' } } },
  'firewall-rules': { port: 80 },
  namei: { user: 'www-data', groups: 'www-data adm' },
  'network-acl': { peers: '10.0.0.0/8', ingress_from: 80, ingress_to: 80, egress_from: 1024, egress_to: 65535 },
  regex: { pattern: '(?<word>\\w+)=(?<value>.*)', flags: 'i' },
  table: { columns: ['a', 'b', 'c'], ints: ['b'] },
}

/** Pieces of the formats that are read, so that random texts get beyond the first glance. */
const pieces = [
  ...[
    '# In file: /etc/a.conf\n',
    '#   1:\n',
    '<VirtualHost *:80>\n',
    'ProxyPass / http://[::1]:80/ timeout=1\n',
    '</VirtualHost>\n',
  ],
  ...[
    '[Sat Nov 21 08:57:11.98 2026] [proxy:error] [pid 1:tid 2] ',
    '(111)x: AH00957: http: attempt to connect to a:1 (a:1) failed\n',
  ],
  ...['# configuration file /a.cfg:\n', 'frontend web\n', ' bind :80\n', ' server s1 [::1]:80 ssl check\n'],
  ...['[21/Nov/2026:08:58:19.816] web a/s1 0/0/-1/-1/3003 503 217 - - SC-- 1/1/0/0/3 0/0 "GET / HTTP/1.1"\n'],
  ...[
    'HTTP/1.1 502 Bad\r\n',
    'server: x\r\n',
    '\r\n',
    '\nrunbook-http code=502 ip= port=-1 dns=x total=1e999',
    'curl: (7) no',
  ],
  ...[
    'LISTEN 0 5 ',
    '*:80 ',
    '[::]:99999999999 ',
    'u_str ',
    'users:(("a",pid=1,fd=2))',
    '\n',
    ' ',
    '\t',
    '=',
    '[',
    ']',
    '{',
    '}',
  ],
  ...[
    '1 0 root 5 S 0.0 nginx: master process x -g ',
    '-c',
    '9'.repeat(30),
    'Id=a\n',
    'ExecStart={ path=',
    ' ; argv[]=',
    '\n\n',
  ],
  ...[
    'f: /a\n',
    'drwxr-xr-x root root /',
    'lrwxrwxrwx a b c -> d',
    ' - No such file or directory',
    'Error: x',
    '    at (/a:1:1)',
    '^',
  ],
  ...[
    'Node.js v20',
    'listen EADDRINUSE: :::70000',
    '[{"pm2_env":null}]',
    '[null]',
    '{"a":[{"b":1e99}]}',
    '\u001b[31m',
    '__proto__: 1\r\n',
  ],
]
const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string())).map(parts => parts.join('')),
)

describe('every reader', () => {
  it.each(readerIds)('%s never throws, and yields what it declares', id => {
    fc.assert(
      fc.property(texts, texts, fc.nat(91), fc.boolean(), (stdout, stderr, code, isCut) => {
        readWith(id, { stdout, stderr, code, isCut, options: needed[id] ?? {}, now: 1_795_245_350_000 })
      }),
    )
  })

  it.each(readerIds)('%s goes by its own name, describes itself and refuses options that it does not know', id => {
    const reader = findReader(id)
    expect(reader?.id).toBe(id)
    expect(reader?.describes).toMatch(/\.$/)
    expect(reader?.options.safeParse({ ...(needed[id] as object), nonsense: 1 }).success).toBe(false)
  })

  it('is not found by the name of something that every object has', () => {
    expect(findReader('constructor')).toBeUndefined()
  })
})
