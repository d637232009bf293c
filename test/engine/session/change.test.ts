import { describe, expect, it } from 'vitest'
import type { Plan } from '../../../packages/engine/src/change/plan.ts'
import { buildReport } from '../../../packages/engine/src/report/build.ts'
import { readRecords } from '../../../packages/engine/src/session/journal.ts'
import type { Session } from '../../../packages/engine/src/session/session.ts'
import { ASKING, createWorld, digest, ended, open, settled, UNATTENDED, type World } from './shop.ts'

const BEFORE = 'NAME=shop\nPORT=3000\n'
const AFTER = 'NAME=shop\nPORT=8080\n'
const failing = ended({ kind: 'exited', code: 1 })

describe('consent', () => {
  it.each([
    ['start', '', ['yes', 'x']],
    ['reset', 'yes', ['', 'y', 'YES', 'local']],
    ['rebuild', 'local', ['', 'yes', 'Local']],
  ])('to the fix "%s" is given by typing %j, together with the token', async (fix, typed, others) => {
    const session = await choosing(createWorld(), fix)
    const { token } = planOf(session)
    if (typed !== '')
      for (const other of others) expect(session.can({ type: 'consent.given', token, typed: other }), other).toBe(false)
    expect(session.can({ type: 'consent.given', token: `${token}0`, typed })).toBe(false)
    expect(session.can({ type: 'consent.given', token: '', typed })).toBe(false)
    expect(session.can({ type: 'consent.given', token, typed })).toBe(true)
  })

  it('is not possible before a plan is shown, nor after it was declined', async () => {
    const world = createWorld()
    const session = await settled(open(world))
    const token = session.view().context.offers?.[0]?.plan?.token ?? ''
    expect(session.send({ type: 'consent.given', token, typed: '' })).toBe(false)
    session.send({ type: 'fix.chosen', fix: 'start' })
    await settled(session)
    session.send({ type: 'consent.declined' })
    expect(session.send({ type: 'consent.given', token, typed: '' })).toBe(false)
    expect(world.files.get('/etc/shop.env')).toBe(BEFORE)
  })

  it('is bound to what was shown: a file that changed since is not touched', async () => {
    const world = createWorld()
    const session = await choosing(world, 'start')
    world.files.set('/etc/shop.env', 'PORT=1\n')
    await consenting(session)
    expect(session.view().context.change).toMatchObject({ status: 'failed' })
    expect(world.files.get('/etc/shop.env')).toBe('PORT=1\n')
    expect(world.runs).not.toContain('start-shop')
  })

  it('gives another token for another content, and the same for the same', async () => {
    const token = async (world: World) => planOf(await choosing(world, 'start')).token
    const other = createWorld()
    other.files.set('/etc/shop.env', 'PORT=1\n')
    expect(await token(createWorld())).toBe(await token(createWorld()))
    expect(await token(other)).not.toBe(await token(createWorld()))
  })

  it('is never given by itself when nobody is there', async () => {
    const world = createWorld()
    const session = open(world, UNATTENDED)
    await session.finished
    expect(world.files.get('/etc/shop.env')).toBe(BEFORE)
    expect(reportOf(session)).toMatchObject({ outcome: 'diagnosed', fixes: [{ status: 'proposed' }, {}, {}] })
    expect(reportOf(session).fixes[0]?.approval).toMatch(/^[0-9a-f]{20}$/)
  })
})

