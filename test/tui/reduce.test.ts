import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { choiceOfKey, selectBy } from '../../packages/tui/src/ink/components/choices/reduce.ts'
import { lastOffset, scrollBy, scrollHint, scrollTo } from '../../packages/tui/src/ink/components/scroll/reduce.ts'
import { type Edit, editField, emptyField } from '../../packages/tui/src/ink/components/text-field/reduce.ts'

const size = fc.nat({ max: 200 })

describe('scrolling', () => {
  it('never leaves the content', () => {
    fc.assert(
      fc.property(size, size, size, fc.integer({ min: -300, max: 300 }), (offset, content, view, rows) => {
        const next = scrollBy({ offset, content, view }, rows)
        expect(next).toBeGreaterThanOrEqual(0)
        expect(next).toBeLessThanOrEqual(lastOffset({ content, view }))
      }),
    )
  })

  it('brings any row of the content into view', () => {
    fc.assert(
      fc.property(size, fc.integer({ min: 1, max: 50 }), size, size, (start, view, extra, row) => {
        const content = view + extra
        const top = row % content
        const offset = scrollTo({ offset: Math.min(start, extra), content, view }, { top, height: 1 })
        expect(top).toBeGreaterThanOrEqual(offset)
        expect(top).toBeLessThan(offset + view)
      }),
    )
  })

  it.each([
    [{ offset: 0, content: 10, view: 10 }, ''],
    [{ offset: 0, content: 15, view: 10 }, '↓ 5 more'],
    [{ offset: 2, content: 15, view: 10 }, '↑ 2 more  ↓ 3 more'],
    [{ offset: 5, content: 15, view: 10 }, '↑ 5 more'],
  ])('tells what is out of view at %o', (state, hint) => {
    expect(scrollHint(state)).toBe(hint)
  })
})

describe('choosing', () => {
  it.each([
    ['1', 3, 0],
    ['3', 3, 2],
    ['4', 3, undefined],
    ['0', 3, undefined],
    ['x', 3, undefined],
  ])('by the key %s of %i choices takes %o', (key, count, index) => {
    expect(choiceOfKey(key, count)).toBe(index)
  })

  it('goes round at both ends', () => {
    expect(selectBy(0, -1, 3)).toBe(2)
    expect(selectBy(2, 1, 3)).toBe(0)
  })
})

describe('a text field', () => {
  const edits = fc.oneof<fc.Arbitrary<Edit>[]>(
    fc.string({ unit: 'grapheme' }).map(text => ({ kind: 'insert', text })),
    fc.integer({ min: -5, max: 5 }).map(by => ({ kind: 'move', by })),
    fc.constantFrom<Edit>(
      { kind: 'erase' },
      { kind: 'erase-word' },
      { kind: 'clear' },
      { kind: 'home' },
      { kind: 'end' },
    ),
  )

  it('keeps its cursor within its text', () => {
    fc.assert(
      fc.property(fc.array(edits), all => {
        const { text, cursor } = all.reduce(editField, emptyField)
        expect(cursor).toBeGreaterThanOrEqual(0)
        expect(cursor).toBeLessThanOrEqual(text.length)
      }),
    )
  })

  it.each<[string, Edit[], string]>([
    ['erases a whole character', [{ kind: 'insert', text: 'a😀' }, { kind: 'erase' }], 'a'],
    ['erases the word before the cursor', [{ kind: 'insert', text: 'one two ' }, { kind: 'erase-word' }], 'one '],
    [
      'inserts where the cursor stands',
      [
        { kind: 'insert', text: 'ac' },
        { kind: 'move', by: -1 },
        { kind: 'insert', text: 'b' },
      ],
      'abc',
    ],
  ])('%s', (_title, all, text) => {
    expect(all.reduce(editField, emptyField).text).toBe(text)
  })
})
