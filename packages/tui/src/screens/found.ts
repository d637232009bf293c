import type { SessionView } from '@runbook/engine'
import { keys } from '../keys.ts'
import { line, paragraphs } from '../line.ts'
import { changeLine } from '../story/change.ts'
import { findingLines, groundsLines } from '../story/finding.ts'
import { offerLabel } from '../story/plan.ts'
import { type Action, type Screen, screen, sends } from './screen.ts'
import { backAction } from './step-actions.ts'

const finish: Action = { key: keys.finish, move: sends({ type: 'session.finished' }) }

/** The cause with its chain and evidence, and the fixes that mend it. */
export function foundScreen({ context }: SessionView): Screen {
  const { offers, problem, change } = context
  return screen({
    title: 'Cause found',
    body: paragraphs(
      change ? [changeLine(change)] : [],
      problem ? [line(problem, { mark: '!', tone: 'bad' })] : [],
      findingLines(context),
      offers?.length === 0 ? [line('No fix can be applied from here.', { tone: 'strong' })] : [],
    ),
    below: groundsLines(context),
    busy: offers === null ? { label: 'planning the fixes; nothing is changed', since: null, canStop: true } : null,
    choicesTitle: 'Fixes',
    choices: (offers ?? []).map(offer => ({
      ...offerLabel(offer),
      move: sends({ type: 'fix.chosen', fix: offer.fix }),
    })),
    actions: [...(offers === null ? [] : [finish]), backAction],
  })
}
