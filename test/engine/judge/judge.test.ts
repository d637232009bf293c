import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Judgement, judge, judgeFacts } from '../../../packages/engine/src/judge/judge.ts'
import type { Ending, Output } from '../../../packages/engine/src/ports.ts'
import type { Value } from '../../../packages/engine/src/read/reader.ts'
import { findReader, readerIds } from '../../../packages/engine/src/read/readers.ts'
import type { Outcome } from '../../../packages/engine/src/runbook/schema-step.ts'
import { output } from '../../helpers/output.ts'

const outcomes: Record<string, Outcome> = {
  many: { when: 'count > 1', label: '{{seen}} lines for {{who}}', facts: { first: 'lines[0]' }, go: 'a' },
  one: { when: 'count == 1', label: 'one line', go: 'b' },
  none: { otherwise: true, label: 'no line', go: 'c' },
}

describe('judging a check', () => {
  it('takes the first outcome that holds, with the facts of the check and its own', () => {
    expect(judged({ stdout: 'x\ny\n' })).toEqual({
      kind: 'outcome',
      outcome: 'many',
      label: '2 lines for me',
      facts: { seen: 2, first: 'x' },
    })
    expect(judged({ stdout: 'x' })).toMatchObject({ outcome: 'one', facts: { seen: 1 } })
    expect(judged({ stdout: '' })).toMatchObject({ outcome: 'none' })
  })

  it.each<[string, Ending, Partial<Judgement>]>([
    [
      'a missing program',
      { kind: 'not-started', why: 'missing', message: 'ss is not installed' },
      { reason: 'tool-missing', problem: 'ss is not installed' },
    ],
    [
      'a program that may not be started',
      { kind: 'not-started', why: 'permission', message: 'no' },
      { reason: 'permission' },
    ],
    ['a start that failed otherwise', { kind: 'not-started', why: 'other', message: 'no' }, { reason: 'failed' }],
    ['a time limit', { kind: 'timed-out', afterMs: 10_000 }, { reason: 'timeout', problem: 'no answer within 10 s' }],
    ['a stop', { kind: 'aborted' }, { reason: 'aborted' }],
    ['a signal', { kind: 'signalled', signal: 'SIGKILL' }, { reason: 'failed', problem: 'it was ended by SIGKILL' }],
  ])('is unknown after %s, even when the output would fit', (_name, ending, expected) => {
    expect(judged({ ending, stdout: 'x\ny\n' })).toMatchObject({ kind: 'unknown', ...expected })
  })

  it.each([
    ['cat: /var/log/x: Permission denied', 1, 'permission'],
    ['nginx: [emerg] must be root', 1, 'permission'],
    ['bash: ss: command not found', 127, 'tool-missing'],
    ['System has not been booted with systemd as init system', 1, 'tool-missing'],
    ['something else', 3, 'failed'],
    ['', 3, 'failed'],
  ])('is unknown when a tool says %j with exit %d: %s', (stderr, code, reason) => {
    const judgement = judged({ ending: { kind: 'exited', code }, stderr })
    expect(judgement).toMatchObject({ kind: 'unknown', reason })
    expect(judgement.kind === 'unknown' && judgement.problem).toContain(stderr.slice(0, 10) || 'exit code 3')
  })

  it('takes exit codes as answers that the step accepts', () => {
    expect(judged({ ending: { kind: 'exited', code: 3 } }, { accept: [0, 3] })).toMatchObject({ outcome: 'none' })
    expect(judged({ ending: { kind: 'exited', code: 1 } }, { accept: [0, 3] })).toMatchObject({ kind: 'unknown' })
  })

  it.each<[string, Record<string, Outcome>, RegExp]>([
    ['a condition fails', { a: { when: 'lines[9] == "x"', label: 'a', go: 'a' } }, /condition of "a"/],
    ['a fact fails', { a: { otherwise: true, label: 'a', facts: { x: 'lines[9]' }, go: 'a' } }, /fact "x"/],
    ['no outcome fits', { a: { when: 'false', label: 'a', go: 'a' } }, /fits none/],
  ])('is unreadable when %s', (_name, given, problem) => {
    const judgement = judged({ stdout: 'x' }, { outcomes: given })
    expect(judgement).toMatchObject({ kind: 'unknown', reason: 'unreadable' })
    expect(judgement.kind === 'unknown' ? judgement.problem : '').toMatch(problem)
  })

  it('sees every sample, the last one and their number', () => {
    const sampled: Record<string, Outcome> = {
      bad: { when: 'samples.exists(s, s.count > 1) && last.count == 0 && total == 3', label: 'bad', go: 'a' },
      fine: { otherwise: true, label: 'fine', go: 'b' },
    }
    const outputs = ['', 'x\ny', ''].map(stdout => output({ stdout }))
    expect(judgedAll(outputs, { outcomes: sampled, isSampled: true, always: {} })).toMatchObject({ outcome: 'bad' })
  })

  it('is unknown when one of its samples could not be made', () => {
    const outputs = [output({ stdout: 'x' }), output({ ending: { kind: 'timed-out', afterMs: 5 } })]
    expect(judgedAll(outputs, { isSampled: true, always: {} })).toMatchObject({ kind: 'unknown', reason: 'timeout' })
  })

  it('decides by facts alone, and cannot decide by a fact that is not known', () => {
    const decided: Record<string, Outcome> = {
      shop: { when: 'fact.owner == "shop"', label: 'the shop', go: 'a' },
      other: { otherwise: true, label: '{{owner}}', go: 'b' },
    }
    const shape = { 'owner?': 'string' } as const
    expect(judgeFacts({ outcomes: decided }, { owner: 'shop' }, shape)).toMatchObject({ outcome: 'shop' })
    expect(judgeFacts({ outcomes: decided }, { owner: 'x' }, shape)).toMatchObject({ outcome: 'other', label: 'x' })
    expect(judgeFacts({ outcomes: decided }, {}, shape)).toMatchObject({ kind: 'unknown', reason: 'needs-input' })
  })

  it('names expressions once, for conditions, facts and the names after them, and works them out when they are used', () => {
    const named: Record<string, Outcome> = {
      none: { when: '!has(line.length) && count == 0', label: 'nothing', go: 'a' },
      long: { when: 'isLong', label: 'long', facts: { first: 'word' }, go: 'a' },
      short: { otherwise: true, label: 'short', go: 'b' },
    }
    const lets = { word: 'lines[0]', line: 'first([{"length": size(word)}])', isLong: 'line.length > 3' }
    expect(judged({ stdout: 'abcd' }, { outcomes: named, lets })).toMatchObject({
      outcome: 'long',
      facts: { first: 'abcd' },
    })
    expect(judged({ stdout: 'abc' }, { outcomes: named, lets })).toMatchObject({ outcome: 'short' })
    const wrong = judged({ stdout: '' }, { outcomes: { any: { when: 'isLong', label: 'x', go: 'a' } }, lets })
    expect(wrong).toMatchObject({ kind: 'unknown', reason: 'unreadable' })
  })

  it('sees every declared fact in known, as a blank while it is not known', () => {
    const shape = { 'owner?': 'string', 'port?': 'int', 'ports?': 'list<int>' } as const
    const decided = { ours: { when: 'known.owner == "shop"', label: '{{owner}}', go: 'a' } }
    const blank = {
      blank: { when: 'known.owner == "" && known.port == 0 && size(known.ports) == 0', label: '{{owner}}', go: 'a' },
    }
    expect(judgeFacts({ outcomes: decided }, { owner: 'shop' }, shape)).toMatchObject({ outcome: 'ours' })
    expect(judgeFacts({ outcomes: decided }, {}, shape)).toMatchObject({ kind: 'unknown', reason: 'unreadable' })
    const said = judgeFacts({ outcomes: blank, say: { owner: 'its owner' } }, {}, shape)
    expect(said).toMatchObject({ outcome: 'blank', label: 'its owner' })
  })

  it('never throws, whatever a tool prints and however it ends', () => {
    const ending = fc.oneof<fc.Arbitrary<Ending>[]>(
      fc.record({ kind: fc.constant('exited' as const), code: fc.integer({ min: 0, max: 255 }) }),
      fc.constant({ kind: 'aborted' }),
      fc.constant({ kind: 'signalled', signal: 'SIGTERM' }),
    )
    fc.assert(
      fc.property(fc.constantFrom(...readerIds), ending, fc.string(), fc.string(), (id, end, stdout, stderr) => {
        const judgement = judgedAll([output({ ending: end, stdout, stderr })], {
          reader: id,
          always: {},
          outcomes: { any: { otherwise: true, label: 'any', go: 'a' } },
        })
        expect(['outcome', 'unknown']).toContain(judgement.kind)
        if (end.kind !== 'exited') expect(judgement.kind).toBe('unknown')
      }),
      { numRuns: 1000 },
    )
  })
})

interface How {
  reader?: string
  outcomes?: Record<string, Outcome>
  accept?: number[]
  isSampled?: boolean
  always?: Record<string, string>
  lets?: Record<string, string>
}

function judged(given: Partial<Output>, how: How = {}): Judgement {
  return judgedAll([output(given)], how)
}

function judgedAll(
  outputs: Output[],
  { reader: id = 'lines', accept, isSampled = false, always, lets, ...how }: How,
): Judgement {
  const reader = findReader(id)
  if (!reader) throw new Error(`no reader ${id}`)
  const options = reader.options.safeParse({})
  if (!options.success) return { kind: 'unknown', reason: 'unreadable', problem: 'needs options' }
  return judge({
    reader,
    options: options.data,
    outputs,
    isSampled,
    accept,
    outcomes: how.outcomes ?? outcomes,
    always: always ?? { seen: 'count' },
    lets,
    facts: { who: 'me' } satisfies Record<string, Value>,
    factShape: { 'who?': 'string', 'seen?': 'int', 'first?': 'string' },
    context: { now: 0 },
  })
}
