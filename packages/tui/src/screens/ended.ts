import { outcomeWords } from '@runbook/engine'
import { sectionsOf } from '../lines/finding.ts'
import { line, lines, paragraphs } from '../lines/line.ts'
import { finishedLines } from '../lines/summary.ts'
import { reportOf } from '../session/outcome.ts'
import { keys } from './keys.ts'
import { type Screen, type ShownSession, screen, sends } from './screen.ts'
import { backAction } from './step-actions.ts'

/** An ending without a cause: healthy, not here, or it cannot be told, with what was unknown. */
export function endedScreen(session: ShownSession): Screen {
  const report = reportOf(session)
  const isHealthy = report.outcome === 'healthy'
  return screen({
    title: isHealthy ? outcomeWords.healthy : 'No cause found',
    body: paragraphs(
      [
        isHealthy
          ? line(outcomeWords.healthy, { mark: '✓', tone: 'good' })
          : line(outcomeWords.inconclusive, { mark: '?', tone: 'unsure' }),
      ],
      lines(report.says || 'The walk ends here: what comes next depends on what could not be checked.'),
      ...sectionsOf(report, ['unknown']),
    ),
    actions: [
      { key: keys.finish, move: sends({ type: 'session.finished' }) },
      { key: { ...keys.confirm, label: 'finish' }, move: sends({ type: 'session.finished' }) },
      backAction,
    ],
  })
}

/** The end of a session: its outcome, and where the report lies. */
export function finishedScreen(session: ShownSession): Screen {
  const report = reportOf(session)
  return screen({
    title: outcomeWords[report.outcome],
    body: finishedLines(report, session.folder),
    actions: [
      { key: keys.quit, move: { kind: 'exit' } },
      { key: { ...keys.confirm, label: 'quit' }, move: { kind: 'exit' } },
    ],
  })
}
