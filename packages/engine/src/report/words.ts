import type { UnknownReason } from '../judge/unknown.ts'
import type { SessionOutcome } from '../session/types.ts'
import type { ReportFix } from './report.ts'

/** The outcome of a session in a few words. */
export const outcomeWords: Record<SessionOutcome, string> = {
  healthy: 'Healthy',
  diagnosed: 'Cause found, not fixed',
  fixed: 'Fixed and verified',
  unverified: 'Changed, and it could not be verified',
  inconclusive: 'Inconclusive',
  failed: 'A fix failed',
  aborted: 'Stopped before its end',
}

/** How a fix stands. */
export const statusWords: Record<ReportFix['status'], string> = {
  proposed: 'proposed',
  applied: 'applied, not verified',
  verified: 'applied and verified',
  unverified: 'applied, could not be verified',
  undone: 'taken back',
  failed: 'failed',
}

/** Why a check could not be made, in the responder's words. */
export const reasonWords: Record<UnknownReason, string> = {
  'tool-missing': 'the tool is not there',
  permission: 'no permission',
  timeout: 'no answer in time',
  unreadable: 'the output could not be read',
  failed: 'the command failed',
  'needs-input': 'a value is missing',
  skipped: 'skipped',
  aborted: 'stopped',
}

/** What stands above each part of a plan. */
export const planWords = {
  edit: 'Edit',
  validate: 'Validate; when it fails, every byte is put back',
  apply: 'Apply',
  verify: 'Verify',
  undo: 'Way back',
} as const
