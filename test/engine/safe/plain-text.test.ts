import fc from 'fast-check'
import { expect, it } from 'vitest'
import { plainText } from '../../../packages/engine/src/safe/plain-text.ts'

it.each([
  ['colours', '\x1b[1;31mred\x1b[0m \x9b32mgreen', 'red green'],
  ['cursor moves and modes', 'a\x1b[2J\x1b[10;5Hb\x1b[?1049hc\x1b7\x1b(B', 'abc'],
  ['a title', '\x1b]0;pwned\x07text', 'text'],
  ['a link', '\x1b]8;;https://evil.example\x1b\\label\x1b]8;;\x1b\\', 'label'],
  ['the clipboard by 8-bit controls', '\x9d52;c;ZXZpbA==\x9ctext', 'text'],
  ['device strings', '\x1bPq#0;2;0;0;0\x1b\\text\x1b_app\x1b\\', 'text'],
  ['a title without an end, up to the line', '\x1b]0;title\nnext', '\nnext'],
  ['backspaces, so that what they would hide is seen', 'rm -rf /\b\b\bls', 'rm -rf /ls'],
  [
    'carriage returns, so that what they would overwrite is seen',
    'evil\rgood\r\nnext\r\r\nlast',
    'evil\ngood\nnext\nlast',
  ],
  ['direction and zero width', 'a\u202eb\u2066c\u200bd\ufeffe\u200f', 'abcde'],
  ['a lone escape', 'end\x1b', 'end'],
  ['a sequence inside a sequence', '\x1b[3\x1b[31m1mx', '1mx'],
])('removes %s', (_title, text, expected) => {
  expect(plainText(text)).toBe(expected)
})

it('keeps tabs, line ends and every language', () => {
  const text = 'Größe\t東京 🙂\nсервер [error] 42#42: *1 connect() failed (111)\n'
  expect(plainText(text)).toBe(text)
})

it('leaves nothing that acts on a terminal, and changes nothing the second time', () => {
  const hostile = fc.string({
    unit: fc.oneof(
      fc.constantFrom(...'\x1b\x9b\x9d\x90\x9c\x07\r\n\b\\[]P;0mH\u202e\u200b'),
      fc.string({ unit: 'binary', maxLength: 1 }),
    ),
  })
  fc.assert(
    fc.property(hostile, text => {
      const plain = plainText(text)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be left
      expect(plain).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b]/)
      expect(plainText(plain)).toBe(plain)
    }),
    { numRuns: 1000 },
  )
})
