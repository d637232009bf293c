import { BugError, EngineError, type ErrorCode } from '@runbook/engine'
import { describe, expect, it } from 'vitest'
import { errorText } from '../../../packages/tui/src/errors/errors-text.ts'
import { usageText } from '../../../packages/tui/src/errors/usage-error.ts'

describe('an error', () => {
  it.each<[ErrorCode, number]>([
    ['bad-runbook', 2],
    ['bad-input', 2],
    ['no-such-runbook', 2],
    ['no-such-session', 2],
    ['not-allowed', 2],
    ['tool-failed', 4],
  ])('%s is a sentence and a hint, and exits with %i', (code, exit) => {
    const error = new EngineError('It is wrong.', { code, hint: 'Mend it.' })
    expect(errorText(error)).toEqual({ text: 'It is wrong.\nMend it.', code: exit })
  })

  it('has no empty line where there is no hint', () => {
    expect(errorText(new EngineError('It is wrong.', { code: 'bad-input' })).text).toBe('It is wrong.')
  })

  it.each([
    ['a bug', new BugError('two states at once')],
    ['an unforeseen exception', new TypeError('two states at once')],
    ['what is no error at all', 'two states at once'],
  ])('that is %s is ours: it is said so, with its stack', (_title, error) => {
    const { text, code } = errorText(error)
    expect(code).toBe(1)
    expect(text).toMatch(
      /^This is a fault of runbook itself: two states at once\nPlease report it[^\n]*\n.*Error.*\n +at /s,
    )
  })
})

describe('a complaint of the option parser', () => {
  it.each([
    ["error: unknown option '--jsn'\n(Did you mean --json?)", 'Unknown option "--jsn".\nDid you mean --json?'],
    ["error: missing required argument 'id'", 'Missing required argument "id".\nSee "runbook --help".'],
    ['error: too many arguments. Expected 1', 'Too many arguments. Expected 1.\nSee "runbook --help".'],
  ])('%j is one sentence and a hint', (message, text) => {
    expect(usageText(message)).toBe(text)
  })
})
