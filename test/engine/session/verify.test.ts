import { describe, expect, it } from 'vitest'
import type { Output } from '../../../packages/engine/src/ports.ts'
import { buildReport } from '../../../packages/engine/src/report/build.ts'
import { reportMarkdown } from '../../../packages/engine/src/report/markdown.ts'
import { readRecords } from '../../../packages/engine/src/session/journal.ts'
import type { Session } from '../../../packages/engine/src/session/session.ts'
import { LIMIT } from './limit-runbook.ts'
import { ASKING, bundleOf, createWorld, digest, open, settled, type World } from './shop.ts'

const limit = bundleOf(LIMIT)
const asks = 'aws service-quotas get-it'
const exited = (code: number, stderr: string): Partial<Output> => ({ ending: { kind: 'exited', code }, stderr })
const refused = (code: string) =>
  exited(254, `An error occurred (${code}) when calling the GetIt operation: Rate exceeded`)

/** Answers of the tool that say nothing about the quota, the reason, and a part of what is said. */
const silent: [string, Partial<Output>, string, string][] = [
  ['the cloud throttles', refused('ThrottlingException'), 'unreadable', 'AWS throttles GetIt'],
  ['the login has expired', refused('ExpiredToken'), 'unreadable', 'The AWS login has expired'],
  ['a right is missing', refused('AccessDenied'), 'permission', 'These credentials may not do GetIt'],
  ['time runs out', { ending: { kind: 'timed-out', afterMs: 10_000 } }, 'timeout', 'no answer within 10 s.'],
  [
    'the tool is gone',
    { ending: { kind: 'not-started', why: 'missing', message: 'aws is not installed' } },
    'tool-missing',
    'aws is not installed.',
  ],
  ['the reader cannot read it', { stdout: '<html>' }, 'unreadable', 'A web page came instead of an answer'],
  [
    'the condition has nothing to go by',
    { stdout: '{"Quota":{}}' },
    'unreadable',
    '"value == 2": Unknown variable: value.',
  ],
]

describe('a change whose own check', () => {
  it.each(silent)('cannot be made because %s stays, and says so', async (_why, answer, reason, said) => {
    const { world, session } = await made('raise', { [asks]: () => answer })
    expect(session.view().state).toBe('unverified')
    expect(session.view().context.change).toMatchObject({
      status: 'applied',
      verification: { kind: 'unknown', reason, command: ['aws', 'service-quotas', 'get-it'] },
    })
    expect(world.runs).not.toContain('lower-quota')
    const report = reportOf(session)
    expect(report).toMatchObject({ outcome: 'unverified', fixes: [{ id: 'raise', status: 'unverified' }, {}] })
    const note = report.fixes[0]?.note
    expect(note).toContain('It could not be verified: ')
    expect(note).toContain(said)
    expect(note).toContain('The change stays in place. To see for yourself: aws service-quotas get-it')
    expect(reportMarkdown(report)).toContain('# Runbook front: Changed, and it could not be verified\n')
    expect(reportMarkdown(report)).toContain('### Raise the quota — applied, could not be verified\n')
  })

  it.each([
    ['mended', 2, 'fixed', 'verified'],
    ['unmended', 1, 'aborted', 'applied'],
  ] as const)('is answered stands as %s with the value %d', async (state, value, outcome, status) => {
    const { session } = await made('raise', { [asks]: () => ({ stdout: `{"Quota":{"Value":${value}}}` }) })
    expect(session.view().state).toBe(state)
    expect(reportOf(session)).toMatchObject({ outcome, fixes: [{ status }, {}] })
  })

  it('can be made only later counts by its last look', async () => {
    let looks = 0
    const { session } = await made('raise', {
      [asks]: () => (++looks < 2 ? refused('Throttling') : { stdout: '{"Quota":{"Value":2}}' }),
    })
    expect(session.view().state).toBe('mended')
  })
})

