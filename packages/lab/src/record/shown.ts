import type { Report } from '@runbook/engine'
import type { RecordedEvidence } from '@runbook/evidence'

/** What the cause of a report rests on. */
export function shownIn({ cause, steps }: Pick<Report, 'cause' | 'steps'>): RecordedEvidence[] {
  return steps
    .filter(({ runbook, step }) => cause?.evidence.includes(`${runbook}/${step}`))
    .map(({ runbook, step, label, evidence }) => ({ runbook, step, label, excerpt: evidence }))
}
