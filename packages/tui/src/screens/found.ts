import { changeLine } from '../lines/change.ts'
import { findingLines, supportLines } from '../lines/finding.ts'
import { line, paragraphs } from '../lines/line.ts'
import { offerLabel } from '../lines/plan.ts'
import { reportOf } from '../session/outcome.ts'
import { keys } from './keys.ts'
import { type Action, type Screen, type ShownSession, screen, sends } from './screen.ts'
import { backAction } from './step-actions.ts'

const finish: Action = { key: keys.finish, move: sends({ type: 'session.finished' }) }

/** The cause with its chain and evidence, and the fixes that mend it. */
export function foundScreen(session: ShownSession): Screen {
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
    below: supportLines(report),
    busy: offers === null ? { label: 'planning the fixes; nothing is changed', since: null, canStop: true } : null,
    choicesTitle: 'Fixes',
    choices: (offers ?? []).map(offer => ({
      ...offerLabel(offer),
      move: sends({ type: 'fix.chosen', fix: offer.fix }),
    })),
    actions: [...(offers === null ? [] : [finish]), backAction],
  })
}
