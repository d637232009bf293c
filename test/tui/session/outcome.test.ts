import type { ChangeRecord, Report, SessionView } from '@runbook/engine'
import { expect, it } from 'vitest'
import { exitCodeOf } from '../../../packages/tui/src/session/outcome.ts'

interface Told {
  isAborted?: boolean
  change?: Pick<ChangeRecord, 'status' | 'verification'>
  reasons?: string[]
}

it.each<[Report['outcome'], Told, number]>([
  ['healthy', {}, 0],
  ['fixed', {}, 0],
  ['diagnosed', {}, 3],
  ['unverified', {}, 4],
  ['inconclusive', {}, 4],
  ['inconclusive', { reasons: ['permission'] }, 4],
  ['inconclusive', { reasons: ['permission', 'timeout'] }, 124],
  ['inconclusive', { reasons: ['timeout', 'permission'] }, 4],
  ['failed', {}, 5],
  ['failed', { change: { status: 'undone', verification: null } }, 5],
  ['failed', { change: { status: 'stuck', verification: null } }, 6],
  ['diagnosed', { change: { status: 'interrupted', verification: null } }, 6],
  ['aborted', {}, 130],
  ['diagnosed', { isAborted: true }, 130],
  ['aborted', { isAborted: true, change: { status: 'stuck', verification: null } }, 6],
])(
  'a session that is %s, %j, exits with its code',
  (outcome, { isAborted = false, change = null, reasons = [] }, code) => {
    const context = { isAborted, change } as SessionView['context']
    const report = { outcome, unknown: reasons.map(reason => ({ reason })) } as Report
    expect(exitCodeOf({ context }, report)).toBe(code)
  },
)
