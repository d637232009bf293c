import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Ending, Output } from '../../packages/engine/src/ports.ts'
import type { Session } from '../../packages/engine/src/session/session.ts'
import { summaryLines } from '../../packages/tui/src/lines/summary.ts'
import { approved } from '../../packages/tui/src/renderers/approved.ts'
import { unattendedEvent } from '../../packages/tui/src/renderers/unattended.ts'
import { screenOf } from '../../packages/tui/src/screens/screen-of.ts'
import { exitCodeOf, reportOf } from '../../packages/tui/src/session/outcome.ts'
import { LIMIT } from '../engine/session/limit-runbook.ts'
import { ASKING, bundleOf, createWorld, open, settled, type World } from '../engine/session/shop.ts'

const limit = bundleOf(LIMIT)
const throttled = {
  ending: { kind: 'exited' as const, code: 254 },
  stderr: 'An error occurred (Throttling) when calling the GetIt operation: Rate exceeded',
}

describe('a fix that could not be verified', () => {
  it('stays where nobody is there but its approval, and ends with 4', async () => {
    const { session, world } = await fixed(() => throttled)
    expect(world.runs).not.toContain('lower-quota')
    expect(session.view().state).toBe('finished')
    expect(exitCodeOf(session.view(), reportOf(session))).toBe(4)
    expect(summaryLines(reportOf(session), '/s').map(({ text }) => text)).toEqual(
      expect.arrayContaining([
        'Changed, and it could not be verified',
        expect.stringMatching(
          /^Raise the quota — applied. It could not be verified: AWS throttles .+ To see for yourself: aws service-quotas get-it$/,
        ),
        'runbook resume test',
      ]),
    )
  })

  it.each([
    [2, 0],
    [1, 5],
  ])('is told apart by its code: the value %d ends with %d', async (value, code) => {
    const { session } = await fixed(() => ({ stdout: `{"Quota":{"Value":${value}}}` }))
    expect(exitCodeOf(session.view(), reportOf(session))).toBe(code)
  })

  it('says so on a screen, and offers to verify it again beside undo and keep', async () => {
    const { session } = await waiting(() => throttled)
    const { title, body, actions } = screenOf(session)
    expect(title).toBe('Applied, could not be verified')
    expect(body[0]?.text).toMatch(/^Raise the quota: applied\. It could not be verified: AWS throttles/)
    expect(actions.map(({ key }) => key.label)).toEqual(['verify again', 'undo', 'keep it', 'finish'])
  })

  it('is left by nobody as it is', async () => {
    const { session, world } = await waiting(() => throttled)
    while (session.view().state !== 'finished') session.send(unattendedEvent(session.view()))
    expect(world.runs).not.toContain('lower-quota')
    expect(exitCodeOf(session.view(), reportOf(session))).toBe(4)
  })

  it('is never undone by itself, whatever the check prints and however it ends', async () => {
    const ending = fc.oneof<fc.Arbitrary<Ending>[]>(
      fc.constant({ kind: 'exited', code: 0 }),
      fc.record({ kind: fc.constant('exited' as const), code: fc.integer({ min: 0, max: 255 }) }),
      fc.constantFrom<Ending[]>(
        { kind: 'timed-out', afterMs: 5 },
        { kind: 'signalled', signal: 'SIGKILL' },
        { kind: 'not-started', why: 'missing', message: 'no aws' },
      ),
    )
    const stdout = fc.oneof(
      fc.constantFrom('{"Quota":{"Value":1}}', '{"Quota":{"Value":2}}', '{"Quota":{}}', ''),
      fc.string(),
    )
    await fc.assert(
      fc.asyncProperty(fc.record({ ending, stdout, stderr: fc.string() }), async printed => {
        const { session, world } = await fixed(() => printed)
        const { change } = session.view().context
        const isUndone = world.runs.includes('lower-quota')
        expect(isUndone).toBe(change?.verification?.kind === 'not-mended')
        const code = { mended: 0, 'not-mended': 5, unknown: 4 }[change?.verification?.kind ?? 'unknown']
        expect(exitCodeOf(session.view(), reportOf(session))).toBe(code)
      }),
      { numRuns: 150 },
    )
  })
})

/** A session that stands where the change was made and looked at. */
async function waiting(answer: () => Partial<Output>): Promise<{ session: Session; world: World }> {
  const { session, world } = await chosen(answer)
  session.send({ type: 'consent.given', token: session.view().context.plan?.token ?? '', typed: '' })
  return { session: await settled(session), world }
}

/** A session that `runbook fix` has driven to its end. */
async function fixed(answer: () => Partial<Output>): Promise<{ session: Session; world: World }> {
  const { session, world } = await chosen(answer)
  const token = session.view().context.plan?.token ?? ''
  for (let event = approved(session, token); event; event = approved(session, token)) {
    session.send(event)
    await settled(session)
  }
  return { session, world }
}

async function chosen(answer: () => Partial<Output>): Promise<{ session: Session; world: World }> {
  const world = createWorld({
    'curl -sS http://shop/': () => ({ stdout: 'status=502' }),
    'aws service-quotas get-it': answer,
    'raise-quota': () => ({}),
    'lower-quota': () => ({}),
  })
  const session = await settled(open(world, ASKING, { of: limit }))
  session.send({ type: 'fix.chosen', fix: 'raise' })
  return { session: await settled(session), world }
}
