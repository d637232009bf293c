import { describe, expect, it } from 'vitest'
import { prompt } from '../../../packages/tui/src/renderers/prompt.ts'
import { keys } from '../../../packages/tui/src/screens/keys.ts'
import { type Move, type Screen, screen } from '../../../packages/tui/src/screens/screen.ts'

const shop: Move = { kind: 'pick', id: 'shop' }
const deep: Move = { kind: 'pick', id: 'deep' }
const leave: Move = { kind: 'exit' }
const close: Move = { kind: 'close' }

const choosing = screen({
  title: 'Pick',
  body: [],
  choicesTitle: 'Runbooks',
  choices: [
    { label: 'shop', note: 'the shop answers 502', move: shop },
    { label: 'deep', note: '', move: deep },
  ],
  actions: [{ key: keys.quit, move: leave }],
})
const going = screen({
  title: 'Seen',
  body: [],
  actions: [
    { key: keys.confirm, move: close },
    { key: keys.skip, move: leave },
  ],
})
const typing = screen({
  title: 'Set',
  body: [],
  field: {
    label: 'folder',
    isMultiline: false,
    submitLabel: 'use it',
    submit: text => (text.startsWith('/') ? { kind: 'pick', id: text } : { kind: 'refuse', problem: 'No path.' }),
  },
  actions: [{ key: keys.close, move: close }],
})
const pasting = screen({
  title: 'Paste',
  body: [],
  field: { label: 'output', isMultiline: true, submitLabel: 'read it', submit: text => ({ kind: 'paste', text }) },
  actions: [{ key: keys.close, move: close }],
})

describe('what a person may type', () => {
  it('is shown by number and letter', async () => {
    const { printed } = await ask(choosing, '1')
    expect(printed).toEqual([
      'Runbooks',
      '  1) shop — the shop answers 502',
      '  2) deep',
      '  q) quit',
      'Type a number or a letter, then Enter:',
    ])
  })

  it('stands behind a colon where a text is asked for', async () => {
    const { printed } = await ask(typing, '/srv')
    expect(printed).toEqual(['  :b) back', 'folder:'])
  })

  it('ends by a line of its own where the text has many', async () => {
    const { printed } = await ask(pasting, '.')
    expect(printed.at(-1)).toBe('output, ended by a line with "." alone:')
  })
})

describe('an answer', () => {
  it.each<[string, Screen, string[], Move]>([
    ['a number takes that choice', choosing, ['2'], deep],
    ['blanks around it do not count', choosing, [' 2 '], deep],
    ['a letter takes that action', choosing, ['q'], leave],
    ['a capital letter is the same', choosing, ['Q'], leave],
    ['an empty line is Enter', going, [''], close],
    ['the first letter of its label stands for Enter', going, ['g'], close],
    ['a text goes into the field', typing, ['/srv/shop'], { kind: 'pick', id: '/srv/shop' }],
    ['a letter behind a colon leaves a field', typing, [':b'], close],
    ['many lines are taken as they are', pasting, ['a', '', '  b', '.'], { kind: 'paste', text: 'a\n\n  b' }],
    ['a letter behind a colon leaves many lines when it comes first', pasting, [':b'], close],
    ['it is output when it comes later', pasting, ['a', ':b', '.'], { kind: 'paste', text: 'a\n:b' }],
    ['the end of the input ends many lines', pasting, ['a'], { kind: 'paste', text: 'a' }],
  ])('%s', async (_title, shown, typed, move) => {
    expect((await ask(shown, ...typed)).move).toEqual(move)
  })

  it.each(['3', '0', '-1', '1.5', 'x', '', 'constructor'])(
    '%j is none of them, and is asked for again',
    async typed => {
      const { move, printed } = await ask(choosing, typed, '1')
      expect(move).toEqual(shop)
      expect(printed.filter(text => text === '  That is none of them.')).toHaveLength(1)
    },
  )

  it('that cannot be used is refused with the reason, and asked for again', async () => {
    const { move, printed } = await ask(typing, 'srv', '/srv')
    expect(move).toEqual({ kind: 'pick', id: '/srv' })
    expect(printed).toContain('  ! No path.')
  })

  it('is nobody’s once the input has ended', async () => {
    expect((await ask(choosing)).move).toBe(null)
  })

  it('is nobody’s once the session has ended', async () => {
    const ended = AbortSignal.abort()
    const reader = { next: async (signal: AbortSignal) => (signal.aborted ? null : '1'), close() {} }
    expect(await prompt(pasting, { reader, signal: ended, print() {} })).toBe(null)
    expect(await prompt(choosing, { reader, signal: ended, print() {} })).toBe(null)
  })
})

/** Types these lines, then ends the input. */
async function ask(shown: Screen, ...typed: string[]): Promise<{ move: Move | null; printed: string[] }> {
  const printed: string[] = []
  const reader = { next: async () => typed.shift() ?? null, close() {} }
  const move = await prompt(shown, { reader, signal: new AbortController().signal, print: text => printed.push(text) })
  return { move, printed }
}
