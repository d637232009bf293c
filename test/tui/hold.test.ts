import { describe, expect, it } from 'vitest'
import { asksIn, type Face, type FaceFlags, faceFor } from '../../packages/tui/src/hold.ts'

const terminal = { isTerminal: true, canDraw: true }
const dumb = { isTerminal: true, canDraw: false }
const pipe = { isTerminal: false, canDraw: true }

describe('how a session is shown', () => {
  it.each<[string, FaceFlags, typeof terminal, Face]>([
    ['on a screen in a terminal', {}, terminal, { kind: 'screen' }],
    ['as lines that ask with --plain', { plain: true }, terminal, { kind: 'lines', isAsking: true }],
    ['as lines that ask where no cursor can be placed', {}, dumb, { kind: 'lines', isAsking: true }],
    ['as lines that ask nobody with --no-input', { input: false }, terminal, { kind: 'lines', isAsking: false }],
    ['as lines that ask nobody in a pipe', {}, pipe, { kind: 'lines', isAsking: false }],
    ['as JSON with --json', { json: true }, terminal, { kind: 'json' }],
    ['as JSON with --json and --plain', { json: true, plain: true }, pipe, { kind: 'json' }],
  ])('is %s', (_title, flags, host, face) => {
    expect(faceFor(flags, host)).toEqual(face)
  })
})

it.each<[Face, boolean]>([
  [{ kind: 'screen' }, true],
  [{ kind: 'lines', isAsking: true }, true],
  [{ kind: 'lines', isAsking: false }, false],
  [{ kind: 'json' }, false],
])('%j asks a person: %s', (face, isAsking) => {
  expect(asksIn(face)).toBe(isAsking)
})
