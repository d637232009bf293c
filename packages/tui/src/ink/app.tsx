import { inputsOf, type Session, type SessionView } from '@runbook/engine'
import { useApp } from 'ink'
import { useEffect, useMemo, useState } from 'react'
import { presentStep, trailOf } from '../lines/trail.ts'
import type { Move, Screen } from '../screens/screen.ts'
import { screenOf } from '../screens/screen-of.ts'
import { createStop } from '../session/stop.ts'
import { useSession } from './hooks/use-session.ts'
import { ScreenView } from './screen-view.tsx'
import { type Theme, ThemeContext } from './theme.ts'

/** A session on a screen. Decides nothing: it draws the state and sends events; it alone ends the screen. */
export function App({ session, theme }: { session: Session; theme: Theme }) {
  const { exit } = useApp()
  const view = useSession(session)
  const stop = useMemo(() => createStop(session), [session])
  const moment = momentOf(view)
  const [above, setAbove] = useState<{ moment: string; screens: Screen[] }>({ moment, screens: [] })
  const [stopNotice, setStopNotice] = useState({ moment, notice: '' })
  const opened = above.moment === moment ? above.screens : []
  const present = presentStep(view)

  useEffect(() => {
    if (view.state === 'finished' && view.context.isAborted) exit()
  }, [view, exit])

  function act(move: Move): void {
    if (move.kind === 'send') {
      setAbove({ moment, screens: [] })
      session.send(move.event)
    } else if (move.kind === 'paste') session.paste(move.text)
    else if (move.kind === 'open') setAbove({ moment, screens: [...opened, move.screen()] })
    else if (move.kind === 'close') setAbove({ moment, screens: opened.slice(0, -1) })
    else if (move.kind === 'exit') exit()
  }
  function onStop(): void {
    const stopped = stop()
    if (stopped.kind === 'leave') exit()
    else setStopNotice({ moment, notice: stopped.notice })
  }

  return (
    <ThemeContext value={theme}>
      <ScreenView
        id={`${moment}#${opened.length}`}
        screen={opened.at(-1) ?? screenOf(session)}
        heading={headingOf(view)}
        trail={[...trailOf(view), ...(present ? [present] : [])]}
        notice={stopNotice.moment === moment ? stopNotice.notice : ''}
        act={act}
        stop={onStop}
      />
    </ThemeContext>
  )
}

/** A screen that stands before any session; it ends with what was picked, or with nothing. */
export function PickApp({ screen, theme }: { screen: Screen; theme: Theme }) {
  const { exit } = useApp()
  const act = (move: Move): void => {
    if (move.kind === 'pick') exit(move.id)
    else if (move.kind === 'exit') exit()
  }
  return (
    <ThemeContext value={theme}>
      <ScreenView id="pick" screen={screen} heading="runbook" trail={[]} notice="" act={act} stop={() => exit()} />
    </ThemeContext>
  )
}

/** Names the state at hand; what a person opened, typed or scrolled belongs to it and goes with it. */
function momentOf({ state, context }: SessionView): string {
  const { position, trail, asking, plan, shown } = context
  return [state, position.runbook, position.step, trail.length, asking, plan?.token, shown?.judgement.kind].join('|')
}

function headingOf({ context }: SessionView): string {
  const given = [...inputsOf(context.bundle)].flatMap(([name, { type }]) => {
    const value = context.inputs[name]
    const isUrl = type === 'url' && value !== null && typeof value === 'object' && !Array.isArray(value)
    return isUrl ? [String(value.href ?? '')] : []
  })
  return [`runbook ${context.first}`, ...given, `on ${context.target}`].join(' · ')
}
