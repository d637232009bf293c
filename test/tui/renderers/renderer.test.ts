import { describe, expect, it } from 'vitest'
import {
  isInteractive,
  type Renderer,
  type RendererFlags,
  rendererFor,
} from '../../../packages/tui/src/renderers/renderer.ts'

const terminal = { isTerminal: true, canDraw: true }
const dumb = { isTerminal: true, canDraw: false }
const pipe = { isTerminal: false, canDraw: true }

describe('how a session is shown', () => {
  it.each<[string, RendererFlags, typeof terminal, Renderer]>([
    ['on a screen in a terminal', {}, terminal, { kind: 'screen' }],
    ['as lines that ask with --plain', { plain: true }, terminal, { kind: 'lines', isAsking: true }],
    ['as lines that ask where no cursor can be placed', {}, dumb, { kind: 'lines', isAsking: true }],
    ['as lines that ask nobody with --no-input', { input: false }, terminal, { kind: 'lines', isAsking: false }],
    ['as lines that ask nobody in a pipe', {}, pipe, { kind: 'lines', isAsking: false }],
    ['as JSON with --json', { json: true }, terminal, { kind: 'json' }],
    ['as JSON with --json and --plain', { json: true, plain: true }, pipe, { kind: 'json' }],
  ])('is %s', (_title, flags, host, renderer) => {
    expect(rendererFor(flags, host)).toEqual(renderer)
  })
})

it.each<[Renderer, boolean]>([
  [{ kind: 'screen' }, true],
  [{ kind: 'lines', isAsking: true }, true],
  [{ kind: 'lines', isAsking: false }, false],
  [{ kind: 'json' }, false],
])('%j asks a person: %s', (renderer, isAsking) => {
  expect(isInteractive(renderer)).toBe(isAsking)
})
