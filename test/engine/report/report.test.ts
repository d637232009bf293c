import { describe, expect, it } from 'vitest'
import { buildReport } from '../../../packages/engine/src/report/build.ts'
import type { Report } from '../../../packages/engine/src/report/report.ts'
import type { Session } from '../../../packages/engine/src/session/session.ts'
import { createWorld, ended, open, type Programs, settled, UNATTENDED } from '../session/shop.ts'

describe('a report', () => {
  it('names the cause with its layer, evidence and sources', async () => {
    const report = await reported()
    expect(report).toMatchObject({
      schema: 1,
      session: 'test',
      runbook: 'front',
      target: 'local',
      outcome: 'diagnosed',
      says: '',
      cause: {
        id: 'shop-gone',
        layer: 'process',
        title: 'The shop on port 8080 is stopped',
        means: 'Its process is gone.',
        prevent: 'Let a manager start it.',
        // What showed the cause, and what found the port that its title tells.
        evidence: ['front/sockets', 'back/process'],
        sources: ['https://example.com'],
      },
      chain: ['shop-gone'],
      inputs: { url: 'http://shop/' },
    })
    expect(report.started).toBe('2023-11-14T22:13:20.000Z')
  })

  it('lists each step with its command, its evidence and its facts, and no handoffs', async () => {
    const report = await reported()
    expect(report.steps.map(({ runbook, step, outcome }) => `${runbook}/${step}: ${outcome}`)).toEqual([
      'front/probe: failing',
      'front/sockets: yes-it-does',
      'back/process: gone',
      'back/which: ours',
    ])
    expect(report.steps[0]).toEqual({
      runbook: 'front',
      step: 'probe',
      question: 'Does the shop answer?',
      outcome: 'failing',
      label: 'it fails',
      by: 'check',
      command: ['curl', '-sS', 'http://shop/'],
      exit_code: 0,
      duration_ms: 1,
      evidence: 'status=502',
      facts: { status: 502 },
    })
  })

  it('offers every fix with its plan and approval', async () => {
    const { fixes } = await reported()
    expect(fixes.map(({ id, risk, status }) => `${id} ${risk} ${status}`)).toEqual([
      'start low proposed',
      'reset medium proposed',
      'rebuild high proposed',
    ])
    expect(fixes[0]?.plan).toMatchObject({ validate: ['check-shop'], apply: [['start-shop']] })
    expect(new Set(fixes.map(({ approval }) => approval)).size).toBe(3)
  })

  it.each<[string, Programs, Partial<Report>]>([
    [
      'is healthy',
      { 'curl -sS http://shop/': () => ({ stdout: 'status=200' }) },
      { outcome: 'healthy', says: 'It answers.', cause: null },
    ],
    [
      'was ruled out',
      { 'pgrep -x shop': () => ({ stdout: '7' }) },
      {
        outcome: 'inconclusive',
        ruled_out: [{ id: 'shop-gone', by: 'back/process' }],
        says: 'Status 502, and nobody knows why.',
      },
    ],
    [
      'could not be checked',
      { 'curl -sS http://shop/': ended({ kind: 'not-started', why: 'missing', message: 'curl is not installed' }) },
      { outcome: 'inconclusive', cause: null, says: 'It could not be told: curl is not installed.' },
    ],
  ])('tells what %s', async (_what, programs, expected) => {
    expect(await reported(programs)).toMatchObject(expected)
  })

  it('survives as JSON', async () => {
    const report = await reported()
    expect(JSON.parse(JSON.stringify(report))).toEqual(report)
  })
})

async function reported(programs: Programs = {}): Promise<Report> {
  const session: Session = await settled(open(createWorld(programs), UNATTENDED))
  await session.finished
  const { state, context } = session.view()
  return buildReport({ state, context, records: session.records() })
}
