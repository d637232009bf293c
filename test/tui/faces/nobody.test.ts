import { expect, it } from 'vitest'
import { nobody } from '../../../packages/tui/src/faces/nobody.ts'

it.each([
  ['asking', 'step.skipped'],
  ['answering', 'step.skipped'],
  ['presenting', 'step.skipped'],
  ['consenting', 'consent.declined'],
  ['interrupted', 'step.confirmed'],
  ['found', 'session.finished'],
  ['mended', 'session.finished'],
  ['unmended', 'session.finished'],
  ['undone', 'session.finished'],
  ['ended', 'session.finished'],
] as const)('where nobody answers, %s goes on by %s', (state, type) => {
  expect(nobody({ state })).toEqual({ type })
})
