import type { SessionView } from '@runbook/engine'
import { stageLines } from '../lines/change.ts'
import { line, paragraphs } from '../lines/line.ts'
import { shownCommand } from '../lines/step.ts'
import { busyOf } from './checking.ts'
import { type Screen, screen } from './screen.ts'

/** The plan is being made final. */
export function planningScreen(view: SessionView): Screen {
  return screen({
    title: 'Planning',
    body: [line('The files are read and the change is worked out. Nothing is changed.')],
    busy: busyOf(view, 'planning'),
  })
}

/** A change on its way, stage by stage. */
export function changingScreen(view: SessionView): Screen {
  return stagesScreen(view, 'Applying', view.context.plan?.title ?? '')
}

/** A change on its way back. */
export function undoingScreen(view: SessionView): Screen {
  return stagesScreen(view, 'Undoing', `Taking back: ${view.context.change?.plan.title ?? ''}`)
}

/** The look whether the trouble is gone. */
export function verifyingScreen(view: SessionView): Screen {
  const { context, running } = view
  return screen({
    title: 'Verifying',
    body: paragraphs([line(context.change?.plan.title ?? '', { tone: 'strong' })], stageLines(context, false), [
      line(context.change?.plan.verify ?? ''),
      ...(running ? shownCommand(running.command.argv) : []),
    ]),
    busy: busyOf(view, 'verifying'),
  })
}

function stagesScreen(view: SessionView, title: string, headline: string): Screen {
  return screen({
    title,
    body: paragraphs([line(headline, { tone: 'strong' })], stageLines(view.context, true)),
    busy: busyOf(view, title.toLowerCase()),
  })
}
