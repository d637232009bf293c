import { initialTransition, transition } from 'xstate'
import type { Ports, RunningCommand } from '../ports.ts'
import { type Effect, effectOf } from './effect.ts'
import { createJournal, type JournalRecord, type Opening } from './journal.ts'
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
  const listeners = new Set<() => void>()
  const recordListeners = new Set<(record: JournalRecord) => void>()
  let snapshot = records.reduce<Snapshot>(
    (at, { event }) => (event.type === 'session.opened' ? at : transition(sessionMachine, at, event)[0]),
    firstSnapshot(input),
  )
  let running: SessionView['running'] = null
  let view = makeView()
  let current: { effect: Effect; abort: AbortController } | undefined
  let working: Promise<void> = Promise.resolve()
  const { promise: finished, resolve: finish, reject: fail } = Promise.withResolvers<void>()
  const run = createEffectRunner({
    ports,
    context: () => snapshot.context,
    show: now => {
      running = now
      changed()
    },
    send,
  })

  function makeView(): SessionView {
    return { state: snapshot.value, context: snapshot.context, running }
  }
  function changed(): void {
    view = makeView()
    for (const listener of listeners) listener()
  }
  function write(event: Opening | SessionEvent): void {
    const record = journal.append(event)
    records.push(record)
    for (const listener of recordListeners) listener(record)
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
  /** Starts what the state asks for, unless that is what runs already; stops what it no longer asks for. */
  function pursue(): void {
    const wanted = effectOf(snapshot.value, snapshot.context)
    if (current && wanted && isSame(current.effect, wanted)) return
    current?.abort.abort()
    current = undefined
    // What was stopped may still be ending: only then is nothing left that runs.
    if (snapshot.value === 'finished') void working.then(() => finish())
    if (!wanted) return
    const mine = { effect: wanted, abort: new AbortController() }
    current = mine
    working = run(wanted, mine.abort.signal)
      .then(event => {
        if (current !== mine) return
        current = undefined
        running = null
        if (event) send(event)
      })
      .catch(fail)
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
    subscribe: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onRecord: listener => {
      recordListeners.add(listener)
      return () => recordListeners.delete(listener)
    },
    can: event => snapshot.can(event),
    send,
    paste: text => send({ type: 'output.pasted', result: readPasted(snapshot.context, text, ports) }),
    interrupt: () => current?.abort.abort(),
  }
}

function firstSnapshot(input: MachineInput): Snapshot {
  return initialTransition(sessionMachine, input)[0]
}

function isSame(a: Effect, b: Effect): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
