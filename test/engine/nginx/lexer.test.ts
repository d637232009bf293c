import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lexNginx } from '../../../packages/engine/src/nginx/lexer.ts'
import { configurations, printed } from './configurations.ts'

/** Words as `[value]`, with their fault; the rest as it is written. */
function told(text: string): string {
  return lexNginx(text)
    .map(({ kind, value, fault = '' }) =>
      kind === 'word' ? `[${value}]${fault}` : kind === 'lua' ? `lua(${value})` : value,
    )
    .join(' ')
}

describe('tokens of nginx configuration', () => {
  it.each([
    ['plain words', 'a b\tc;', '[a] [b] [c] ;'],
    ['quoted signs', `a "b; {c}" 'd "e"';`, '[a] [b; {c}] [d "e"] ;'],
    ['escaped quotes and backslashes', String.raw`"a\"b" 'c\'d' e\\f;`, String.raw`[a"b] [c'd] [e\f] ;`],
    ['escaped controls', String.raw`"a\tb" c\nd e\rf;`, '[a\tb] [c\nd] [e\rf] ;'],
    ['other backslashes, which stay', String.raw`\d+ a\;b \{c;`, String.raw`[\d+] [a\;b] [\{c] ;`],
    ['a quote inside a word', `a b"c d'e;`, `[a] [b"c] [d'e] ;`],
    ['a comment sign inside a word', 'a b#c # d ; {\n;', '[a] [b#c] ;'],
    ['a closing brace inside a word', 'a b}c;}', '[a] [b}c] ; }'],
    ['variables in braces', '${a} b${c}d $${e} $f{', '[${a}] [b${c}d] [$${e}] [$f] {'],
    ['empty words', `a "" '';`, '[a] [] [] ;'],
    ['a parenthesis after a quote', '($a = "b") {', '[($a] [=] [b] [)] {'],
    ['line ends of Windows', 'a\r\nb\r\n;\r\n', '[a] [b] ;'],
    ['a byte order mark in front', '\ufeffa;', '[a] ;'],
    ['no other space than that of nginx', 'a\u00a0b\fc;', '[a\u00a0b\fc] ;'],
    ['a comment that no line end closes', 'a; # b', '[a] ;'],
    ['Lua as one piece', 'a_by_lua_block { x = "}" -- }\n} b;', '[a_by_lua_block] { lua( x = "}" -- }\n) } [b] ;'],
    ['Lua with arguments', 'set_by_lua_block $a {{}} b;', '[set_by_lua_block] [$a] { lua({}) } [b] ;'],
    ['Lua that does not end', 'a_by_lua_block { {', '[a_by_lua_block] { lua( {)'],
    ['a quote that is not closed', 'a "b; }', '[a] [b; }]unclosed'],
    ['a quote that ends with a backslash', 'a "b\\', '[a] [b\\]unclosed'],
    ['what follows a quote without a space', 'a "b"c;', '[a] [b]joined [c] ;'],
  ])('are %s', (_, text, wanted) => {
    expect(told(text)).toBe(wanted)
  })

  it('know their lines', () => {
    const lines = lexNginx('a "b\nc" # d\n{\r\n e;\n}').map(({ value, line }) => `${value}:${line}`)
    expect(lines).toEqual(['a:1', 'b\nc:1', '{:3', 'e:4', ';:4', '}:5'])
  })

  const anyText = fc
    .array(
      fc.constantFrom(
        ...['{', '}', ';', '"', "'", '\\', '$', '#', '\n', '\r\n', ' ', 'a', 'x_by_lua_block', '[[', ']]', '--', ')'],
      ),
      { maxLength: 60 },
    )
    .map(parts => parts.join(''))
  it('give back the text together with the spaces and comments between them', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          anyText,
          printed.map(({ text }) => text),
          fc.constantFrom(...Object.values(configurations)),
        ),
        text => {
          let at = 0
          let whole = ''
          for (const { start, end } of lexNginx(text)) {
            expect(text.slice(at, start)).toMatch(/^\ufeff?(?:[ \t\r\n]|#[^\n]*(?:\n|$))*$/)
            whole += text.slice(at, start) + text.slice(start, end)
            at = end
          }
          expect(whole + text.slice(at)).toBe(text)
        },
      ),
    )
  })
})
