import path from 'node:path'
import {
  buildReport,
  noSuch,
  openSessionStore,
  type Report,
  replaySession,
  reportMarkdown,
  resumeSession,
  type Session,
} from '@runbook/engine'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Host } from '../host.ts'
import { gap } from '../lines/line.ts'
import { printerTo, printLines } from '../lines/print.ts'
import { resultLines } from '../lines/step.ts'
import { summaryLines } from '../lines/summary.ts'
import { trailOf } from '../lines/trail.ts'
import { recordLine, reportLine } from '../renderers/json.ts'
import { rendererFor } from '../renderers/renderer.ts'
import { runSession } from '../session/run-session.ts'
import type { Flags } from './flags.ts'
import { reportHtml } from './report-html.ts'
import { runbooksInUse } from './runbooks-folder.ts'

interface SessionArguments {
  id: string
  flags: Flags
}

/** `runbook resume <session>`: goes on where its journal ends; a change that could not be verified is looked at again. */
export async function resume({ id, flags }: SessionArguments, host: Host): Promise<ExitCode> {
  const bundle = runbooksInUse(flags.runbooks)
  const { records } = replaySession({ bundle, stateDir: host.stateDir, id })
  const session = resumeSession({ bundle, stateDir: host.stateDir, env: host.env, id })
  if (isUnverified(session)) session.send({ type: 'step.retried' })
  return await runSession({ session, renderer: rendererFor(flags, host), host, from: records.length })
}

function isUnverified(session: Session): boolean {
  const { state, context } = session.view()
  return (state === 'unverified' || state === 'finished') && context.change?.verification?.kind === 'unknown'
}

/** `runbook replay <session>`: tells a session again as it went; nothing is run. */
export function replay({ id, flags }: SessionArguments, host: Host): ExitCode {
  const bundle = runbooksInUse(flags.runbooks)
  const view = replaySession({ bundle, stateDir: host.stateDir, id })
  const print = printerTo(host.stdout)
  const report = buildReport(view)
  if (flags.json) {
    for (const record of view.records) print(recordLine(record))
    print(reportLine(report))
    return exitCodes.fine
  }
  const headlines = trailOf(view)
  for (const [index, entry] of view.context.trail.entries())
    printLines(
      [
        ...headlines.slice(index, index + 1),
        ...resultLines(entry)
          .slice(1)
          .map(each => ({ ...each, indent: each.indent + 2 })),
        gap,
      ],
      print,
    )
  printLines(summaryLines(report, openSessionStore({ stateDir: host.stateDir, id }).folder), print)
  return exitCodes.fine
}

/** `runbook report <session>`: prints the report as Markdown, JSON or HTML. */
export function report({ id, flags }: SessionArguments, host: Host): ExitCode {
  const forms: Record<string, (report: Report) => string> = {
    markdown: reportMarkdown,
    json: content => `${JSON.stringify(content, null, 2)}\n`,
    html: reportHtml,
  }
  const form = forms[flags.json ? 'json' : (flags.format ?? 'markdown')]
  if (!form)
    throw noSuch({
      what: 'format',
      name: flags.format ?? '',
      known: Object.keys(forms),
      code: 'bad-input',
      message: `There is no report format "${flags.format}".`,
    })
  host.stdout.write(form(readReport(id, flags, host)))
  return exitCodes.fine
}

/** The report that was kept at the session's end; without one, what its journal tells so far. */
function readReport(id: string, { runbooks }: Flags, { stateDir }: Host): Report {
  const store = openSessionStore({ stateDir, id })
  const kept = store.load(path.join(store.folder, 'report.json'))
  if (kept !== undefined) return JSON.parse(kept) as Report
  return buildReport(replaySession({ bundle: runbooksInUse(runbooks), stateDir, id }))
}
