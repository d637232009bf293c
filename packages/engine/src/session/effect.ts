import type { ChangeRecord, Plan } from '../change/plan.ts'
import type { SessionState } from './machine.ts'
import type { Position, SessionContext } from './types.ts'

/** What must be done next, read off the machine's state. The driver does it and sends the result as an event. */
export type Effect =
  | { kind: 'check'; at: Position }
  | { kind: 'plan-offers'; at: Position }
  | { kind: 'plan'; fix: string }
  | { kind: 'change'; plan: Plan }
  | { kind: 'verify'; plan: Plan }
  | { kind: 'undo'; change: ChangeRecord }
  | { kind: 'finish' }

/** The effect that a state asks for, if any. Pure, so that a replayed session asks for the same. */
export function effectOf(state: SessionState, context: SessionContext): Effect | undefined {
  const { position, offers, options, plan, change } = context
  switch (state) {
    case 'checking':
      return { kind: 'check', at: position }
    case 'found':
      if (offers === null) return { kind: 'plan-offers', at: position }
      return options.answers === 'none' ? { kind: 'finish' } : undefined
    case 'planning':
      return { kind: 'plan', fix: context.chosen ?? '' }
    case 'changing':
      return plan ? { kind: 'change', plan } : undefined
    case 'verifying':
      return change ? { kind: 'verify', plan: change.plan } : undefined
    case 'undoing':
      return change ? { kind: 'undo', change } : undefined
    case 'ended':
      return options.answers === 'none' ? { kind: 'finish' } : undefined
    default:
      return undefined
  }
}
