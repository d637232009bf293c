import type { Report, ReportStep } from '@runbook/engine'

export const STEP: ReportStep = {
  runbook: 'front',
  step: 'probe',
  question: 'Does it answer?',
  outcome: 'failing',
  label: 'it fails',
  by: 'check',
  command: ['curl', 'http://x/'],
  exit_code: 0,
  duration_ms: 12,
  evidence: 'status=502',
  facts: {},
}

export function causeOf(): NonNullable<Report['cause']> {
  return {
    id: 'shop-gone',
    layer: 'process',
    title: 'The shop is stopped',
    means: 'It is gone.',
    prevent: 'Start it.',
    advice: '',
    sources: ['https://example.com'],
    evidence: ['front/probe'],
  }
}

/** A report of a stopped shop, with what is given. */
export function reportWith(given: Partial<Report>): Report {
  return {
    schema: 1,
    session: 's',
    runbook: '502',
    target: 'local',
    started: '2026-01-01T00:00:00.000Z',
    finished: '2026-01-01T00:00:01.000Z',
    outcome: 'diagnosed',
    says: '',
    cause: causeOf(),
    chain: ['near', 'shop-gone'],
    contributing: [],
    ruled_out: [],
    unknown: [{ step: 'front/probe', reason: 'timeout', problem: 'no answer', needs: '' }],
    inputs: { url: 'http://x/' },
    steps: [STEP],
    fixes: [
      {
        id: 'start',
        runbook: 'front',
        title: 'Start it',
        risk: 'low',
        time: '1 min',
        impact: 'None.',
        plan: {
          edits: [{ path: '/a', diff: '-a\n+```\n' }],
          validate: ['check', 'a b'],
          apply: [['start-shop']],
          verify: 'The symptom is checked again.',
          undo: 'Put back /a',
        },
        approval: 'abc',
        status: 'proposed',
        note: '',
      },
    ],
    ...given,
  }
}
