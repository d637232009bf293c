import type { SessionView } from '@runbook/engine'
import { changeLine, stageLines } from '../lines/change.ts'
import { type Line, line, paragraphs } from '../lines/line.ts'
import { offerLabel } from '../lines/plan.ts'
import { keys } from './keys.ts'
import { type Action, type Choice, type Screen, screen, sends } from './screen.ts'

const finish: Action = { key: keys.finish, move: sends({ type: 'session.finished' }) }
const undo: Action = { key: keys.undo, move: sends({ type: 'undo.requested' }) }

const verifyAgain: Action = { key: keys.verifyAgain, move: sends({ type: 'step.retried' }) }
const keep: Action = { key: keys.keep, move: sends({ type: 'change.kept' }) }
const leave: Action = { key: { ...keys.back, label: 'back to the cause' }, move: sends({ type: 'change.kept' }) }

/** The fix worked: the trouble is gone. */
export function mendedScreen({ context }: SessionView): Screen {
  return screen({
    title: 'Fixed and verified',
    body: paragraphs(stateOf(context), stageLines(context, false), wayBack(context)),
    actions: [finish, undo],
  })
}

/** The fix did not work, or could not be made. */
export function unmendedScreen({ context }: SessionView): Screen {
  const isApplied = context.change?.status === 'applied'
  return screen({
    title: isApplied ? 'Applied, trouble not gone' : 'Not applied',
    body: paragraphs(
      stateOf(context),
      stageLines(context, false),
      isApplied ? [line('The change is in place, but the check did not come out healthy.'), ...wayBack(context)] : [],
    ),
    choicesTitle: 'Other fixes',
    choices: otherFixes(context),
    actions: isApplied || context.change?.status === 'stuck' ? [undo, verifyAgain, keep, finish] : [leave, finish],
  })
}

/** The fix was made, and whether it helped could not be told. */
export function unverifiedScreen({ context }: SessionView): Screen {
  return screen({
    title: 'Applied, could not be verified',
    body: paragraphs(stateOf(context), stageLines(context, false), wayBack(context)),
    choicesTitle: 'Other fixes',
    choices: otherFixes(context),
    actions: [{ ...verifyAgain, key: { ...keys.verifyAgain, label: 'verify again' } }, undo, keep, finish],
  })
}

/** The change was taken back, or could not be. */
export function undoneScreen({ context }: SessionView): Screen {
  const isStuck = context.change?.status === 'stuck'
  return screen({
    title: isStuck ? 'Could not be undone' : 'Undone',
    body: paragraphs(
      stateOf(context),
      stageLines(context, false),
      isStuck ? [line('See to it by hand before anything else.', { tone: 'bad' })] : [],
    ),
    choicesTitle: 'Other fixes',
    choices: otherFixes(context),
    actions: [...(isStuck ? [undo] : []), finish],
  })
}

/** A change that was caught running when the session ended. */
export function interruptedScreen({ context }: SessionView): Screen {
  return screen({
    title: 'Interrupted change',
    body: paragraphs(
      stateOf(context),
      stageLines(context, false),
      [line('The session ended while this change was being made. It is not repeated. Verifying only reads.')],
      wayBack(context),
    ),
    actions: [{ key: { ...keys.confirm, label: 'verify' }, move: sends({ type: 'step.confirmed' }) }, undo, finish],
  })
}

function stateOf({ change, problem }: SessionView['context']): Line[] {
  if (change) return [changeLine(change)]
  return problem ? [line(problem, { mark: '!', tone: 'bad' })] : []
}

function wayBack({ change }: SessionView['context']): Line[] {
  return change ? [line(`Way back: ${change.plan.undo}`, { tone: 'quiet' })] : []
}

function otherFixes({ offers, change }: SessionView['context']): Choice[] {
  return (offers ?? [])
    .filter(offer => offer.fix !== change?.fix)
    .map(offer => ({ ...offerLabel(offer), move: sends({ type: 'fix.chosen', fix: offer.fix }) }))
}
