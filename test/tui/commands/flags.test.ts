import { EngineError } from '@runbook/engine'
import { describe, expect, it } from 'vitest'
import { checkTarget, inputsFrom } from '../../../packages/tui/src/commands/flags.ts'

describe('inputs', () => {
  it.each<[string, string[] | undefined, string | undefined, Record<string, string>]>([
    ['nothing', undefined, undefined, {}],
    ['a URL', undefined, 'http://x/', { url: 'http://x/' }],
    ['a value', ['unit=shop'], undefined, { unit: 'shop' }],
    ['an empty value', ['unit='], undefined, { unit: '' }],
    ['a value with "=" in it', ['globals=a=b'], undefined, { globals: 'a=b' }],
    ['the last of two', ['unit=a', 'unit=b'], undefined, { unit: 'b' }],
    ['a URL that is set, before the one behind the runbook', ['url=http://y/'], 'http://x/', { url: 'http://y/' }],
  ])('are read from %s', (_title, set, url, inputs) => {
    expect(inputsFrom({ set }, url)).toEqual(inputs)
  })

  it.each(['unit', '=shop', ''])('are refused from %j, with how to write it', text => {
    const refused = caught(() => inputsFrom({ set: [text] }, undefined))
    expect(refused).toMatchObject({
      code: 'bad-input',
      message: `"${text}" does not set an input.`,
      hint: 'Write --set name=value.',
    })
  })
})

describe('a target', () => {
  it.each([undefined, 'local'])('%s is this machine', target => {
    expect(() => checkTarget({ target })).not.toThrow()
  })

  it.each(['web-1', ''])('%j cannot be reached', target => {
    expect(caught(() => checkTarget({ target }))).toMatchObject({
      code: 'bad-input',
      message: `The target "${target}" cannot be reached.`,
    })
  })
})

function caught(task: () => unknown): unknown {
  try {
    task()
  } catch (error) {
    expect(error).toBeInstanceOf(EngineError)
    return error
  }
  throw new Error('nothing was thrown')
}
