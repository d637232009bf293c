import { consentWord, type Session, type SessionEvent } from '@runbook/engine'

/**
 * What comes next where nobody is there but an approval: the plan that it names is consented to, a change that was seen
 * not to help is taken back, and one that could not be verified stays. Null while something runs.
 */
export function approved(session: Pick<Session, 'view' | 'can'>, token: string): SessionEvent | null {
  const { state, context } = session.view()
  switch (state) {
    case 'consenting':
      return { type: 'consent.given', token, typed: context.plan ? (consentWord(context.plan) ?? '') : '' }
    case 'unmended':
      return context.change?.status === 'applied' && session.can({ type: 'undo.requested' })
        ? { type: 'undo.requested' }
        : { type: 'session.finished' }
    case 'mended':
    case 'unverified':
    case 'undone':
      return { type: 'session.finished' }
    default:
      return null
  }
}
