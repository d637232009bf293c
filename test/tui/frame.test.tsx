import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { PickApp } from '../../packages/tui/src/ink/app.tsx'
import { ScreenView } from '../../packages/tui/src/ink/screen-view.tsx'
import { themeFor } from '../../packages/tui/src/ink/theme.ts'
import { line, lines } from '../../packages/tui/src/lines/line.ts'
import { keys } from '../../packages/tui/src/screens/keys.ts'
import { type Screen, screen } from '../../packages/tui/src/screens/screen.ts'
import { drawInk, type InkTerminal } from '../helpers/ink-terminal.ts'

const open: InkTerminal[] = []
afterEach(() => {
  for (const terminal of open.splice(0)) terminal.close()
})

// Marks that stand on another character. The emulator's tables are older than Ink's: one that it does not know takes a
// column in it, and none in Ink.
const newMarks = /(?![\u0300-\u036f])[\p{Mn}\p{Me}]/gu
const words = fc.oneof(
  fc.lorem({ maxCount: 60 }),
  fc.string({ maxLength: 300 }),
  fc.string({ unit: 'binary', maxLength: 80 }).map(text => text.replace(newMarks, '')),
  fc.constant('汉字'.repeat(80)),
  fc.constant('x'.repeat(400)),
  fc.constant('\x1b[2J\x1b[99;99H\x1b]0;title\x07row\nrow'),
)
const move = { kind: 'exit' } as const
const anyScreen: fc.Arbitrary<Screen> = fc.record({
  title: words,
  body: fc.array(words, { maxLength: 40 }).map(all => all.flatMap(text => lines(text, { mark: '✓', indent: 4 }))),
  below: fc.array(words, { maxLength: 3 }).map(all => all.map(text => line(text))),
  busy: fc.option(words.map(label => ({ label: line(label).text, since: 0, canStop: true }))),
  choicesTitle: words,
  choices: fc.array(fc.record({ label: words, note: words, move: fc.constant(move) }), { maxLength: 12 }),
  actions: fc.constant(Object.values(keys).map(key => ({ key, move }))),
  field: fc.option(
    fc.constant({ label: 'x'.repeat(100), isMultiline: true, submitLabel: 'use it', submit: () => move }),
  ),
  takesPaste: fc.boolean(),
})

describe('a frame', () => {
  it('never exceeds the rows and columns of its window', { timeout: 600_000 }, async () => {
    const sizes = fc.record({ columns: fc.integer({ min: 20, max: 160 }), rows: fc.integer({ min: 6, max: 50 }) })
    await fc.assert(
      fc.asyncProperty(
        anyScreen,
        sizes,
        fc.array(words, { maxLength: 20 }),
        words,
        async (shown, size, trail, notice) => {
          const view = (
            <ScreenView
              id="any"
              screen={shown}
              heading={notice}
              trail={trail.map(text => line(text, { mark: '?' }))}
              notice={line(notice).text}
              act={() => {}}
              stop={() => {}}
            />
          )
          const terminal = drawInk(view, { ...size, slack: 12 })
          try {
            await terminal.type('\x1b[6~', '\x1b[B', 'some text')
            const rows = await terminal.rows()
            expect(rows.slice(size.rows).filter(row => row !== '')).toEqual([])
            expect(rows.filter(row => terminal.emulator.widthOf(row) > size.columns)).toEqual([])
          } finally {
            terminal.close()
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  it('shows the heading, the body, the choices and the keys at 60x12', async () => {
    const shown = screen({
      title: 'Pick a runbook',
      body: [line('What is wrong?', { tone: 'strong' })],
      choices: [
        { label: '502', note: 'A URL answers 502', move: { kind: 'pick', id: '502' } },
        { label: 'nginx', note: 'nginx answers 502', move: { kind: 'pick', id: 'nginx' } },
      ],
      actions: [{ key: keys.quit, move: { kind: 'exit' } }],
    })
    const terminal = drawInk(<PickApp screen={shown} theme={themeFor(false)} />, { columns: 60, rows: 12 })
    open.push(terminal)
    expect(await terminal.rows()).toEqual([
      'runbook                                       Pick a runbook',
      'What is wrong?',
      '',
      '› 1  502 — A URL answers 502',
      '  2  nginx — nginx answers 502',
      '',
      '',
      '',
      '',
      '',
      '',
      '1–9 or ↑↓ enter choose  q quit',
    ])
    await terminal.type('\x1b[B', '\r')
    expect(await terminal.exited).toBe('nginx')
  })
})
