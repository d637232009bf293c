import { reasonWords, type SessionView, stepAt, type TrailEntry } from '@runbook/engine'
import { type Line, line } from './line.ts'
import { questionAt } from './step.ts'

/** The mark of a step that runs now; a screen lets it spin. */
export const RUNNING = '…'

/** Every visited step in one line: what was asked, and what came out. */
export function trailOf({ context }: Pick<SessionView, 'context'>): Line[] {
  return context.trail.map(entry => entryLine(entry, questionAt(context, entry.at), isHandoff(entry, context.bundle)))
}

/** The step at hand in one line, or nothing where the session stands at an ending. */
export function presentStep({ state, context }: SessionView): Line | null {
  const question = questionAt(context, context.position)
  if (context.shown) return entryLine(context.shown, question, false)
  return state === 'checking' || state === 'answering' || state === 'asking'
    ? line(question, { mark: state === 'checking' ? RUNNING : '▸', tone: 'strong' })
    : null
}

function entryLine(
  { judgement, by }: Pick<TrailEntry, 'judgement' | 'by'>,
  headline: string,
  isHandedOn: boolean,
): Line {
  if (isHandedOn) return line(headline, { mark: '→', tone: 'quiet' })
  const hand = by === 'person' && !(judgement.kind === 'unknown') ? ' (by hand)' : ''
  return judgement.kind === 'outcome'
    ? line(`${headline} — ${judgement.label}${hand}`, { mark: '✓', tone: 'text' })
    : line(`${headline} — ${reasonWords[judgement.reason]}`, { mark: '?', tone: 'unsure' })
}

function isHandoff({ at }: TrailEntry, bundle: SessionView['context']['bundle']): boolean {
  return stepAt(bundle, at).kind === 'handoff'
}
