import type { Report, UnknownReason } from '@runbook/engine'

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

/** The outcome of a session in a few words. */
export const outcomeWords: Record<Report['outcome'], string> = {
  healthy: 'Healthy',
  diagnosed: 'Cause found, not fixed',
  fixed: 'Fixed and verified',
  inconclusive: 'Inconclusive',
  failed: 'A fix failed',
  aborted: 'Stopped before its end',
}

/** A time span in ms as people say it: `4 ms`, `2.1 s`, `1 min 5 s`. */
export function span(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1000).toFixed(1).replace(/\.0$/, '')} s`
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`
}
