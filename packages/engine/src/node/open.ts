import { randomBytes } from 'node:crypto'
import { commandFiles } from '../change/command-files.ts'
import { EngineError } from '../errors.ts'
import type { Ports, Store } from '../ports.ts'
import type { Value } from '../read/reader.ts'
import { type Bundle, inputsOf } from '../runbook/bundle.ts'
import { createRedact } from '../safe/redact.ts'
import { inputValue } from '../session/input-value.ts'
import { type JournalRecord, type Opening, readRecords } from '../session/journal.ts'
import type { SessionState } from '../session/machine.ts'
import { foldEvents, type Session, startSession } from '../session/session.ts'
import type { SessionContext, SessionEvent, SessionOptions } from '../session/types.ts'
import { noSuch } from '../suggest.ts'
import { localExec } from './local-exec.ts'
import { createSessionStore, openSessionStore, readJournal } from './session-store.ts'
import { sha256 } from './sha256.ts'
import { systemClock } from './system-clock.ts'

/** Where sessions live and what commands inherit. */
interface Host {
  bundle: Bundle
  /** Folder of all state, such as `~/.local/state/runbook`. */
  stateDir: string
  /** Environment of the commands. */
  env: Record<string, string>
}

interface OpenOptions extends Host {
  runbook: string
  /** Inputs as texts, by name. */
  inputs: Record<string, string>
  options: SessionOptions
}

/**
 * Opens a session on this machine. Throws EngineError for an unknown runbook (`no-such-runbook`) or a bad input
 * (`bad-input`) before anything is written.
 */
export function openSession({ bundle, runbook, inputs, options, stateDir, env }: OpenOptions): Session {
  if (!bundle.has(runbook)) throw unknownRunbook(runbook, bundle)
  const parsed = parseInputs(bundle, inputs)
  const session = newId(runbook)
  const opening: Opening = {
    type: 'session.opened',
    session,
    version: 1,
    runbook,
    inputs,
    options,
    target: 'local',
    runbooks: bundleDigest(bundle),
  }
  const ports = portsFor(createSessionStore({ stateDir, id: session }), env, session)
  return startSession({ opening, input: { bundle, runbook, inputs: parsed, options, target: 'local' }, ports })
}

/** Goes on with a session where its journal ends. Throws EngineError (`no-such-session`) when that cannot be done. */
export function resumeSession({ bundle, stateDir, env, id }: Host & { id: string }): Session {
  const { opening, records } = readSession({ stateDir, id })
  const input = machineInput(bundle, opening)
  return startSession({ opening, input, past: records, ports: portsFor(openSessionStore({ stateDir, id }), env, id) })
}

/** The state that a session's journal leads to, without running anything. */
export function replaySession({ bundle, stateDir, id }: Omit<Host, 'env'> & { id: string }): {
  state: SessionState
  context: SessionContext
  records: JournalRecord[]
} {
  const { opening, records } = readSession({ stateDir, id })
  const events = records
    .map(record => record.event)
    .filter((event): event is SessionEvent => event.type !== 'session.opened')
  return { ...foldEvents(machineInput(bundle, opening), events), records }
}

/** Reads inputs by their declared types. Throws EngineError (`bad-input`) with a suggestion for a misspelt name. */
export function parseInputs(bundle: Bundle, inputs: Record<string, string>): Record<string, Value> {
  const declared = inputsOf(bundle)
  return Object.fromEntries(
    Object.entries(inputs).map(([name, text]) => {
      const input = declared.get(name)
      if (!input) throw noSuch({ what: 'input', name, known: declared.keys(), code: 'bad-input' })
      return [name, inputValue(name, input, text)]
    }),
  )
}

function readSession({ stateDir, id }: { stateDir: string; id: string }): {
  opening: Opening
  records: JournalRecord[]
} {
  const records = readRecords(readJournal(stateDir, id), sha256)
  const opening = records[0]?.event
  if (opening?.type !== 'session.opened')
    throw new EngineError(`The journal of session "${id}" is empty.`, {
      code: 'no-such-session',
      hint: 'Start a new session.',
    })
  return { opening, records }
}

function machineInput(bundle: Bundle, opening: Opening) {
  if (!bundle.has(opening.runbook)) throw unknownRunbook(opening.runbook, bundle)
  if (opening.runbooks !== bundleDigest(bundle))
    throw new EngineError(`The runbooks changed since session "${opening.session}" was written.`, {
      code: 'no-such-session',
      hint: 'Its report is kept in its folder; start a new session to go on.',
    })
  return {
    bundle,
    runbook: opening.runbook,
    inputs: parseInputs(bundle, opening.inputs),
    options: opening.options,
    target: opening.target,
  }
}

function portsFor(store: Store, env: Record<string, string>, salt: string): Ports {
  const exec = localExec({ env })
  return {
    clock: systemClock,
    exec,
    files: commandFiles(exec),
    store,
    digest: sha256,
    redact: createRedact(text => sha256(`${salt}:${text}`)),
  }
}

function unknownRunbook(id: string, bundle: Bundle): EngineError {
  return noSuch({ what: 'runbook', name: id, known: bundle.keys(), code: 'no-such-runbook' })
}

function bundleDigest(bundle: Bundle): string {
  return sha256(JSON.stringify([...bundle])).slice(0, 16)
}

function newId(runbook: string): string {
  const stamp = new Date(systemClock.now()).toISOString().slice(0, 16).replace(/[-:]/g, '').replace('T', '-')
  return `${stamp}-${runbook}-${randomBytes(2).toString('hex')}`
}
