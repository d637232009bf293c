import type { Opening } from './journal.ts'
import type { SessionEvent } from './types.ts'

/** As version 0.1 wrote it: what could not be looked at counted as not mended. */
interface PastVerification {
  type: 'verify.finished'
  isMended: boolean
  label: string
}

/** An event of a journal as it is written today, so that sessions of earlier versions can be read on. */
export function eventOfToday(event: Opening | SessionEvent | PastVerification): Opening | SessionEvent {
  if (event.type !== 'verify.finished' || !('isMended' in event)) return event
  const { isMended, label, ...rest } = event
  return { ...rest, verification: { kind: isMended ? 'mended' : 'not-mended', label } }
}
