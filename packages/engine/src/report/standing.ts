import type { ChangeRecord } from '../change/plan.ts'
import { verificationStory } from '../change/verification.ts'
import type { SessionOutcome } from '../session/types.ts'
import type { ReportFix } from './report.ts'

/** How a change stands, as its status and a note tell: the same words on a screen, in lines and in a report. */
export function standingOf(change: ChangeRecord): Pick<ReportFix, 'status' | 'note'> {
  return { status: statusOf(change), note: noteOf(change) }
}

/** What a change makes of its session; undefined when the session's outcome is not the change's. */
export function outcomeOfChange({ status, verification }: ChangeRecord): SessionOutcome | undefined {
  if (status === 'failed' || status === 'stuck') return 'failed'
  // What had helped, or may have, was taken back by choice; what had not helped has failed.
  if (status === 'undone') return verification && verification.kind !== 'not-mended' ? 'diagnosed' : 'failed'
  if (verification?.kind === 'mended') return 'fixed'
  return verification?.kind === 'unknown' ? 'unverified' : undefined
}

function statusOf({ status, verification }: ChangeRecord): ReportFix['status'] {
  if (status === 'undone') return 'undone'
  if (status === 'failed' || status === 'stuck') return 'failed'
  if (verification?.kind === 'mended') return 'verified'
  return verification?.kind === 'unknown' ? 'unverified' : 'applied'
}

function noteOf({ status, note, verification }: ChangeRecord): string {
  if (status === 'failed' || status === 'stuck' || !verification) return note
  if (verification.kind !== 'unknown') return verification.label
  if (status === 'undone') return `it could not be verified: ${verification.problem}`
  return [note && `${note}.`, verificationStory(verification)].filter(part => part !== '').join(' ')
}
