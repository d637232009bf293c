import type { Fault } from '@runbook/lab/faults/fault.ts'
import type { CaseResult } from '@runbook/lab/run/run-case.ts'
import { scorePage } from '@runbook/lab/score/page.ts'
import { verdictOf } from '@runbook/lab/score/result-lines.ts'
import { scoreOnto } from '@runbook/lab/score/score.ts'
import { totalsOf, unmetTargets } from '@runbook/lab/score/totals.ts'
import { describe, expect, it } from 'vitest'

const good: CaseResult = {
  fault: 'app-down',
  noise: 'none',
  expected: 'upstream-refused-app-down',
  named: 'upstream-refused-app-down',
  outcome: 'diagnosed',
  right: true,
  seconds: 2,
  fix: 'none',
  undo: 'none',
  script: true,
  problems: [],
}
const missed: CaseResult = { ...good, named: null, outcome: 'inconclusive', right: false }
const wrong: CaseResult = { ...good, named: 'pm2-errored', right: false }
const failed: CaseResult = { ...good, named: null, outcome: 'error', right: false, problems: ['nginx is broken'] }
const healthy: CaseResult = { ...good, expected: 'healthy', named: null, outcome: 'healthy' }
const alarmed: CaseResult = { ...healthy, named: 'pm2-errored', outcome: 'diagnosed', right: false }
const mended: CaseResult = { ...good, fix: 'worked', undo: 'exact' }
const spoiled: CaseResult = { ...good, fix: 'worked', undo: 'inexact' }

const times = (count: number, one: CaseResult) => Array.from({ length: count }, () => one)

describe('the totals of a score', () => {
  it('count every case once', () => {
    const all = [good, missed, wrong, failed, healthy, alarmed, mended, spoiled]
    const totals = totalsOf(all, 3)
    expect(totals).toMatchObject({ cases: 8, causes: 1, right: 4, wrong: 1, inconclusive: 1, errors: 1, skipped: 3 })
    expect(totals).toMatchObject({ healthy: 2, healthy_findings: 1, fixes_tried: 2, undo_tried: 2, undo_exact: 1 })
    expect(totals.right + totals.wrong + totals.inconclusive + totals.errors + totals.healthy_findings).toBe(8)
  })

  it.for<[string, CaseResult[], string[]]>([
    ['all is right', [...times(49, good), missed, healthy, mended], []],
    ['too many are not named', [...times(48, good), missed, missed], ['48 of 50 causes were named: fewer than 98 %']],
    ['one is wrong', [...times(99, good), wrong], ['1 cases ended with a wrong cause']],
    ['a healthy system gets a cause', [good, alarmed], ['1 healthy cases ended with a cause']],
    ['a fault could not be set up', [...times(99, good), failed], ['1 cases have no result']],
    ['an undo is not exact', [spoiled], ['0 of 1 undos were exact']],
    ['a fix fails', [{ ...good, fix: 'failed' }], ['0 of 1 fixes worked: fewer than 95 %']],
    ['nothing was run', [], ['no case was run']],
  ])('hold the targets or say which they miss when %s', ([, cases, unmet]) => {
    expect(unmetTargets(cases)).toEqual(unmet)
  })

  it.for<[string, CaseResult]>([
    ['right', good],
    ['right', healthy],
    ['inconclusive', missed],
    ['wrong', wrong],
    ['finding', alarmed],
    ['error', failed],
  ])('judge a case %s', ([verdict, one]) => {
    expect(verdictOf(one)).toBe(verdict)
  })
})

describe('a score onto an earlier one', () => {
  const scoreOf = (date: string, cases: CaseResult[]) => ({
    cases,
    date,
    totals: totalsOf(cases, 1),
    versions: {},
    skipped: [{ fault: 'a', noise: 'none', reason: 'no docker' }],
  })

  const fault = (id: string): Fault => ({
    id,
    cause: 'upstream-refused-app-down',
    title: id,
    needs: ['nginx'],
    shows: { status: [502] },
    up: () => Promise.reject(new Error('not set up here')),
  })

  it('renews the cases that were run again, keeps the others, and leaves out those that are no more', () => {
    const other = { ...good, fault: 'app-hangs' }
    const gone = { ...good, fault: 'app-gone' }
    const earlier = scoreOf('2026-11-20', [missed, other, gone])
    const merged = scoreOnto(earlier, scoreOf('2026-11-21', [good]), [fault('app-down'), fault('app-hangs')])
    expect(merged.cases).toEqual([good, other])
    expect(merged.totals).toMatchObject({ cases: 2, right: 2, skipped: 1 })
  })
})

describe('the page of a score', () => {
  const cases = [mended, { ...wrong, noise: 'old-errors' }, healthy]
  const page = scorePage({
    cases,
    totals: totalsOf(cases, 1),
    skipped: [{ fault: 'docker-down', noise: 'none', reason: 'no docker' }],
    date: '2026-01-02T03:04:05.000Z',
    versions: { nginx: '1.22.1' },
  })

  it.for([
    'Run on 2026-01-02 with nginx 1.22.1.',
    '| Ended with a wrong cause | 1 |',
    '| `upstream-refused-app-down` | 1 | 2 | 1 of 2 | 1 of 1 | 1 of 1 | 2 of 2 |',
    '| app-down | old-errors | `upstream-refused-app-down` | wrong: `pm2-errored` |',
    '| docker-down | none | no docker |',
    '| `pm2-errored` | no case was right in this run |',
  ])('says %s', line => {
    expect(page.split('\n')).toContain(line)
  })
})
