import { line, paragraphs } from '../lines/line.ts'
import { keys } from './keys.ts'
import { type Choice, type Screen, screen } from './screen.ts'

interface Pickable {
  id: string
  title: string
}

/** The runbooks to start with, and sessions that did not come to their end. */
export function runbookPickerScreen({
  runbooks,
  sessions,
}: {
  runbooks: readonly Pickable[]
  sessions: readonly Pickable[]
}): Screen {
  const resumed = sessions.map(
    ({ id, title }): Choice => ({ label: `Resume ${id}`, note: title, move: { kind: 'pick', id: `session ${id}` } }),
  )
  const fresh = runbooks.map(
    ({ id, title }): Choice => ({ label: id, note: title, move: { kind: 'pick', id: `runbook ${id}` } }),
  )
  return screen({
    title: 'Pick a runbook',
    body: paragraphs(
      [line('What is wrong?', { tone: 'strong' })],
      sessions.length > 0 ? [line('Sessions that did not come to their end stand first.', { tone: 'quiet' })] : [],
    ),
    choices: [...resumed, ...fresh],
    actions: [{ key: keys.quit, move: { kind: 'exit' } }],
  })
}
