import { isOfKind, type SessionEvent, type SessionView, stepAt } from '@runbook/engine/core'
import { button, copyable, h } from './dom.ts'
import { addressOf } from './link.ts'
import { type Answering, heading } from './question.ts'
import { recordOf, type Walk, type WalkRecord } from './session.ts'

/** What a person may do besides answering. */
export interface Around extends Answering {
  send(event: SessionEvent): void
  back(): void
  /** Goes on with another walk. */
  open(record: WalkRecord): void
}

/** A result that leads nowhere: only a person can say more. */
export function stuckNodes({ context: { shown, bundle, position } }: SessionView, doing: Around): Node[] {
  const canAnswer = isOfKind(stepAt(bundle, position), 'check', 'ask')
  return [
    heading('This step could not be decided'),
    h('p', {}, shown?.judgement.kind === 'unknown' ? shown.judgement.problem : ''),
    h(
      'div',
      { className: 'walk-actions' },
      canAnswer && button('Answer it by hand', () => doing.send({ type: 'step.answered-by-hand' }), 'walk-main'),
      button('End the walk here', () => doing.send({ type: 'step.confirmed' }), 'walk-choice'),
    ),
  ]
}

/** Offers to go on with a walk that this browser kept. */
export function goOnNode(record: WalkRecord, doing: Around): HTMLElement {
  const { length } = record.answers
  return h(
    'p',
    { className: 'walk-note' },
    `This browser kept an earlier walk with ${length} ${length === 1 ? 'answer' : 'answers'}. `,
    button('Go on with it', () => doing.open(record), 'walk-choice'),
  )
}

/** Back, again from the start, and the link to this walk. */
export function actionsNode(walk: Walk, doing: Around): HTMLElement {
  const { session, inputs } = walk
  const isBegun = session.view().context.trail.length > 0 || Object.keys(inputs).length > 0
  const restart = () => doing.open({ runbook: session.view().context.first, inputs: {}, answers: [] })
  const share = h('details', {}, h('summary', {}, 'Share this walk'))
  share.addEventListener('toggle', () => void fillShare(share, walk))
  return h(
    'div',
    { className: 'walk-actions' },
    session.can({ type: 'step.back' }) && button('Back', doing.back, 'walk-choice'),
    isBegun && button('Start again', restart, 'walk-choice'),
    isBegun && share,
  )
}

async function fillShare(share: HTMLDetailsElement, walk: Walk): Promise<void> {
  if (!share.open || share.childElementCount > 1) return
  share.append(
    h('p', {}, 'The link carries the values, the answers and what was read. No server sees the part after “#”.'),
    copyable(location.origin + (await addressOf(recordOf(walk))), 'link'),
  )
}
