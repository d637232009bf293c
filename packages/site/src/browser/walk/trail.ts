import { factsOf, fillForReading, headlineOf, type SessionContext, stepAt, type TrailEntry } from '@runbook/engine/core'
import { h } from './dom.ts'

/** What was answered so far, each step with its page. */
export function trailNode(context: SessionContext, base: string): HTMLElement {
  const told = context.trail.filter(({ at }) => stepAt(context.bundle, at).kind !== 'handoff')
  return h(
    'details',
    { className: 'walk-trail', open: told.length <= 4 },
    h('summary', {}, `Answered so far: ${told.length}`),
    h('ol', {}, ...told.map(entry => entryNode(entry, context, base))),
  )
}

function entryNode({ at, judgement, evidence }: TrailEntry, context: SessionContext, base: string): HTMLElement {
  const question = fillForReading(headlineOf(stepAt(context.bundle, at)), factsOf(context))
  const answer = judgement.kind === 'outcome' ? judgement.label : 'could not be told'
  return h(
    'li',
    {},
    h('a', { href: `${base}runbooks/${at.runbook}/#${at.step}` }, question),
    ' ',
    h('strong', {}, answer),
    evidence ? ' (read from its output)' : '',
  )
}
