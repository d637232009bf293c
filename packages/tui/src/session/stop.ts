import type { Session } from '@runbook/engine'

/** What Ctrl-C came to, in words for the person; `leave` when there is nothing left to stop. */
export type Stopped = { kind: 'notice'; notice: string } | { kind: 'leave' }

/**
 * Makes what Ctrl-C does: it first stops the command that runs, then ends the session; a change is never broken off in
 * its middle.
 */
export function createStop(session: Pick<Session, 'view' | 'interrupt' | 'send'>): () => Stopped {
  let stopping: unknown = null
  return () => {
    const { state, running } = session.view()
    if (state === 'finished') return { kind: 'leave' }
    if (isInChange(state))
      return { kind: 'notice', notice: 'A change is being made. It is not broken off in its middle; wait for its end.' }
    if (running && stopping !== running.startedAt) {
      stopping = running.startedAt
      session.interrupt()
      return { kind: 'notice', notice: 'The command is being stopped. Ctrl-C once more ends the session.' }
    }
    session.send({ type: 'session.aborted' })
    return { kind: 'leave' }
  }
}

/** Ends the session as soon as no change is under way. */
export function abortWhenSafe(session: Pick<Session, 'view' | 'send' | 'subscribe'>): void {
  const tryNow = (): boolean => {
    const { state } = session.view()
    if (isInChange(state)) return false
    if (state !== 'finished') session.send({ type: 'session.aborted' })
    return true
  }
  if (tryNow()) return
  const stop = session.subscribe(() => {
    if (!isInChange(session.view().state)) {
      stop()
      tryNow()
    }
  })
}

function isInChange(state: string): boolean {
  return state === 'changing' || state === 'undoing'
}
