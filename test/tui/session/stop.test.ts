import type { SessionEvent, SessionView } from '@runbook/engine'
import { describe, expect, it } from 'vitest'
import { abortWhenSafe, createStop } from '../../../packages/tui/src/session/stop.ts'

describe('Ctrl-C', () => {
  it('stops the command that runs, and ends the session when it is pressed again', () => {
    const session = standIn('checking', 1000)
    const stop = createStop(session)
    expect(stop()).toEqual({
      kind: 'notice',
      notice: 'The command is being stopped. Ctrl-C once more ends the session.',
    })
    expect([session.interrupts, session.sent]).toEqual([1, []])
    expect(stop()).toEqual({ kind: 'leave' })
    expect(session.sent).toEqual(['session.aborted'])
  })

  it('stops the next command anew', () => {
    const session = standIn('checking', 1000)
    const stop = createStop(session)
    stop()
    session.stand('checking', 2000)
    expect(stop().kind).toBe('notice')
    expect([session.interrupts, session.sent]).toEqual([2, []])
  })

  it('ends a session that waits for a person', () => {
    const session = standIn('found')
    expect(createStop(session)()).toEqual({ kind: 'leave' })
    expect(session.sent).toEqual(['session.aborted'])
  })

  it.each(['changing', 'undoing'])('breaks nothing off while it is %s', state => {
    const session = standIn(state, 1000)
    const stop = createStop(session)
    for (const stopped of [stop(), stop()])
      expect(stopped).toMatchObject({ kind: 'notice', notice: expect.stringContaining('A change is being made') })
    expect([session.interrupts, session.sent]).toEqual([0, []])
  })

  it('leaves a session that has ended', () => {
    const session = standIn('finished')
    expect(createStop(session)()).toEqual({ kind: 'leave' })
    expect(session.sent).toEqual([])
  })
})

describe('being told to end', () => {
  it.each(['changing', 'undoing'])('waits for the end of what is %s', state => {
    const session = standIn(state)
    abortWhenSafe(session)
    session.stand(state)
    expect(session.sent).toEqual([])
    session.stand('verifying')
    session.stand('mended')
    expect(session.sent).toEqual(['session.aborted'])
  })

  it('ends at once where no change is under way, and only once', () => {
    const session = standIn('found')
    abortWhenSafe(session)
    session.stand('finished')
    expect(session.sent).toEqual(['session.aborted'])
  })

  it('sends nothing to a session that has ended', () => {
    const session = standIn('finished')
    abortWhenSafe(session)
    expect(session.sent).toEqual([])
  })
})

/** A session as far as a stop sees it: the state that it stands in, and since when a command runs. */
function standIn(state: string, startedAt?: number) {
  const listeners = new Set<() => void>()
  const stands = { state, startedAt }
  const session = {
    interrupts: 0,
    sent: [] as string[],
    view: () => {
      const { state, startedAt } = stands
      return { state, running: startedAt === undefined ? null : { startedAt } } as SessionView
    },
    interrupt: () => {
      session.interrupts += 1
    },
    send: ({ type }: SessionEvent) => session.sent.push(type) > 0,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stand(state: string, startedAt?: number) {
      Object.assign(stands, { state, startedAt })
      for (const listener of listeners) listener()
    },
  }
  return session
}
