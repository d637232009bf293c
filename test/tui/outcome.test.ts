import type { Report, SessionView } from '@runbook/engine'
import { expect, it } from 'vitest'
import { exitCodeOf } from '../../packages/tui/src/outcome.ts'

type Told = Partial<{ isAborted: boolean; isHalfDone: boolean; reasons: string[] }>

it.each<[Report['outcome'], Told, number]>([
  ['healthy', {}, 0],
  ['fixed', {}, 0],
  ['diagnosed', {}, 3],
  ['inconclusive', {}, 4],
  ['inconclusive', { reasons: ['permission'] }, 4],
  ['inconclusive', { reasons: ['permission', 'timeout'] }, 124],
  ['inconclusive', { reasons: ['timeout', 'permission'] }, 4],
  ['failed', {}, 5],
  ['failed', { isHalfDone: true }, 6],
  ['fixed', { isHalfDone: true }, 6],
  ['aborted', {}, 130],
  ['diagnosed', { isAborted: true }, 130],
  ['aborted', { isAborted: true, isHalfDone: true }, 6],
])(
  'a session that is %s, %j, exits with its code',
  (outcome, { isAborted = false, isHalfDone, reasons = [] }, code) => {
    const context = { isAborted, change: isHalfDone ? { isHalfDone } : null } as SessionView['context']
    const report = { outcome, unknown: reasons.map(reason => ({ reason })) } as Report
    expect(exitCodeOf({ context }, report)).toBe(code)
  },
)
