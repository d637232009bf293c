import { keys } from '../keys.ts'
import { line, paragraphs } from '../line.ts'
import { reportOf } from '../outcome.ts'
import { changeLine } from '../story/change.ts'
import { findingLines, groundsLines } from '../story/finding.ts'
import { offerLabel } from '../story/plan.ts'
import { type Action, type Held, type Screen, screen, sends } from './screen.ts'
import { backAction } from './step-actions.ts'

const finish: Action = { key: keys.finish, move: sends({ type: 'session.finished' }) }

/** The cause with its chain and evidence, and the fixes that mend it. */
export function foundScreen(session: Held): Screen {
  const { offers, problem, change } = session.view().context
  const report = reportOf(session)
  return screen({
    title: 'Cause found',
    body: paragraphs(
      change ? [changeLine(change)] : [],
      problem ? [line(problem, { mark: '!', tone: 'bad' })] : [],
      findingLines(report),
      offers?.length === 0 ? [line('No fix can be applied from here.', { tone: 'strong' })] : [],
    ),
    below: groundsLines(report),
    busy: offers === null ? { label: 'planning the fixes; nothing is changed', since: null, canStop: true } : null,
    choicesTitle: 'Fixes',
    choices: (offers ?? []).map(offer => ({
      ...offerLabel(offer),
      move: sends({ type: 'fix.chosen', fix: offer.fix }),
    })),
    actions: [...(offers === null ? [] : [finish]), backAction],
  })
}
