import { expect, it } from 'vitest'
import { definedIn, hasColorIn, stateDirOf } from '../../packages/tui/src/host.ts'

it.each([
  ['XDG_STATE_HOME', { XDG_STATE_HOME: '/state', HOME: '/home/a' }, '/state/runbook'],
  ['the home folder without it', { HOME: '/home/a' }, '/home/a/.local/state/runbook'],
  ['the home folder when it is no absolute path', { XDG_STATE_HOME: 'state', HOME: '/h' }, '/h/.local/state/runbook'],
  ['the root without a home', {}, '/.local/state/runbook'],
])('sessions are kept below %s', (_title, env, folder) => {
  expect(stateDirOf(env)).toBe(folder)
})

it.each([
  [undefined, true],
  ['', true],
  ['1', false],
  ['0', false],
])('NO_COLOR=%s gives colour: %s', (value, hasColor) => {
  expect(hasColorIn({ NO_COLOR: value })).toBe(hasColor)
})

it('commands get only what is set', () => {
  expect(definedIn({ A: 'a', B: undefined, C: '' })).toEqual({ A: 'a', C: '' })
})
