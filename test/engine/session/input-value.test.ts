import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EngineError } from '../../../packages/engine/src/errors.ts'
import type { Input } from '../../../packages/engine/src/runbook/schema.ts'
import { inputValue } from '../../../packages/engine/src/session/input-value.ts'

const input = (type: Input['type']): Input => ({ type, ask: 'What?' })

describe('reading an input', () => {
  it.each<[Input['type'], string, unknown]>([
    [
      'url',
      'https://shop.example.com/cart?x=1#y',
      {
        href: 'https://shop.example.com/cart?x=1',
        scheme: 'https',
        host: 'shop.example.com',
        port: 443,
        path: '/cart',
      },
    ],
    [
      'url',
      'shop.example.com:8080',
      { href: 'http://shop.example.com:8080/', scheme: 'http', host: 'shop.example.com', port: 8080, path: '/' },
    ],
    ['url', 'http://[::1]:81/', { href: 'http://[::1]:81/', scheme: 'http', host: '::1', port: 81, path: '/' }],
    [
      'url',
      'http://x/$(touch%20pwned)',
      { href: 'http://x/$(touch%20pwned)', scheme: 'http', host: 'x', port: 80, path: '/$(touch%20pwned)' },
    ],
    ['path', '/var/log/a b.log', '/var/log/a b.log'],
    ['port', '8080', 8080],
    ['int', '0', 0],
    ['duration', '15m', '15m'],
    ['text', 'a "b" $(c)', 'a "b" $(c)'],
  ])('takes %s %j', (type, text, value) => {
    expect(inputValue('x', input(type), text)).toEqual(value)
  })

  it.each<[Input['type'], string]>([
    ['url', 'ftp://x/'],
    ['url', 'file:///etc/passwd'],
    ['url', 'javascript://x'],
    ['url', 'http://x/$(touch pwned)'],
    ['url', 'http://x/\n-o/etc/passwd'],
    ['url', 'http://user:secret@x/'],
    ['url', ''],
    ['url', 'http://'],
    ['path', 'relative'],
    ['path', '-rf'],
    ['path', '/a\nb'],
    ['port', '0'],
    ['port', '65536'],
    ['port', '1e3'],
    ['int', '-1'],
    ['int', '1.5'],
    ['duration', 'soon'],
    ['text', '-o'],
    ['text', 'a\u0000b'],
  ])('refuses %s %j with a hint', (type, text) => {
    const attempt = () => inputValue('x', input(type), text)
    expect(attempt).toThrow(EngineError)
    expect(attempt).toThrow(expect.objectContaining({ code: 'bad-input', hint: expect.stringMatching(/\.$/) }))
  })

  it('never shows a password that it refuses', () => {
    expect(() => inputValue('url', input('url'), 'https://me:hunter2@x/')).not.toThrow('hunter2')
  })

  it('gives a URL no part that a command could take as an option or as two words', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.webUrl(),
          fc.string(),
          fc.string().map(text => `http://x/${text}`),
        ),
        text => {
          let value: unknown
          try {
            value = inputValue('url', input('url'), text)
          } catch (error) {
            expect(error).toBeInstanceOf(EngineError)
            return
          }
          for (const part of Object.values(value as Record<string, string | number>)) {
            expect(String(part)).not.toMatch(/\s/)
            expect(String(part)).not.toMatch(/^-/)
          }
        },
      ),
      { numRuns: 1000 },
    )
  })
})
