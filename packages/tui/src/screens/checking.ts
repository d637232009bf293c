import { commandLine, type SessionView } from '@runbook/engine'
import { paragraphs } from '../lines/line.ts'
import { span } from '../lines/span.ts'
import { commandLines, questionLines, shownCommand } from '../lines/step.ts'
import { type Busy, type Screen, screen } from './screen.ts'
import { paceAction } from './step-actions.ts'

/** A check that runs: its question, why it is asked, and the command as it would be typed. */
export function checkingScreen(view: SessionView): Screen {
  const { context, running } = view
  return screen({
    title: 'Checking',
    body: paragraphs(questionLines(context), running ? shownCommand(running.command.argv) : commandLines(context)),
    busy: busyOf(view, 'running'),
    actions: [paceAction(context)],
  })
}

/** What runs now, in a few words. */
export function busyOf({ state, running }: SessionView, otherwise: string): Busy {
  const canStop = state !== 'changing' && state !== 'undoing'
  if (!running) return { label: otherwise, since: null, canStop }
  const { command, startedAt, run, of } = running
  const which = of > 1 ? `, run ${run} of ${of}` : ''
  return {
    label: `${commandLine(command.argv.slice(0, 1))}${which}, at most ${span(command.timeoutMs)}`,
    since: startedAt,
    canStop,
  }
}
