import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commandLine, endingWords } from '../../../packages/engine/src/command/command-line.ts'
import type { Ending } from '../../../packages/engine/src/ports.ts'
import { output } from '../../helpers/output.ts'

describe('a command line', () => {
  it.each([
    [
      ['curl', '-sS', '--max-time', '10', 'https://shop.example.com/a?b=1'],
      "curl -sS --max-time 10 'https://shop.example.com/a?b=1'",
    ],
    [['ss', '-H', '-ltnp'], 'ss -H -ltnp'],
    [['grep', "it's", ''], "grep 'it'\\''s' ''"],
    [['printf', 'a\nb\t\x1b[0m\u202e'], "printf $'a\\nb\\t\\x1b[0m\\xe2\\x80\\xae'"],
    [['A=b', 'C=d'], "'A=b' C=d"],
    [['time', 'time'], "'time' time"],
  ])('of %j is %s', (argv, line) => {
    expect(commandLine(argv)).toBe(line)
  })

  it('gives the same words back when bash reads it', () => {
    const word = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.string({ unit: fc.constantFrom(...'\'"\\$`!~{},*?[]()<>|&;# \n\t=%\x1b\u200fé'), maxLength: 8 }),
    )
    const argv = fc.array(
      word.map(text => text.replaceAll('\0', '').toWellFormed()),
      { minLength: 1, maxLength: 8 },
    )
    fc.assert(
      fc.property(argv, words => {
        const printed = execFileSync('bash', ['-c', `printf '%s\\0' ${commandLine(words)}`], { encoding: 'utf8' })
        expect(printed.split('\0').slice(0, -1)).toEqual(words)
      }),
      { numRuns: 150 },
    )
  })
})

it.each<[Ending, number, string]>([
  [{ kind: 'exited', code: 1 }, 12, 'exit 1 after 12 ms'],
  [{ kind: 'exited', code: 0 }, 1234, 'exit 0 after 1.2 s'],
  [{ kind: 'exited', code: 0 }, 125_000, 'exit 0 after 2 min 5 s'],
  [{ kind: 'exited', code: 0 }, 119_980, 'exit 0 after 2 min 0 s'],
  [{ kind: 'signalled', signal: 'SIGKILL' }, 40, 'ended by SIGKILL after 40 ms'],
  [{ kind: 'timed-out', afterMs: 10_000 }, 10_400, 'timed out after 10 s'],
  [{ kind: 'aborted' }, 3000, 'stopped after 3 s'],
  [{ kind: 'not-started', why: 'missing', message: 'no such program: ss' }, 1, 'no such program: ss'],
])('%j after %i ms reads "%s"', (ending, durationMs, story) => {
  expect(endingWords(output({ ending, durationMs }))).toBe(story)
})
