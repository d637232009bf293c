import { buildReport, factsOf, fillForReading, type SessionView, stepAt } from '@runbook/engine'
import { keys } from '../keys.ts'
import { line, lines, paragraphs } from '../line.ts'
import { unknownLines } from '../story/finding.ts'
import { finishedLines } from '../story/summary.ts'
import { outcomeWords } from '../story/words.ts'
import { type Held, type Screen, screen, sends } from './screen.ts'
import { backAction } from './step-actions.ts'

/** An ending without a cause: healthy, not here, or it cannot be told, with what was unknown. */
export function endedScreen({ context }: SessionView): Screen {
  const step = stepAt(context.bundle, context.position)
  const isHealthy = 'end' in step && step.end === 'healthy'
  const says =
    'end' in step
      ? fillForReading(step.says, factsOf(context))
      : 'The walk ends here: what comes next depends on what could not be checked.'
  return screen({
    title: isHealthy ? 'Healthy' : 'No cause found',
    body: paragraphs(
      [
        line(isHealthy ? 'Healthy' : 'Inconclusive', {
          mark: isHealthy ? '✓' : '?',
          tone: isHealthy ? 'good' : 'unsure',
        }),
      ],
      lines(says),
      unknownLines(context),
    ),
    actions: [
      { key: keys.finish, move: sends({ type: 'session.finished' }) },
      { key: { ...keys.confirm, label: 'finish' }, move: sends({ type: 'session.finished' }) },
      backAction,
    ],
  })
}

/** The end of a session: its outcome, and where the report lies. */
export function finishedScreen(session: Held): Screen {
  const { state, context } = session.view()
  const report = buildReport({ state, context, records: session.records() })
  return screen({
    title: outcomeWords[report.outcome],
    body: finishedLines(report, session.folder),
    actions: [
      { key: keys.quit, move: { kind: 'exit' } },
      { key: { ...keys.confirm, label: 'quit' }, move: { kind: 'exit' } },
    ],
  })
}
