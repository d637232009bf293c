import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gap, line, lines, paragraphs, printed } from '../../../packages/tui/src/lines/line.ts'

describe('a line', () => {
  it('carries no control character of a tool any further', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
        expect(line(text).text).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/)
      }),
    )
  })

  it('is one row, whatever line breaks its text has', () => {
    expect(line('it was\r\n  refused\nby the kernel').text).toBe('it was refused by the kernel')
  })

  it('prints its indent and mark before its text', () => {
    expect(printed(line('refused', { mark: '✓', indent: 2 }))).toBe('  ✓ refused')
  })
})

describe('the lines of a text', () => {
  it('keep their own indent, and lose trailing empty ones', () => {
    expect(lines('server {\n\tlisten 80;\n}\n\n').map(printed)).toEqual(['server {', '  listen 80;', '}'])
  })

  it('stand in paragraphs with one empty line between, and none for what is empty', () => {
    expect(paragraphs([line('a')], [], [line('b')])).toEqual([line('a'), gap, line('b')])
  })
})
