import { expect, it } from 'vitest'
import { unattendedEvent } from '../../../packages/tui/src/renderers/unattended.ts'

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
  expect(unattendedEvent({ state })).toEqual({ type })
})
