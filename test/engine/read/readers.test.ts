import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findReader, readerIds } from '../../../packages/engine/src/read/readers.ts'
import { readWith } from './read-with.ts'

/** Options of the readers that cannot do without. */
const needed: Record<string, unknown> = {
  json: { fields: { a: { path: 'a[0].b', type: 'int' }, b: { path: '[1]', type: 'list<string>' } } },
  namei: { user: 'www-data', groups: 'www-data adm' },
  regex: { pattern: '(?<word>\\w+)=(?<value>.*)', flags: 'i' },
  table: { columns: ['a', 'b', 'c'], ints: ['b'] },
}

/** Pieces of the formats that are read, so that random texts get beyond the first glance. */
const pieces = [
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
