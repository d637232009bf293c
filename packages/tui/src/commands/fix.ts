import { EngineError, noSuch, openSessionStore, type Plan, resumeSession, type Session } from '@runbook/engine'
import type { ExitCode } from '../exit-codes.ts'
import type { Host } from '../host.ts'
import { progressLines } from '../lines/change.ts'
import { printerTo, printLines } from '../lines/print.ts'
import { summaryLines } from '../lines/summary.ts'
import { approved } from '../renderers/approved.ts'
import { recordLine, reportLine } from '../renderers/json.ts'
import { nextChange } from '../renderers/plain.ts'
import { exitCodeOf, keepReport, reportOf } from '../session/outcome.ts'
import { onSignals } from '../session/signals.ts'
import { abortWhenSafe } from '../session/stop.ts'
import type { Flags } from './flags.ts'
import { runbooksInUse } from './runbooks-folder.ts'

interface FixArguments {
  id: string
  fix: string
  flags: Flags
}

/**
 * `runbook fix <session> <fix> --approve <token>`: applies exactly the plan that the token names, verifies it, and takes
 * it back when it did not help; what could not be verified stays. Throws EngineError (`not-allowed`) before anything is changed when the plan is another now.
 */
export async function fix({ id, fix: chosen, flags }: FixArguments, host: Host): Promise<ExitCode> {
  const bundle = runbooksInUse(flags.runbooks)
  const session = resumeSession({ bundle, stateDir: host.stateDir, env: host.env, id })
  choose(session, chosen)
  const print = printerTo(host.stdout)
  const stopListening = onSignals({ interrupt: () => abortWhenSafe(session), terminate: () => abortWhenSafe(session) })
  const stopPrinting = session.onRecord(record => {
    if (flags.json) print(recordLine(record))
    else printLines(progressLines(record.event), print)
  })
  try {
    await settle(session, flags.approve ?? '')
  } finally {
    stopPrinting()
    stopListening()
    keepReport(reportOf(session), openSessionStore({ stateDir: host.stateDir, id }))
  }
  const report = reportOf(session)
  if (flags.json) print(reportLine(report))
  else printLines(summaryLines(report, session.folder), print)
  return exitCodeOf(session.view(), report)
}

function choose(session: Session, fix: string): void {
  const offers = session.view().context.offers ?? []
  if (session.can({ type: 'fix.chosen', fix })) {
    session.send({ type: 'fix.chosen', fix })
    return
  }
  const known = offers.map(offer => offer.fix)
  throw noSuch({
    what: 'fix',
    name: fix,
    known,
    code: 'not-allowed',
    message: `Session "${session.id}" does not offer the fix "${fix}" now.`,
    otherwise: known.length === 0 ? 'That session offers no fix.' : `Its fixes are ${known.join(', ')}.`,
  })
}

/** Drives the session from the chosen fix to its end. */
async function settle(session: Session, token: string): Promise<void> {
  for (;;) {
    const { state, context } = session.view()
    if (state === 'finished') return
    if (state === 'consenting' && context.plan && context.plan.token !== token) refuse(session, context.plan)
    const event = approved(session, token)
    if (event === null) await nextChange(session)
    else if (!session.send(event)) session.send({ type: 'session.finished' })
    if (session.view().state === 'found') {
      const { problem } = session.view().context
      session.send({ type: 'session.finished' })
      throw new EngineError(`The fix cannot be made: ${problem ?? 'it was declined'}`, {
        code: 'not-allowed',
        hint: 'Run the runbook again to see how things stand.',
      })
    }
  }
}

function refuse(session: Session, plan: Plan): never {
  session.send({ type: 'consent.declined' })
  session.send({ type: 'session.finished' })
  throw new EngineError('The approval does not fit the plan as it is now; nothing was changed.', {
    code: 'not-allowed',
    hint: `Look at the plan again with "runbook ${plan.runbook}" and approve what it shows.`,
  })
}
