import type { CaseResult } from '@runbook/lab/run/run-case.ts'
import { cloudPage } from '@runbook/lab/score/cloud-page.ts'
import { ontoPresent, type Score } from '@runbook/lab/score/score.ts'
import { totalsOf } from '@runbook/lab/score/totals.ts'
import { describe, expect, it } from 'vitest'

const good: CaseResult = {
  fault: 'cf-521-refused',
  noise: 'none',
  expected: 'cf-521-refused',
  named: 'cf-521-refused',
  outcome: 'diagnosed',
  right: true,
  seconds: 2,
  fix: 'none',
  undo: 'none',
  problems: [],
}
const older: CaseResult = {
  ...good,
  fault: 'alb-refused',
  noise: 'aws v1',
  expected: 'alb-target-refused-rst',
  named: 'alb-target-refused-rst',
  fix: 'worked',
  undo: 'exact',
}
const refused: CaseResult = {
  ...good,
  fault: 'cf-unknown-hang',
  expected: 'unknown',
  named: null,
  outcome: 'inconclusive',
}
const layered: CaseResult = {
  ...good,
  fault: 'cf-nginx-app-down',
  expected: 'upstream-refused-app-down',
  named: 'pm2-errored',
  right: false,
}
const skipped = [{ fault: '3 scenarios of AWS', noise: 'aws v1', reason: 'no second generation' }]

function scoreOf(...cases: CaseResult[]): Score {
  return {
    cases,
    skipped,
    totals: totalsOf(cases, 1),
    date: '2026-11-21T12:00:00.000Z',
    versions: { 'aws v2': '2.9.19' },
  }
}

describe('the page of the cloud layers', () => {
  const page = cloudPage(scoreOf(good, older, refused, layered))

  it.each([
    'Run on 2026-11-21 with aws v2 2.9.19.',
    '| Cases | 4, of them 0 in which nothing is wrong, and 1 that must end open |',
    '| Distinct causes | 3 |',
    '| Right | 3 of 4 |',
    '| `cf-521-refused` | 1 | 1 | 1 of 1 | – | – |',
    '| `alb-target-refused-rst` | 1 | 1 | 1 of 1 | 1 of 1 | 1 of 1 |',
    '| `cf-502-from-origin` → `upstream-refused-app-down` | wrong: `pm2-errored` |',
    '| `cf-unknown-hang` | none | the API never answers | right |',
    '| aws v1 | 1 | 1 of 1 |',
    '- `cf-522-timeout`',
    '| 3 scenarios of AWS | aws v1 | no second generation |',
  ])('says %s', line => {
    expect(page).toContain(line)
  })

  it('does not list what is proven among what is not', () => {
    expect(page).not.toContain('- `cf-521-refused`')
  })
})

describe('a run put onto an earlier one', () => {
  it('renews the case of the same generation alone, and leaves out what is no more', () => {
    const again = { ...older, seconds: 9 }
    const present = new Set(['cf-521-refused none', 'alb-refused none', 'alb-refused aws v1'])
    const { cases, totals } = ontoPresent(
      scoreOf(good, { ...older, noise: 'none' }, older, refused),
      scoreOf(again),
      present,
    )
    expect(cases).toEqual([good, { ...older, noise: 'none' }, again])
    expect(totals.cases).toBe(3)
  })
})
