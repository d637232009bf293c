import { openSessionStore, type Session } from '@runbook/engine'
import type { ExitCode } from './exit-codes.ts'
import { reportLine, runAsJson } from './faces/json.ts'
import { readLines } from './faces/line-reader.ts'
import { runAsLines } from './faces/plain.ts'
import type { Host } from './host.ts'
import { gap, type Line, printed } from './line.ts'
import { exitCodeOf, keepReport, reportOf } from './outcome.ts'
import { onSignals } from './signals.ts'
import { abortWhenSafe, createStop } from './stop.ts'
import { summaryLines } from './story/summary.ts'

/** How a session is shown, and whether a person is asked. */
export type Face = { kind: 'json' } | { kind: 'lines'; isAsking: boolean } | { kind: 'screen' }

export interface FaceFlags {
  json?: boolean | undefined
  plain?: boolean | undefined
  /** False when --no-input was given. */
  input?: boolean | undefined
}

/** The face that flags and terminal allow: without a person at both ends it is lines, and nobody is asked. */
export function faceFor(
  { json, plain, input }: FaceFlags,
  { isTerminal, canDraw }: Pick<Host, 'isTerminal' | 'canDraw'>,
): Face {
  if (json) return { kind: 'json' }
  const isAsking = isTerminal && input !== false
  return isAsking && canDraw && !plain ? { kind: 'screen' } : { kind: 'lines', isAsking }
}

/** True when a person answers in this face. */
export function asksIn(face: Face): boolean {
  return face.kind === 'screen' || (face.kind === 'lines' && face.isAsking)
}

interface Held {
  session: Session
  face: Face
  host: Host
  /** Records before this one were told in an earlier run. */
  from?: number
}

/** Holds a session in a face to its end, keeps the report, tells where it is, and gives the exit code. */
export async function hold({ session, face, host, from }: Held): Promise<ExitCode> {
  const print = printerTo(host.stdout)
  const told: { code: ExitCode | null } = { code: null }
  const leave = new AbortController()
  const stop = createStop(session)
  const end = (): void => {
    abortWhenSafe(session)
    void session.finished.then(() => leave.abort())
  }
  const unlisten = onSignals({
    interrupt: () => {
      const stopped = asksIn(face) ? stop() : { kind: 'leave' as const }
      if (stopped.kind === 'leave') end()
      else if (face.kind === 'lines') print(stopped.notice)
    },
    terminate: code => {
      told.code = code
      end()
    },
  })
  const unwatch = keepAtEnd(session, host)
  try {
    await run({ session, face, host, from }, { print, leave: leave.signal })
    if (session.view().state !== 'finished') abortWhenSafe(session)
    await session.finished
  } finally {
    unwatch()
    unlisten()
  }
  const report = reportOf(session)
  if (face.kind === 'json') print(reportLine(report))
  else
    tell(
      face.kind === 'screen' ? summaryLines(report, session.folder) : [gap, ...summaryLines(report, session.folder)],
      print,
    )
  return told.code ?? exitCodeOf(session.view(), report)
}

async function run(
  { session, face, host, from }: Held,
  { print, leave }: { print: (text: string) => void; leave: AbortSignal },
): Promise<void> {
  if (face.kind === 'json') return await runAsJson(session, print, from)
  if (face.kind === 'screen')
    return await (await import('./faces/screen-face.tsx')).runOnScreen({ session, host, leave })
  const reader = face.isAsking ? readLines(host.stdin) : null
  await runAsLines({ session, reader, print })
  reader?.close()
}

/** Keeps the report whenever the session reaches its end, so that its path holds when it is shown. */
function keepAtEnd(session: Session, { stateDir }: Host): () => void {
  const store = openSessionStore({ stateDir, id: session.id })
  const keep = (): void => {
    if (session.view().state === 'finished') keepReport(reportOf(session), store)
  }
  keep()
  return session.subscribe(keep)
}

/** A function that prints lines to a stream. */
export function printerTo(stream: NodeJS.WritableStream): (text: string) => void {
  return text => {
    stream.write(`${text}\n`)
  }
}

export function tell(lines: readonly Line[], print: (text: string) => void): void {
  for (const each of lines) print(printed(each))
}
