import { openSessionStore, type Session } from '@runbook/engine'
import type { ExitCode } from '../exit-codes.ts'
import type { Host } from '../host.ts'
import { gap } from '../lines/line.ts'
import { printerTo, printLines } from '../lines/print.ts'
import { summaryLines } from '../lines/summary.ts'
import { reportLine, runAsJson } from '../renderers/json.ts'
import { readLines } from '../renderers/line-reader.ts'
import { runAsLines } from '../renderers/plain.ts'
import { isInteractive, type Renderer } from '../renderers/renderer.ts'
import { exitCodeOf, keepReport, reportOf } from './outcome.ts'
import { onSignals } from './signals.ts'
import { abortWhenSafe, createStop } from './stop.ts'

interface SessionRun {
  session: Session
  renderer: Renderer
  host: Host
  /** Records before this one were printed in an earlier run. */
  from?: number
}

/** Runs a session with a renderer to its end, keeps the report, tells where it is, and gives the exit code. */
export async function runSession({ session, renderer, host, from }: SessionRun): Promise<ExitCode> {
  const print = printerTo(host.stdout)
  const signal: { exitCode: ExitCode | null } = { exitCode: null }
  const leave = new AbortController()
  const stop = createStop(session)
  const end = (): void => {
    abortWhenSafe(session)
    void session.finished.then(() => leave.abort())
  }
  const stopListening = onSignals({
    interrupt: () => {
      const stopped = isInteractive(renderer) ? stop() : { kind: 'leave' as const }
      if (stopped.kind === 'leave') end()
      else if (renderer.kind === 'lines') print(stopped.notice)
    },
    terminate: code => {
      signal.exitCode = code
      end()
    },
  })
  const stopKeeping = keepAtEnd(session, host)
  try {
    await run({ session, renderer, host, from }, { print, leave: leave.signal })
    if (session.view().state !== 'finished') abortWhenSafe(session)
    await session.finished
  } finally {
    stopKeeping()
    stopListening()
  }
  const report = reportOf(session)
  if (renderer.kind === 'json') print(reportLine(report))
  else
    printLines(
      renderer.kind === 'screen'
        ? summaryLines(report, session.folder)
        : [gap, ...summaryLines(report, session.folder)],
      print,
    )
  return signal.exitCode ?? exitCodeOf(session.view(), report)
}

async function run(
  { session, renderer, host, from }: SessionRun,
  { print, leave }: { print: (text: string) => void; leave: AbortSignal },
): Promise<void> {
  if (renderer.kind === 'json') return await runAsJson(session, print, from)
  if (renderer.kind === 'screen') return await (await import('../ink/render.tsx')).runOnScreen({ session, host, leave })
  const reader = renderer.isAsking ? readLines(host.stdin) : null
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
