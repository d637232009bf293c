import { expect, it } from 'vitest'
import { observe } from '../../../packages/engine/src/judge/observe.ts'
import type { Output } from '../../../packages/engine/src/ports.ts'
import { findReader } from '../../../packages/engine/src/read/readers.ts'
import { output } from '../../helpers/output.ts'

const lines = ['x', 'x\ny'].map(stdout => output({ stdout, startedAt: 7 }))

it('shows conditions what the reader yields, the facts, and the run itself', () => {
  expect(seen('lines', lines.slice(0, 1))).toEqual({
    values: { lines: ['x'], count: 1, text: 'x', fact: { who: 'me' }, exit_code: 0, started_ms: 7 },
    shape: expect.objectContaining({ fact: { 'who?': 'string' }, exit_code: 'int', started_ms: 'int' }),
  })
})

it('shows all runs of a sampled check, and the last one by itself', () => {
  expect(seen('lines', lines, true)).toMatchObject({
    values: { samples: [{ count: 1 }, { count: 2 }], last: { count: 2 }, total: 2, started_ms: 7 },
    shape: { total: 'int' },
  })
})

it('shows an optional part that is absent as empty, so that its fields can be asked for', () => {
  expect(seen('nginx-log', [output()])).toMatchObject({ values: { last: {} } })
})

it('shows nothing of a check of which nothing was run', () => {
  expect(seen('lines', [])).toEqual({ kind: 'unknown', reason: 'unreadable', problem: 'nothing was run' })
})

it('shows nothing where a single run is no answer, or cannot be read', () => {
  const late = output({ ending: { kind: 'timed-out', afterMs: 5 } })
  expect(seen('lines', [...lines, late], true)).toMatchObject({ kind: 'unknown', reason: 'timeout' })
  expect(seen('systemd-units', [output({ stdout: '<html>' })])).toMatchObject({ kind: 'unknown', reason: 'unreadable' })
})

it('parts pasted runs of curl at the line that ends each, and leaves a single one whole', () => {
  const one = 'HTTP/1.1 502 Bad Gateway\n\nbody\nrunbook-http code=502 ip=127.0.0.1\n'
  const runs = findReader('http')?.runs
  expect(runs?.(one + one + one)).toEqual([one, one, one])
  expect(runs?.(one)).toEqual([one])
})

function seen(id: string, outputs: Output[], isSampled = false) {
  const reader = findReader(id)
  if (!reader) throw new Error(`no reader ${id}`)
  return observe({
    reader,
    options: reader.options.parse({}),
    outputs,
    isSampled,
    facts: { who: 'me' },
    factShape: { 'who?': 'string' },
    context: { now: 0 },
  })
}
