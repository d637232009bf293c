import { answeringScreen } from './answering.ts'
import { askingScreen } from './asking.ts'
import { interruptedScreen, mendedScreen, undoneScreen, unmendedScreen, unverifiedScreen } from './changed.ts'
import { changingScreen, planningScreen, undoingScreen, verifyingScreen } from './changing.ts'
import { checkingScreen } from './checking.ts'
import { consentingScreen } from './consenting.ts'
import { endedScreen, finishedScreen } from './ended.ts'
import { foundScreen } from './found.ts'
import { presentingScreen } from './presenting.ts'
import { type Move, type Screen, type ShownSession, screen } from './screen.ts'

/** The screen for a session's state, with only those moves that mean something now. */
export function screenOf(session: ShownSession): Screen {
  const shown = screenOfState(session)
  const isOpen = ({ move }: { move: Move }): boolean => move.kind !== 'send' || session.can(move.event)
  return { ...shown, actions: shown.actions.filter(isOpen), choices: shown.choices.filter(isOpen) }
}

function screenOfState(session: ShownSession): Screen {
  const view = session.view()
  switch (view.state) {
    case 'asking':
      return askingScreen(view)
    case 'routing':
    case 'checking':
      return checkingScreen(view)
    case 'presenting':
      return presentingScreen(view)
    case 'answering':
      return answeringScreen(view)
    case 'found':
      return foundScreen(session)
    case 'planning':
      return planningScreen(view)
    case 'consenting':
      return consentingScreen(view)
    case 'changing':
      return changingScreen(view)
    case 'verifying':
      return verifyingScreen(view)
    case 'mended':
      return mendedScreen(view)
    case 'unmended':
      return unmendedScreen(view)
    case 'unverified':
      return unverifiedScreen(view)
    case 'undoing':
      return undoingScreen(view)
    case 'undone':
      return undoneScreen(view)
    case 'interrupted':
      return interruptedScreen(view)
    case 'ended':
      return endedScreen(session)
    case 'finished':
      return finishedScreen(session)
    default:
      return screen({ title: view.state, body: [] })
  }
}
