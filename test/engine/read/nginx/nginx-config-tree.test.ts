import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Directive,
  parseConfig,
  readTree,
  splitDump,
} from '../../../../packages/engine/src/read/nginx/nginx-config-tree.ts'

describe('the tree of an nginx configuration', () => {
  it('has the file and line of every directive', () => {
    const text = '# top\nuser www-data;\nhttp {\n  server {\n    listen\n      80;\n  }\n}\n'
    const at = { file: 'a.conf' }
    expect(parseConfig(text, 'a.conf')).toEqual([
      { name: 'user', args: ['www-data'], ...at, line: 2 },
      {
        name: 'http',
        args: [],
        ...at,
        line: 3,
        block: [
          { name: 'server', args: [], ...at, line: 4, block: [{ name: 'listen', args: ['80'], ...at, line: 5 }] },
        ],
      },
    ])
  })

  it.each([
    ['plain words', 'a b c;', ['b', 'c']],
    ['quoted spaces, semicolons and braces', `a "b; {c}" 'd "e"';`, ['b; {c}', 'd "e"']],
    [
      'escapes',
      String.raw`a "b\"c" d\;e \d+ "f\\g" 'h\ti';`,
      ['b"c', String.raw`d\;e`, String.raw`\d+`, 'f\\g', 'h\ti'],
    ],
    ['a quote inside a word', `a b"c;`, ['b"c']],
    ['a comment sign inside a word', 'a b#c # comment ; {\n;', ['b#c']],
    ['a braced variable', 'a ${b}c$d;', ['${b}c$d']],
    ['an empty string', `a "" '';`, ['', '']],
    ['Windows line ends', 'a\r\nb\r\n;\r\n', ['b']],
  ])('reads %s', (_, text, args) => {
    expect(parseConfig(text, 'x')).toMatchObject([{ name: 'a', args }])
  })

  it('passes over Lua, whose braces and quotes are its own', () => {
    const lua = `location /l { content_by_lua_block {
      local t = { "}", '}', [[ } ]] } -- }
      --[==[ } ]] } ]==]
    } proxy_pass http://a; }
    next 1;`
    const [location, next] = parseConfig(lua, 'x')
    expect(location?.block?.map(({ name }) => name)).toEqual(['content_by_lua_block', 'proxy_pass'])
    expect(next).toMatchObject({ name: 'next', line: 5 })
  })

  it('replaces every include by the files of the dump that it names', () => {
    const tree = readTree(splitDump(dump))
    expect(tree.map(({ name, file, line }) => `${name} ${file}:${line}`)).toEqual([
      'user /etc/nginx/nginx.conf:1',
      'http /etc/nginx/nginx.conf:2',
    ])
    expect(tree[1]?.block?.map(({ name, file, line }) => `${name} ${file}:${line}`)).toEqual([
      'types /etc/nginx/mime.types:1',
      'upstream /etc/nginx/conf.d/a.conf:1',
      'server /srv/site.conf:2',
    ])
  })

  it('ends when files include each other', () => {
    const loop = '# configuration file /a:\nx 1;\ninclude /b;\n\n# configuration file /b:\ninclude /a;\ny 2;\n'
    expect(readTree(splitDump(loop)).map(({ name }) => name)).toEqual(['x', 'y'])
  })

  it('is the same after it was printed', () => {
    fc.assert(
      fc.property(trees, tree => {
        expect(plain(parseConfig(print(tree), 'x'))).toEqual(tree)
      }),
    )
  })

  it('never throws, whatever the text', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      ';',
      '"',
      "'",
      '\\',
      '$',
      '${',
      '#',
      '\n',
      ' ',
      'a',
      'x_by_lua_block',
      '[[',
      '--',
      '[!',
      '*',
    )
    const text = fc.array(piece, { maxLength: 80 }).map(parts => parts.join(''))
    fc.assert(
      fc.property(text, text, (first, second) => {
        const tree = readTree(
          splitDump(`# configuration file /a:\ninclude ${first};\n${second}\n# configuration file /b:\n${first}`),
        )
        expect(Array.isArray(tree)).toBe(true)
      }),
    )
    expect(parseConfig('a{'.repeat(100_000), 'x')).toHaveLength(1)
  })
})

const dump = `# configuration file /etc/nginx/nginx.conf:
user www-data;
http {
  include mime.types;
  include conf.d/*.conf;
  include /srv/s[ia]te.conf;
}

# configuration file /etc/nginx/mime.types:
types { text/html html; }

# configuration file /etc/nginx/conf.d/a.conf:
upstream app { server 127.0.0.1:3000; }

# configuration file /etc/nginx/conf.d/deep/b.conf:
not_included 1;

# configuration file /srv/site.conf:

server { listen 80; }
`

interface Plain {
  name: string
  args: string[]
  block?: Plain[]
}

const names = fc.stringMatching(/^[a-z][a-z_]{0,8}$/).filter(name => !name.endsWith('_by_lua_block'))
const { trees } = fc.letrec<{ trees: Plain[]; node: Plain }>(tie => ({
  trees: fc.array(tie('node'), { maxLength: 4, depthIdentifier: 'tree' }),
  node: fc.record(
    {
      name: names,
      args: fc.array(fc.string(), { maxLength: 3 }),
      block: fc.option(tie('trees'), { nil: undefined, depthIdentifier: 'tree' }),
    },
    { requiredKeys: ['name', 'args'] },
  ),
}))

function print(tree: readonly Plain[]): string {
  const quote = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`
  return tree
    .map(({ name, args, block }) => `${[name, ...args.map(quote)].join(' ')}${block ? ` {\n${print(block)}}` : ';'}\n`)
    .join('')
}

function plain(tree: readonly Directive[]): unknown {
  return tree.map(({ name, args, block }) => ({ name, args, block: block && plain(block) }))
}
