import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readRecords } from '../../../packages/engine/src/session/journal.ts'
import { foldEvents, type Session } from '../../../packages/engine/src/session/session.ts'
import type { SessionEvent, SessionOptions } from '../../../packages/engine/src/session/types.ts'
import {
  ASKING,
  createWorld,
  digest,
  ended,
  inputOf,
  MANUAL,
  open,
  type Programs,
  settled,
  UNATTENDED,
} from './shop.ts'

/** What a person may do; the token is put in when it is sent. */
const MOVES: SessionEvent[] = [
  { type: 'step.confirmed' },
  { type: 'step.retried' },
  { type: 'step.skipped' },
  { type: 'step.back' },
  { type: 'step.answered-by-hand' },
  { type: 'pace.changed', isStepwise: true },
  { type: 'pace.changed', isStepwise: false },
  { type: 'answer.given', outcome: 'failing' },
  { type: 'answer.given', outcome: 'yes-it-does' },
  { type: 'answer.given', outcome: 'nobody' },
  { type: 'answer.given', outcome: 'gone' },
  { type: 'input.given', name: 'port', value: '8080' },
  { type: 'fix.chosen', fix: 'start' },
  { type: 'fix.chosen', fix: 'reset' },
  { type: 'consent.given', token: '', typed: '' },
  { type: 'consent.given', token: '', typed: 'yes' },
  { type: 'consent.declined' },
  { type: 'undo.requested' },
  { type: 'change.kept' },
  { type: 'session.finished' },
  { type: 'session.aborted' },
]

/** Choices among what is possible at the time; now and then anything, and only seldom an end. */
const choices = fc.array(fc.nat(), { maxLength: 25 })

const worlds = fc.constantFrom<Programs>(
  {},
  { 'ss -H -ltn': ended({ kind: 'not-started', why: 'missing', message: 'no ss' }) },
  { 'curl -sS http://shop/': ended({ kind: 'timed-out', afterMs: 5 }) },
  { 'check-shop': ended({ kind: 'exited', code: 1 }) },
  { 'start-shop': ended({ kind: 'exited', code: 1 }), 'stop-shop': ended({ kind: 'exited', code: 1 }) },
  { 'pgrep -x shop': () => ({ stdout: '7' }) },
)

const options = fc.constantFrom<SessionOptions>(ASKING, MANUAL, UNATTENDED)

describe('replaying a session', () => {
  it('folds any prefix of its events to the state that the session had then', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, options, choices, async (programs, held, chosen) => {
        const world = createWorld(programs)
        const session = open(world, held)
        const lived = new Map([[1, pictureOf(session.view())]])
        session.subscribe(() => lived.set(session.records().length, pictureOf(session.view())))
        await settled(session)
        for (const choice of chosen) {
          session.send(moveOf(choice, session))
          await settled(session)
        }
        const records = readRecords(world.lines, digest)
        for (let length = 1; length <= records.length; length++)
          expect(pictureOf(foldEvents(inputOf(held), eventsOf(records.slice(0, length))))).toEqual(lived.get(length))
      }),
      { numRuns: 150 },
    )
  })

  it('goes on from any prefix without running a change again', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, choices, fc.nat(), async (programs, chosen, cut) => {
        const world = createWorld(programs)
        const session = await settled(open(world))
        for (const choice of chosen) {
          session.send(moveOf(choice, session))
          await settled(session)
        }
        const kept = world.lines.slice(0, 1 + (cut % world.lines.length))
        const records = readRecords(kept, digest)
        const later = createWorld(programs)
        later.saved = world.saved
        const before = foldEvents(inputOf(ASKING), eventsOf(records)).state
        const again = await settled(open(later, ASKING, { past: records }))
        expect(later.runs.filter(line => /^(start|reset|stop)-shop$/.test(line))).toEqual([])
        if (['changing', 'verifying', 'undoing'].includes(before)) expect(again.view().state).toBe('interrupted')
        expect(() => readRecords([...kept, ...later.lines], digest)).not.toThrow()
      }),
      { numRuns: 150 },
    )
  })
})

function withToken(event: SessionEvent, session: Session): SessionEvent {
  return event.type === 'consent.given' ? { ...event, token: session.view().context.plan?.token ?? '' } : event
}

function moveOf(choice: number, session: Session): SessionEvent {
  const moves = MOVES.map(event => withToken(event, session))
  const possible = moves.filter(event => session.can(event) && !event.type.startsWith('session.'))
  const among = choice % 17 === 0 || possible.length === 0 ? moves : possible
  return among[choice % among.length] as SessionEvent
}

function eventsOf(records: ReturnType<typeof readRecords>): SessionEvent[] {
  return records.flatMap(({ event }) => (event.type === 'session.opened' ? [] : [event]))
}

/** A state as JSON, so that what is lost in a file is lost on both sides of the comparison. */
function pictureOf({ state, context }: Pick<ReturnType<Session['view']>, 'state' | 'context'>): unknown {
  return JSON.parse(JSON.stringify({ state, context: { ...context, bundle: null } }))
}
