import { describe, expect, it } from 'vitest'
import { hintsOf } from '../../../packages/tui/src/ink/components/frame/hints.ts'
import { layoutOf } from '../../../packages/tui/src/ink/components/frame/layout.ts'
import { keys } from '../../../packages/tui/src/screens/keys.ts'
import { type Move, type Screen, screen } from '../../../packages/tui/src/screens/screen.ts'

const move: Move = { kind: 'exit' }
const choices = [{ label: 'shop', note: '', move }]
const field = { label: 'folder', isMultiline: false, submitLabel: 'use it', submit: () => move }

describe('the footer', () => {
  it.each<[string, Partial<Screen>, boolean, string[]]>([
    ['nothing where nothing can be done', {}, false, []],
    ['how to choose', { choices }, false, ['1–9 or ↑↓ enter choose']],
    ['how to send a text', { field }, false, ['enter use it']],
    ['how to send many lines', { field: { ...field, isMultiline: true } }, false, ['ctrl+d use it']],
    ['how to scroll', {}, true, ['↑↓ pgup pgdn scroll']],
    ['how to scroll where arrows choose', { choices }, true, ['1–9 or ↑↓ enter choose', 'pgup pgdn scroll']],
    ['how to stop', { busy: { label: 'x', since: null, canStop: true } }, false, ['ctrl+c stop']],
    ['no stop in a change', { busy: { label: 'x', since: null, canStop: false } }, false, []],
  ])('tells %s', (_title, parts, isLong, hints) => {
    expect(told(parts, isLong)).toEqual(hints)
  })

  it('puts keys together that do the same', () => {
    const finish = { ...keys.confirm, label: 'finish' }
    const actions = [keys.finish, keys.back, finish].map(key => ({ key, move }))
    expect(told({ actions }, false)).toEqual(['q or enter finish', 'b back'])
  })
})

function told(parts: Partial<Screen>, isLong: boolean): string[] {
  return hintsOf(screen({ title: 'any', body: [], ...parts }), isLong).map(({ shown, label }) => `${shown} ${label}`)
}

describe('the trail', () => {
  it.each([
    [
      'stands beside the detail from 110 columns on',
      110,
      24,
      9,
      { isSideBySide: true, trailColumns: 39, trailRows: 0 },
    ],
    ['takes at most 56 columns', 300, 24, 9, { isSideBySide: true, trailColumns: 56 }],
    ['stands above it in fewer', 109, 24, 9, { isSideBySide: false, trailColumns: 0, trailRows: 3 }],
    ['takes no more rows than it has steps', 80, 40, 2, { trailRows: 2 }],
    ['takes none without steps', 80, 24, 0, { trailRows: 0 }],
    [
      'takes one row in a low window, without rules',
      140,
      15,
      9,
      { isSideBySide: false, trailRows: 1, hasRules: false },
    ],
  ])('%s', (_title, columns, rows, steps, layout) => {
    expect(layoutOf({ columns, rows }, steps)).toMatchObject(layout)
  })
})
