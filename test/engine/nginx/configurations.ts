import fc from 'fast-check'

/** Configurations that are hard to read, each of them well formed. */
export const configurations: Record<string, string> = {
  'a brace in quotes': 'server { return 200 "}"; }\nevents { }\n',
  'a brace in a comment': 'server { # } {\n listen 80; # "\n}\n',
  'a brace in Lua': 'location /l { content_by_lua_block { ngx.say("}") } }\nserver { listen 80; }\n',
  'quotes and comments of Lua': `location /l {
  set_by_lua_block $a { local t = { "{", '{', [[ { ]], [==[ ]] { ]==] } -- it's {
    --[[ {
    ]] return t }
  proxy_pass http://a;
}
`,
  'an empty Lua block': 'init_by_lua_block {}\nevents {}\n',
  'variables in braces': 'server { set $a ${b}c${d}; return 302 https://${host}$uri; }\n',
  'escapes in words': String.raw`events { log_format a "x\ty\n\"z\"" 'it\'s' a\;b \{c; }`,
  'a regular expression with braces': 'server { location ~ "^/x{1,2}/(\\d+)$" { return 200; } }\n',
  'a byte order mark': '\ufeffevents { worker_connections 10; }\n',
  'line ends of Windows': 'events {\r\n  worker_connections 10;\r\n}\r\nhttp {\r\n}\r\n',
  'blocks of one line': 'server { listen 80; } location / { proxy_pass http://a; }\n',
  'directives over several lines': 'log_format a\n  "one"\n  # between\n  "two";\nserver\n{\n  listen\n    80;\n}\n',
  'a quoted name': '"server" { "listen" 80; }\n',
  'a parenthesis after a quote': 'server { if ($a = "b") { return 403; } }\n',
  'words that hold quotes and signs': 'map $a $b { a"b c\'d; e#f}g h; default ""; }\n',
  'a quoted text over lines': "server { return 200 'a\n  ; }\nb'; }\nevents { }\n",
}

/** A directive as it should be read. */
export interface Plain {
  name: string
  args: string[]
  block?: Plain[]
}

const name = fc
  .stringMatching(/^[a-z][a-z_]{0,8}$/)
  .filter(text => text !== 'include' && !text.endsWith('_by_lua_block'))
const trees = fc.letrec<{ trees: Plain[]; node: Plain }>(tie => ({
  trees: fc.array(tie('node'), { maxLength: 4, depthIdentifier: 'tree' }),
  node: fc.record(
    {
      name,
      args: fc.array(fc.oneof(fc.string(), fc.constantFrom('${a}b', 'a;b', '}', '#', '\\d{2}', 'a\nb')), {
        maxLength: 3,
      }),
      block: fc.option(tie('trees'), { nil: undefined, depthIdentifier: 'tree' }),
    },
    { requiredKeys: ['name', 'args'] },
  ),
})).trees

const gaps = fc.array(fc.constantFrom(' ', '\t', '\n', '\r\n', ' # a "comment" } ; {\n'), {
  minLength: 1,
  maxLength: 3,
})
const style = fc.record({
  gap: gaps.map(parts => parts.join('')),
  quote: fc.constantFrom('"', "'"),
  /** Words that need no quotes go without. */
  isBare: fc.boolean(),
})

/** A tree, and a text that says it in one of the many ways of writing it. */
export const printed: fc.Arbitrary<{ tree: Plain[]; text: string }> = fc
  .tuple(trees, style)
  .map(([tree, how]) => ({ tree, text: print(tree, how) }))

function print(tree: readonly Plain[], how: { gap: string; quote: string; isBare: boolean }): string {
  const word = (text: string) =>
    how.isBare && /^[\w/.:]+$/.test(text)
      ? text
      : how.quote +
        text.replace(/["'\\]/g, found => (found === '\\' || found === how.quote ? `\\${found}` : found)) +
        how.quote
  return tree
    .map(({ name, args, block }) => {
      const words = [name, ...args.map(word)].join(how.gap)
      return words + (block ? `${how.gap}{${how.gap}${print(block, how)}}` : ';') + how.gap
    })
    .join('')
}
