import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { setNginxDirectives } from '../../../../packages/engine/src/change/edits/nginx-directive.ts'
import { type NginxBlock, parseNginx } from '../../../../packages/engine/src/nginx/parse.ts'

const site = `# proxy_pass in a comment; { "
server {
    listen 80; server_name a;   # two on a line
    location / {
        proxy_pass http://127.0.0.1:3000; # the app
        if ($x ~ "a{2};") { proxy_pass http://b; }
    }
    location ~ "^/x{1,2}$"
    {
\t\tproxy_read_timeout 5s;
    }
    location /one { proxy_pass http://one; }
    location /empty {}
}
`

/** The one line that differs, as `old -> new`. */
function change(before: string, after: string): string {
  const [old, made] = [before.split('\n'), after.split('\n')]
  const at = made.findIndex((line, index) => line !== old[index])
  const isReplaced = old.length === made.length
  expect(old.slice(isReplaced || old.length > made.length ? at + 1 : at)).toEqual(
    made.slice(isReplaced || old.length < made.length ? at + 1 : at),
  )
  return old.length > made.length ? `- ${old[at]}` : isReplaced ? `${old[at]} -> ${made[at]}` : `+ ${made[at]}`
}

function edited(before: string, line: number, set: Record<string, string | null>): string {
  const result = setNginxDirectives(before, { line, set })
  return result.ok ? result.after : `refused: ${result.problem}`
}

describe('one directive of one block', () => {
  it.each<[string, number, Record<string, string | null>, string]>([
    [
      'is replaced with its comment kept',
      4,
      { proxy_pass: 'http://127.0.0.1:4000' },
      '        proxy_pass http://127.0.0.1:3000; # the app ->         proxy_pass http://127.0.0.1:4000; # the app',
    ],
    [
      'is replaced beside another',
      2,
      { server_name: 'a b' },
      '    listen 80; server_name a;   # two on a line ->     listen 80; server_name a b;   # two on a line',
    ],
    [
      'is inserted first, indented like its neighbours',
      4,
      { proxy_buffer_size: '16k' },
      '+         proxy_buffer_size 16k;',
    ],
    ['is inserted after a brace on a line of its own', 8, { proxy_pass: 'http://c' }, '+ \t\tproxy_pass http://c;'],
    [
      'is found by the line of that brace',
      9,
      { proxy_read_timeout: '60s' },
      '\t\tproxy_read_timeout 5s; -> \t\tproxy_read_timeout 60s;',
    ],
    [
      'is replaced in a one-line block',
      12,
      { proxy_pass: 'http://two' },
      '    location /one { proxy_pass http://one; } ->     location /one { proxy_pass http://two; }',
    ],
    [
      'is inserted into a one-line block',
      12,
      { proxy_buffering: 'off' },
      '    location /one { proxy_pass http://one; } ->     location /one { proxy_buffering off; proxy_pass http://one; }',
    ],
    [
      'is inserted into an empty block',
      13,
      { return: '204' },
      '    location /empty {} ->     location /empty { return 204; }',
    ],
    ['is inserted at the top', 0, { worker_rlimit_nofile: '65535' }, '+ worker_rlimit_nofile 65535;'],
    ['is removed with its line', 8, { proxy_read_timeout: null }, '- \t\tproxy_read_timeout 5s;'],
    [
      'is removed from a line that it shares',
      2,
      { listen: null },
      '    listen 80; server_name a;   # two on a line ->  server_name a;   # two on a line',
    ],
  ])('%s', (_title, line, set, expected) => {
    expect(change(site, edited(site, line, set))).toBe(expected)
  })

  it.each<[string, string, number, Record<string, string | null>, string]>([
    [
      'a key',
      'location / {\n  proxy_set_header Host a;\n  proxy_set_header X b;\n}',
      1,
      { 'proxy_set_header Host': '$host' },
      'location / {\n  proxy_set_header Host $host;\n  proxy_set_header X b;\n}',
    ],
    ['a flag', 'upstream u {\n\tserver a;\n}\n', 1, { ip_hash: '' }, 'upstream u {\n\tip_hash;\n\tserver a;\n}\n'],
    [
      'CRLF and no last line end',
      'events {\r\n  worker_connections 10;\r\n}',
      1,
      { multi_accept: 'on', worker_connections: '1024' },
      'events {\r\n  multi_accept on;\r\n  worker_connections 1024;\r\n}',
    ],
    [
      'Lua, which is passed over',
      "a_by_lua_block {\n local t = {a = {}} -- it's\n}\nserver { listen 1; }",
      4,
      { listen: '2' },
      "a_by_lua_block {\n local t = {a = {}} -- it's\n}\nserver { listen 2; }",
    ],
    [
      'Lua that holds quoted braces',
      'location / {\n  content_by_lua_block { ngx.say("}") }\n}\nserver { listen 1; }',
      4,
      { listen: '2' },
      'location / {\n  content_by_lua_block { ngx.say("}") }\n}\nserver { listen 2; }',
    ],
    [
      'beside Lua',
      'location / {\n  content_by_lua_block { ngx.say("}") }\n}\n',
      1,
      { lua_code_cache: 'on' },
      'location / {\n  lua_code_cache on;\n  content_by_lua_block { ngx.say("}") }\n}\n',
    ],
    [
      'a name that is written in quotes',
      'a {\n  "proxy_set_header" "Host" b;\n}',
      1,
      { 'proxy_set_header Host': 'c' },
      'a {\n  "proxy_set_header" "Host" c;\n}',
    ],
    [
      'what is so already',
      'events { worker_connections 1; }',
      1,
      { worker_connections: '1', multi_accept: null },
      'events { worker_connections 1; }',
    ],
  ])('may be %s', (_title, before, line, set, expected) => {
    expect(edited(before, line, set)).toBe(expected)
  })
})