describe('a change', () => {
  it('is applied, verified by the symptom, and reported as fixed', async () => {
    const world = createWorld()
    const session = await consenting(await choosing(world, 'start'))
    expect(session.view().state).toBe('mended')
    expect(world.files.get('/etc/shop.env')).toBe(AFTER)
    expect(session.view().context.stages.map(({ stage }) => stage)).toEqual(['snapshot', 'edit', 'validate', 'apply'])
    expect(reportOf(session)).toMatchObject({
      outcome: 'fixed',
      cause: { id: 'shop-gone' },
      fixes: [{ status: 'verified' }, {}, {}],
    })
  })

  it('is undone byte for byte after it was verified', async () => {
    const world = createWorld()
    const session = await consenting(await choosing(world, 'start'))
    session.send({ type: 'undo.requested' })
    await settled(session)
    expect(session.view().state).toBe('undone')
    expect(world.files.get('/etc/shop.env')).toBe(BEFORE)
    expect(world.runs.at(-1)).toBe('stop-shop')
    expect(session.can({ type: 'undo.requested' })).toBe(false)
    // It had worked, so taking it back is a choice and no failure.
    expect(reportOf(session)).toMatchObject({ outcome: 'diagnosed', fixes: [{ status: 'undone' }, {}, {}] })
  })

  it('puts the files back by itself when it does not validate, and applies nothing', async () => {
    const world = createWorld({ 'check-shop': failing })
    const session = await consenting(await choosing(world, 'start'))
    expect(session.view().context.change).toMatchObject({ status: 'failed' })
    expect(world.files.get('/etc/shop.env')).toBe(BEFORE)
    expect(world.runs).not.toContain('start-shop')
    expect(reportOf(session).outcome).toBe('failed')
  })

  it('is taken back when it cannot be applied', async () => {
    const world = createWorld({ 'start-shop': failing })
    const session = await consenting(await choosing(world, 'start'))
    expect(world.files.get('/etc/shop.env')).toBe(BEFORE)
    expect(world.runs.at(-1)).toBe('stop-shop')
    expect(session.view().context.change).toMatchObject({ status: 'failed' })
  })

  it('says so when even the way back fails', async () => {
    const session = await consenting(
      await choosing(createWorld({ 'start-shop': failing, 'stop-shop': failing }), 'start'),
    )
    expect(session.view().context.change).toMatchObject({ status: 'stuck' })
  })

  it('that does not help is looked at until its time to settle is over; then undo is offered', async () => {
    const world = createWorld({ 'start-shop': () => ({}) })
    const session = await consenting(await choosing(world, 'start'))
    expect(session.view().state).toBe('unmended')
    expect(world.runs.filter(line => line.startsWith('curl'))).toHaveLength(1 + 5)
    session.send({ type: 'undo.requested' })
    await settled(session)
    expect(world.files.get('/etc/shop.env')).toBe(BEFORE)
  })

  it('that shows late counts as mended', async () => {
    const world = createWorld({ 'start-shop': () => ({}) })
    world.programs['curl -sS http://shop/'] = at => ({ stdout: `status=${at.now > 1_700_000_001_000 ? 200 : 502}` })
    const session = await consenting(await choosing(world, 'start'))
    expect(session.view().state).toBe('mended')
  })
})

describe('a change that was caught running', () => {
  it('comes back as interrupted, is not repeated, and is verified when the person says so', async () => {
    const world = createWorld()
    const session = await choosing(world, 'start')
    await consenting(session)
    const cut = world.lines.findIndex(line => line.includes('"stage":"apply"')) + 1
    const later = createWorld()
    later.files.set('/etc/shop.env', AFTER)
    later.isUp = true
    later.saved = world.saved
    const again = await settled(open(later, ASKING, { past: readRecords(world.lines.slice(0, cut), digest) }))
    expect(again.view()).toMatchObject({
      state: 'interrupted',
      context: { change: { status: 'interrupted', verification: null } },
    })
    expect(later.runs).toEqual([])
    again.send({ type: 'step.confirmed' })
    await settled(again)
    expect(again.view().state).toBe('mended')
    expect(later.runs).toEqual(['curl -sS http://shop/'])
  })

  it('can be undone from its snapshot, wherever it was cut', async () => {
    const world = createWorld()
    await consenting(await choosing(world, 'start'))
    for (const stage of ['snapshot', 'edit', 'validate', 'apply']) {
      const cut = world.lines.findIndex(line => line.includes(`"stage":"${stage}"`)) + 1
      const later = createWorld()
      later.files.set('/etc/shop.env', AFTER)
      later.saved = world.saved
      const again = await settled(open(later, ASKING, { past: readRecords(world.lines.slice(0, cut), digest) }))
      again.send({ type: 'undo.requested' })
      await settled(again)
      expect(again.view().state, stage).toBe('undone')
      expect(later.files.get('/etc/shop.env'), stage).toBe(BEFORE)
    }
  })

  it('before its first stage has nothing to undo', async () => {
    const world = createWorld()
    await consenting(await choosing(world, 'start'))
    const cut = world.lines.findIndex(line => line.includes('"consent.given"')) + 1
    const again = await settled(open(createWorld(), ASKING, { past: readRecords(world.lines.slice(0, cut), digest) }))
    expect(again.view().state).toBe('interrupted')
    expect(again.can({ type: 'undo.requested' })).toBe(false)
  })
})

async function choosing(world: World, fix: string): Promise<Session> {
  const session = await settled(open(world))
  session.send({ type: 'fix.chosen', fix })
  return await settled(session)
}

async function consenting(session: Session): Promise<Session> {
  const plan = planOf(session)
  const typed = plan.risk === 'low' ? '' : plan.risk === 'medium' ? 'yes' : plan.target
  session.send({ type: 'consent.given', token: plan.token, typed })
  return await settled(session)
}

function planOf(session: Session): Plan {
  const { state, context } = session.view()
  if (state !== 'consenting' || !context.plan) throw new Error(`no plan to consent to in ${state}: ${context.problem}`)
  return context.plan
}

function reportOf(session: Session) {
  const { state, context } = session.view()
  return buildReport({ state, context, records: session.records() })
}
