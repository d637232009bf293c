import type { JournalRecord, Position, Session, StepResult } from '@runbook/engine'
import { progressLines } from '../lines/change.ts'
import { gap, type Line, line, printed } from '../lines/line.ts'
import { questionAt, shownCommand } from '../lines/step.ts'
import { trailOf } from '../lines/trail.ts'
import type { Move, Screen } from '../screens/screen.ts'
import { screenOf } from '../screens/screen-of.ts'
import type { LineReader } from './line-reader.ts'
import { prompt } from './prompt.ts'
import { unattendedEvent } from './unattended.ts'

interface PlainOptions {
  session: Session
  /** Null when nobody is asked. */
  reader: LineReader | null
  print(text: string): void
}

/** Runs a session as lines: what happens is told once, in order, and a person is asked by number and letter. */
export async function runAsLines({ session, reader, print }: PlainOptions): Promise<void> {
  const ended = new AbortController()
  const tell = (lines: readonly Line[]): void => {
    for (const each of lines) print(printed(each))
  }
  tell(trailOf(session.view()))
  const stopTelling = session.onRecord(createTeller(session, tell))
  const stopWatching = session.subscribe(() => {
    if (session.view().state === 'finished') ended.abort()
  })
  let isAnswered = reader !== null
  const opened: Screen[] = []
  while (session.view().state !== 'finished') {
    const screen = opened.at(-1) ?? screenOf(session)
    if (screen.busy !== null) {
      await nextChange(session)
      continue
    }
    if (isAnswered)
      tell([
        gap,
        line(screen.title, { mark: '#' }),
        ...screen.body,
        ...(screen.below.length > 0 ? [gap, ...screen.below] : []),
        gap,
      ])
    const move = isAnswered && reader ? await prompt(screen, { reader, signal: ended.signal, print }) : null
    if (move !== null) follow(move, session, opened)
    else if (!ended.signal.aborted) {
      isAnswered = false
      opened.length = 0
      const event = unattendedEvent(session.view())
      if (!session.send(event)) session.send({ type: 'session.finished' })
    }
  }
  stopTelling()
  stopWatching()
}

/** Resolves at the next change of the session. */
export function nextChange(session: Pick<Session, 'subscribe'>): Promise<void> {
  return new Promise(resolve => {
    const stop = session.subscribe(() => {
      stop()
      resolve()
    })
  })
}

function follow(move: Move, session: Session, opened: Screen[]): void {
  if (move.kind === 'open') opened.push(move.screen())
  else if (move.kind === 'close') opened.pop()
  else if (move.kind === 'paste') {
    opened.length = 0
    session.paste(move.text)
  } else if (move.kind === 'send') {
    opened.length = 0
    session.send(move.event)
  }
}

/** Makes the function that tells a journal record; nothing for those that a screen tells anyway. */
function createTeller(session: Session, tell: (lines: readonly Line[]) => void): (record: JournalRecord) => void {
  let asked: Position | null = null
  const ask = (at: Position): void => {
    if (asked?.runbook === at.runbook && asked.step === at.step) return
    asked = at
    tell([gap, line(questionAt(session.view().context, at))])
  }
  return ({ event }) => {
    if (event.type === 'check.started') ask(event.at)
    else if (event.type === 'check.finished') {
      ask(event.at)
      asked = null
      tell(cameTo(event.result))
    } else tell(happened(event))
  }
}

function cameTo({ judgement, evidence }: StepResult): Line[] {
  const command = evidence ? shownCommand(evidence.command).map(each => ({ ...each, indent: 2 })) : []
  const unknown = (problem: string, needs: string | undefined): string =>
    `unknown: ${problem}${needs ? ` Needed: ${needs}` : ''}`
  return [
    ...command,
    judgement.kind === 'outcome'
      ? line(judgement.label, { mark: '✓', indent: 2 })
      : line(unknown(judgement.problem, judgement.needs), { mark: '?', indent: 2 }),
  ]
}

function happened(event: JournalRecord['event']): Line[] {
  return event.type === 'session.aborted' ? [line('Stopped.', { mark: '✗' })] : progressLines(event)
}