describe('a change whose symptom cannot be asked', () => {
  const gone = { ending: { kind: 'not-started', why: 'missing', message: 'curl is not installed' } } as const
  const later = (world: World) => (world.runs.includes('raise-quota') ? gone : { stdout: 'status=502' })

  it('stays, and names what the check needs', async () => {
    const { session, world } = await made('raise-for-all', { 'curl -sS http://shop/': later })
    expect(session.view().state).toBe('unverified')
    expect(reportOf(session).fixes[0]?.note).toBe(
      'It could not be verified: curl is not installed. Needed: curl. The change stays in place. To see for yourself: curl -sS http://shop/',
    )
    expect(world.runs).not.toContain('lower-quota')
  })

  it('is looked at again when a person wants it, also after the session was finished', async () => {
    const { session, world } = await made('raise-for-all', { 'curl -sS http://shop/': later })
    session.send({ type: 'session.finished' })
    expect(session.can({ type: 'step.retried' })).toBe(true)
    world.programs['curl -sS http://shop/'] = () => ({ stdout: 'status=200' })
    session.send({ type: 'step.retried' })
    await settled(session)
    expect(session.view().state).toBe('mended')
    expect(reportOf(session).outcome).toBe('fixed')
    expect(world.runs.filter(line => line === 'raise-quota')).toHaveLength(1)
  })

  it('is kept or taken back when a person says so, and taking it back is no failure', async () => {
    const kept = (await made('raise-for-all', { 'curl -sS http://shop/': later })).session
    kept.send({ type: 'change.kept' })
    expect(kept.view().state).toBe('found')
    expect(reportOf(kept)).toMatchObject({ outcome: 'unverified', fixes: [{ status: 'unverified' }, {}] })
    const { session, world } = await made('raise-for-all', { 'curl -sS http://shop/': later })
    session.send({ type: 'undo.requested' })
    await settled(session)
    expect(world.runs.at(-1)).toBe('lower-quota')
    expect(reportOf(session)).toMatchObject({
      outcome: 'diagnosed',
      fixes: [{ status: 'undone', note: 'it could not be verified: curl is not installed' }, {}],
    })
  })

  it('stays interrupted when it was caught running, and says both', async () => {
    const { world } = await made('raise-for-all', { 'curl -sS http://shop/': later })
    const cut = world.lines.findIndex(line => line.includes('"stage":"apply"')) + 1
    const past = readRecords(world.lines.slice(0, cut), digest)
    const after = createWorld({ 'curl -sS http://shop/': () => gone })
    const session = await settled(open(after, ASKING, { past, of: limit }))
    session.send({ type: 'step.confirmed' })
    await settled(session)
    expect(session.view()).toMatchObject({ state: 'unverified', context: { change: { status: 'interrupted' } } })
    expect(reportOf(session)).toMatchObject({ outcome: 'unverified', fixes: [{ status: 'unverified' }, {}] })
    expect(reportOf(session).fixes[0]?.note).toMatch(
      /^the session was interrupted .+ may have run\. It could not be verified: /,
    )
    expect(after.runs).toEqual(after.runs.filter(line => line.startsWith('curl')))
  })

  it('is unknown when a person stops the look', async () => {
    const world = createWorld({ 'curl -sS http://shop/': () => ({ stdout: 'status=502' }), 'raise-quota': () => ({}) })
    const session = await choosing(world, 'raise-for-all')
    const stop = session.subscribe(() => {
      if (session.view().state === 'verifying') session.interrupt()
    })
    await consenting(session)
    stop()
    expect(session.view().context.change?.verification).toMatchObject({ kind: 'unknown', reason: 'aborted' })
  })
})

async function made(fix: string, programs: World['programs']): Promise<{ session: Session; world: World }> {
  const world = createWorld({
    'curl -sS http://shop/': () => ({ stdout: 'status=502' }),
    'raise-quota': () => ({}),
    'lower-quota': () => ({}),
    ...programs,
  })
  return { world, session: await consenting(await choosing(world, fix)) }
}

async function choosing(world: World, fix: string): Promise<Session> {
  const session = await settled(open(world, ASKING, { of: limit }))
  session.send({ type: 'fix.chosen', fix })
  return await settled(session)
}

async function consenting(session: Session): Promise<Session> {
  session.send({ type: 'consent.given', token: session.view().context.plan?.token ?? '', typed: '' })
  return await settled(session)
}

function reportOf(session: Session) {
  return buildReport({ ...session.view(), records: session.records() })
}
