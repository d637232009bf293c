import { type SessionContext, type SessionView, stepAt, unknownOf } from '@runbook/engine'
import { paragraphs } from '../lines/line.ts'
import { questionLines, resultLines } from '../lines/step.ts'
import { keys } from './keys.ts'
import { type Action, type Screen, screen, sends } from './screen.ts'
import { backAction, mayRun, paceAction, setInputAction } from './step-actions.ts'

/** What a step came to, before the session goes on with it. */
export function presentingScreen({ context }: SessionView): Screen {
  const { shown } = context
  const isUnknown = shown?.judgement.kind === 'unknown'
  return screen({
    title: isUnknown ? 'Could not be checked' : 'Seen',
    body: paragraphs(questionLines(context), shown ? resultLines(shown) : []),
    actions: [
      ...(isUnknown ? unknownActions(context) : [{ key: keys.confirm, move: sends({ type: 'step.confirmed' }) }]),
      ...(mayRun(context) ? [{ key: keys.retry, move: sends({ type: 'step.retried' }) }] : []),
      { key: keys.answer, move: sends({ type: 'step.answered-by-hand' }) },
      backAction,
      setInputAction(context),
      paceAction(context),
    ],
  })
}

/** Past an unknown: to the step that the runbook names, or to an honest end. */
function unknownActions({ bundle, position }: SessionContext): Action[] {
  const skip = sends({ type: 'step.skipped' })
  if (unknownOf(stepAt(bundle, position)) !== undefined)
    return [
      { key: { ...keys.confirm, label: 'go on without it' }, move: skip },
      { key: keys.skip, move: skip },
    ]
  return [{ key: { ...keys.skip, label: 'skip, and end here' }, move: skip }]
}
