import { buildReport, type Report, reportMarkdown, type Session, type SessionView, type Store } from '@runbook/engine'
import { type ExitCode, exitCodes } from '../exit-codes.ts'

/** Builds the report of a session as it stands. */
export function reportOf(session: Pick<Session, 'view' | 'records'>): Report {
  const { state, context } = session.view()
  return buildReport({ state, context, records: session.records() })
}

/** Keeps the report beside the journal, readable by its owner alone. */
export function keepReport(report: Report, store: Pick<Store, 'save'>): void {
  store.save('report.md', reportMarkdown(report))
  store.save('report.json', `${JSON.stringify(report, null, 2)}\n`)
}

/** What a session tells a script. */
export function exitCodeOf({ context }: Pick<SessionView, 'context'>, { outcome, unknown }: Report): ExitCode {
  if (isHalfDone(context.change)) return exitCodes.stuck
  if (context.isAborted) return exitCodes.interrupted
  switch (outcome) {
    case 'healthy':
    case 'fixed':
      return exitCodes.fine
    case 'diagnosed':
      return exitCodes.diagnosed
    case 'failed':
      return exitCodes.undone
    case 'aborted':
      return exitCodes.interrupted
    case 'unverified':
      return exitCodes.inconclusive
    case 'inconclusive':
      return unknown.at(-1)?.reason === 'timeout' ? exitCodes.timedOut : exitCodes.inconclusive
  }
}

/** True when files or commands may be in a state that nobody could put back, and nobody has looked at it since. */
function isHalfDone(change: SessionView['context']['change']): boolean {
  return change?.status === 'stuck' || (change?.status === 'interrupted' && change.verification === null)
}
