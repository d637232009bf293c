import type { Session, SessionView } from '@runbook/engine'
import { useSyncExternalStore } from 'react'

/** The session's view, drawn again after each change. */
export function useSession(session: Pick<Session, 'subscribe' | 'view'>): SessionView {
  return useSyncExternalStore(session.subscribe, session.view)
}