it.each<[string, number, Record<string, string>, string]>([
  [site, 3, { listen: '1' }, 'no block opens on line 3, which is "listen 80; server_name a;   # two on a line"'],
  [site, 99, { listen: '1' }, 'there is no line 99'],
  [site, 2, { listen: '1; evil on' }, '"listen 1; evil on" is not one nginx directive'],
  [site, 2, { listen: '1 { }' }, '"listen 1 { }" is not one nginx directive'],
  [site, 2, { listen: '1 # x' }, '"listen 1 # x" is not one nginx directive'],
  [
    'location / {\n  content_by_lua_block {\n    ngx.say("}")\n  }\n}',
    2,
    { c: '1' },
    'the block on line 2 holds Lua and no directives',
  ],
  ['a { b "c"d; }', 1, { b: '3' }, 'this is no nginx configuration that can be edited: line 1 has an unexpected "d"'],
  ['a { b { } }', 1, { c: '1' }, 'more than one block opens on line 1'],
  ['a { b 1; b 2; }', 1, { b: '3' }, '"b" is there 2 times in that block'],
  ['a {', 1, { b: '3' }, 'this is no nginx configuration that can be edited: a block is not closed'],
  ['a { b "x; }', 1, { b: '3' }, 'this is no nginx configuration that can be edited: a quote on line 1 is not closed'],
])('%j at line %i is refused', (before, line, set, problem) => {
  expect(edited(before, line, set)).toBe(`refused: ${problem}`)
})

it('whatever the configuration, only the named directive of the named block differs', () => {
  const word = fc.constantFrom('alpha', 'beta', 'gamma', '"q;{ }"', "'#'", 'a\\;b', '${v}', 'http://x:1/')
  const gap = fc.constantFrom(' ', '\n', '\n    ', '\t', '\r\n', ' # note; }\n')
  const simple = fc.tuple(word, word, gap).map(([name, value, space]) => `${name} ${value};${space}`)
  const inner = fc.array(simple, { maxLength: 4 }).map(parts => parts.join(''))
  const nested = fc
    .tuple(inner, gap, inner)
    .map(([before, space, inside]) => `${before}loc /${space}{${space}${inside}}${space}`)
  const block = fc.tuple(inner, fc.oneof(nested, inner), gap).map(([a, b, space]) => `server {${space}${a}${b}}\n`)
  fc.assert(
    fc.property(inner, block, (top, server) => {
      const before = `${top}\n${server}`
      const line = top.split('\n').length + 1
      const result = setNginxDirectives(before, { line, set: { zeta: 'new' } })
      if (!result.ok) {
        expect(result.problem).toMatch(/more than one block opens/)
        return
      }
      const [old, made] = [shapeOf(before), shapeOf(result.after)]
      const position = made.indexOf('server/zeta new')
      expect(made.toSpliced(position, 1)).toEqual(old)
      expect(setNginxDirectives(result.after, { line, set: { zeta: null } }).ok).toBe(true)
    }),
  )
})

/** Every directive with the blocks that it stands in. */
function shapeOf(text: string): string[] {
  const { root, fault } = parseNginx(text)
  if (fault) throw new Error(fault.kind)
  const walk = ({ statements }: NginxBlock, path: string): string[] =>
    statements.flatMap(({ words, block }) => {
      const line = path + words.map(word => text.slice(word.start, word.end)).join(' ')
      return block ? [`${line} {}`, ...walk(block, `${line}/`)] : [line]
    })
  return walk(root, '')
}
