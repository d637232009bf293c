import { initialTransition, transition } from 'xstate'
import type { Ports, RunningCommand } from '../ports.ts'
import { createCurrentEffect } from './current-effect.ts'
import { effectOf } from './effect.ts'
import { createJournal, type JournalRecord, type Opening } from './journal.ts'
import { createListeners } from './listeners.ts'
import { type SessionState, sessionMachine } from './machine.ts'
import type { MachineInput } from './moves.ts'
import { readPasted } from './pasted.ts'
import { createEffectRunner } from './run-effect.ts'
import type { SessionContext, SessionEvent } from './types.ts'

/** What a face shows: the machine's state, its context, and what runs at this moment. */
export interface SessionView {
  state: SessionState
  context: SessionContext
  /** The command that runs now; null when none does. */
  running: RunningCommand | null
}

/** A session that a face holds: it shows the view and sends events, and decides nothing. */
export interface Session {
  readonly id: string
  readonly folder: string
  /** The same object until something changes. */
  view(): SessionView
  /** Called after each change of the view; returns how to stop. */
  subscribe(listener: () => void): () => void
  /** Called for each journal record as soon as it is on disk. */
  onRecord(listener: (record: JournalRecord) => void): () => void
  /** True when the event means something now. */
  can(event: SessionEvent): boolean
  /** Journals the event, then lets it take effect. False when it means nothing now: then nothing is written. */
  send(event: SessionEvent): boolean
  /** Takes pasted output for the step at hand: it is read as if its command had printed it. */
  paste(text: string): boolean
  /** Stops what runs (its whole process group); the step comes out unknown. */
  interrupt(): void
  /** Resolves when the session has reached its end; rejects when something broke that is no result of a tool. */
  readonly finished: Promise<void>
  records(): readonly JournalRecord[]
}

interface SessionStart {
  opening: Opening
  input: MachineInput
  ports: Ports
  /** Records of a session that goes on; they are folded, not run. */
  past?: readonly JournalRecord[]
}

type Snapshot = ReturnType<typeof initialTransition<typeof sessionMachine>>[0]

/** Folds recorded events into the state they lead to. Pure. */
export function foldEvents(
  input: MachineInput,
  events: readonly SessionEvent[],
): { state: SessionState; context: SessionContext } {
  const snapshot = events.reduce<Snapshot>(
    (at, event) => transition(sessionMachine, at, event)[0],
    firstSnapshot(input),
  )
  return { state: snapshot.value, context: snapshot.context }
}

/** Opens a session, or goes on with one from its records, and starts doing what its state asks for. */
export function startSession({ opening, input, ports, past }: SessionStart): Session {
  const records: JournalRecord[] = [...(past ?? [])]
  const journal = createJournal(ports, records.at(-1))
  const viewers = createListeners<[]>()
  const recordReaders = createListeners<[JournalRecord]>()
  const { promise: finished, resolve: finish, reject: failed } = Promise.withResolvers<void>()
  let snapshot = snapshotAfter(input, records)
  let running: SessionView['running'] = null
  let view = viewOf(snapshot, running)
  const work = createCurrentEffect({
    run: createEffectRunner({ ports, context: () => snapshot.context, show, send }),
    failed,
    ended(event) {
      running = null
      if (event) send(event)
    },
  })

  function show(now: SessionView['running']): void {
    running = now
    changed()
  }
  function changed(): void {
    view = viewOf(snapshot, running)
    viewers.tell()
  }
  function write(event: Opening | SessionEvent): void {
    const record = journal.append(event)
    records.push(record)
    recordReaders.tell(record)
  }
  function send(event: SessionEvent): boolean {
    if (!snapshot.can(event)) return false
    // What the machine refuses by throwing, such as a bad input, must never stand in the journal: it would stop every replay.
    const [next] = transition(sessionMachine, snapshot, event)
    write(event)
    snapshot = next
    changed()
    pursue()
    return true
  }
  function pursue(): void {
    work.pursue(effectOf(snapshot.value, snapshot.context))
    // What was stopped may still be ending: only then is nothing left that runs.
    if (snapshot.value === 'finished') void work.settled().then(finish)
  }

  if (records.length === 0) write(opening)
  else if (snapshot.can({ type: 'session.interrupted' })) send({ type: 'session.interrupted' })
  queueMicrotask(pursue)

  return {
    id: opening.session,
    folder: ports.store.folder,
    finished,
    view: () => view,
    records: () => records,
    subscribe: viewers.add,
    onRecord: recordReaders.add,
    can: event => snapshot.can(event),
    send,
    paste: text => send({ type: 'output.pasted', result: readPasted(snapshot.context, text, ports) }),
    interrupt: work.interrupt,
  }
}

function viewOf({ value, context }: Snapshot, running: SessionView['running']): SessionView {
  return { state: value, context, running }
}

function snapshotAfter(input: MachineInput, records: readonly JournalRecord[]): Snapshot {
  return records.reduce<Snapshot>(
    (at, { event }) => (event.type === 'session.opened' ? at : transition(sessionMachine, at, event)[0]),
    firstSnapshot(input),
  )
}

function firstSnapshot(input: MachineInput): Snapshot {
  return initialTransition(sessionMachine, input)[0]
}
