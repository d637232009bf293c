import type { JournalRecord, Report, Session } from '@runbook/engine'
import { screenOf } from '../screens/screen-of.ts'
import { nextChange } from './plain.ts'
import { unattendedEvent } from './unattended.ts'

/** Runs a session as one JSON object a line: each journal record from `from` on as soon as it is on disk. */
export async function runAsJson(session: Session, print: (text: string) => void, from = 0): Promise<void> {
  for (const record of session.records().slice(from)) print(recordLine(record))
  const stop = session.onRecord(record => print(recordLine(record)))
  while (session.view().state !== 'finished') {
    if (screenOf(session).busy !== null) await nextChange(session)
    else if (!session.send(unattendedEvent(session.view()))) session.send({ type: 'session.finished' })
  }
  stop()
}

/** A journal record as one line of JSON: its time in ISO 8601 as `at`, the step that it is about as two names. */
export function recordLine({ at: time, event }: JournalRecord): string {
  const { type, ...fields } = event
  const about = 'at' in event ? { ...fields, ...event.at } : fields
  return JSON.stringify({ type, ...about, at: new Date(time).toISOString() })
}

/** The last line: the whole report. */
export function reportLine(report: Report): string {
  return JSON.stringify({ type: 'report', report })
}
