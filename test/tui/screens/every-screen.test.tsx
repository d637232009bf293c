import { afterEach, describe, expect, it } from 'vitest'
import { hintsOf } from '../../../packages/tui/src/ink/components/frame/hints.ts'
import { ScreenView } from '../../../packages/tui/src/ink/screen-view.tsx'
import type { Action, Screen } from '../../../packages/tui/src/screens/screen.ts'
import { drawInk, type InkTerminal } from '../../helpers/ink-terminal.ts'
import { everyScreen } from './every-screen.ts'

const stood = await everyScreen()
const sizes = [
  { columns: 80, rows: 24 },
  { columns: 140, rows: 40 },
]

/** Every state in which a session stands still or works where a person sees it. */
const states = [
  'asking',
  'checking',
  'presenting',
  'answering',
  'found',
  'planning',
  'consenting',
  'changing',
  'verifying',
  'mended',
  'unmended',
  'undoing',
  'undone',
  'interrupted',
  'ended',
  'finished',
]

const open: InkTerminal[] = []
afterEach(() => {
  for (const terminal of open.splice(0)) terminal.close()
})

it('every state has a screen', () => {
  expect(states.filter(state => !stood.some(each => each.state === state))).toEqual([])
})

describe.each(stood)('the screen of $state, $screen.title,', ({ state, screen }) => {
  it.each(sizes)('fits a terminal of $columns x $rows', async size => {
    const { rows, emulator } = await draw(screen, size)
    expect(rows.slice(size.rows).filter(row => row !== '')).toEqual([])
    expect(rows.filter(row => emulator.widthOf(row) > size.columns)).toEqual([])
    expect(rows[0]).toContain(screen.title)
  })

  it('says no placeholder', () => {
    const { body, below, choices, choicesTitle, title } = screen
    const texts = [title, choicesTitle, ...[...body, ...below].map(({ text }) => text)]
    const labels = choices.flatMap(({ label, note }) => [label, note])
    expect([...texts, ...labels].filter(text => text.includes('{{'))).toEqual([])
  })

  it('offers a way on or out in its last row', async () => {
    const ways = [...screen.actions, ...screen.choices.map(choice => ({ ...choice, key: null }))]
    const isWorking = screen.busy !== null
    expect(ways.length > 0 || screen.field !== null || isWorking).toBe(true)
    // A change is not broken off in its middle, so nothing is offered then.
    if (isWorking && screen.busy?.canStop === false) return expect(['changing', 'undoing']).toContain(state)
    const { rows } = await draw(screen, { columns: 140, rows: 40 })
    for (const { shown, label } of hintsOf(screen, false)) expect(rows[39]).toContain(`${shown} ${label}`)
    expect(rows[39]).not.toBe('')
  })

  it('gives each of its keys one meaning', () => {
    const presses = screen.actions.map(({ key }: Action) => key.press)
    expect(presses.filter((press, index) => presses.indexOf(press) !== index)).toEqual([])
  })
})

/** Draws a screen in an emulator that is larger than the terminal it is told, so that what is drawn outside shows. */
async function draw(screen: Screen, size: { columns: number; rows: number }) {
  const view = (
    <ScreenView
      id="any"
      screen={screen}
      heading="shop · on local"
      trail={[]}
      notice=""
      act={() => {}}
      stop={() => {}}
    />
  )
  const terminal = drawInk(view, { ...size, slack: 12 })
  open.push(terminal)
  return { rows: await terminal.rows(), emulator: terminal.emulator }
}
