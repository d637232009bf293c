import type { SessionEvent, SessionView } from '@runbook/engine'

/** What happens where nobody answers: reading goes on where it can, nothing is changed and nothing is undone. */
export function unattendedEvent({ state }: Pick<SessionView, 'state'>): SessionEvent {
  switch (state) {
    case 'asking':
    case 'answering':
    case 'presenting':
      return { type: 'step.skipped' }
    case 'consenting':
      return { type: 'consent.declined' }
    case 'interrupted':
      return { type: 'step.confirmed' }
    default:
      return { type: 'session.finished' }
  }
}
