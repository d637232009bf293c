import { describe, expect, it } from 'vitest'
import { buildReport } from '../../../packages/engine/src/report/build.ts'
import type { Session } from '../../../packages/engine/src/session/session.ts'
import { ASKING, createWorld, ended, MANUAL, open, settled, trailOf, UNATTENDED } from './shop.ts'

const exited = (code: number) => ended({ kind: 'exited', code })

describe('a walk', () => {
  it('ends healthy without a finding when nothing is wrong', async () => {
    const world = createWorld()
    world.isUp = true
    const session = await settled(open(world))
    expect(session.view().state).toBe('ended')
    expect(trailOf(session)).toEqual(['front/probe: fine'])
    expect(outcomeOf(session)).toBe('healthy')
  })

  it('goes through a handoff to the finding, and carries facts along', async () => {
    const session = await settled(open(createWorld()))
    expect(trailOf(session)).toEqual([
      'front/probe: failing',
      'front/sockets: yes-it-does',
      'front/to-back: handoff',
      'back/process: gone',
      'back/which: ours',
    ])
    const { state, context } = session.view()
    expect(state).toBe('found')
    expect(context.stack).toEqual([{ runbook: 'front', step: 'to-back' }])
    expect(context.offers?.map(offer => offer.title)).toEqual([
      'Start the shop on port 8080',
      'Reset the shop',
      'Rebuild the shop',
    ])
  })

  it('comes back from a handoff that found nothing', async () => {
    const session = await settled(open(createWorld({ 'pgrep -x shop': () => ({ stdout: '7' }) })))
    const { state, context } = session.view()
    expect(state).toBe('ended')
    expect(context.position).toEqual({ runbook: 'front', step: 'unclear' })
    expect(context.stack).toEqual([])
    expect(outcomeOf(session)).toBe('inconclusive')
  })

  it('runs the same command once', async () => {
    const world = createWorld()
    const session = await settled(open(world))
    session.send({ type: 'step.back' })
    session.send({ type: 'step.confirmed' })
    await settled(session)
    expect(world.runs).toEqual(['curl -sS http://shop/', 'ss -H -ltn', 'pgrep -x shop'])
  })

  it('hides secrets before anything is written', async () => {
    const world = createWorld({ 'ss -H -ltn': () => ({ stdout: 'password=hunter2' }) })
    await settled(open(world))
    expect(world.lines.join('\n')).toContain('[secret]')
    expect(world.lines.join('\n')).not.toContain('hunter2')
  })
})

describe('a check that could not be made', () => {
  const missing = { 'ss -H -ltn': ended({ kind: 'not-started', why: 'missing', message: 'ss is not installed' }) }

  it('follows its "unknown", and asks the person there', async () => {
    const session = await settled(open(createWorld(missing)))
    expect(trailOf(session)).toEqual(['front/probe: failing', 'front/sockets: unknown (tool-missing)'])
    expect(session.view()).toMatchObject({ state: 'answering', context: { position: { step: 'seen' } } })
    expect(session.can({ type: 'answer.given', outcome: 'nonsense' })).toBe(false)
    session.send({ type: 'answer.given', outcome: 'nobody' })
    expect(session.view()).toMatchObject({ state: 'ended', context: { position: { step: 'unclear' } } })
  })

  it('ends inconclusive when nobody is there, and names what it needed', async () => {
    const session = open(createWorld(missing), UNATTENDED)
    await session.finished
    expect(trailOf(session)).toEqual([
      'front/probe: failing',
      'front/sockets: unknown (tool-missing)',
      'front/seen: unknown (skipped)',
    ])
    const report = reportOf(session)
    expect(report).toMatchObject({ outcome: 'inconclusive', cause: null, chain: [] })
    expect(report.unknown[0]).toEqual({
      step: 'front/sockets',
      reason: 'tool-missing',
      problem: 'ss is not installed',
      needs: 'iproute2',
    })
  })

  it('waits for the person where no way on is written: retry, answer by hand, or skip', async () => {
    const world = createWorld({ 'curl -sS http://shop/': ended({ kind: 'timed-out', afterMs: 10_000 }) })
    const session = await settled(open(world))
    expect(session.view()).toMatchObject({
      state: 'presenting',
      context: { shown: { judgement: { reason: 'timeout' } } },
    })
    world.programs['curl -sS http://shop/'] = exited(3)
    session.send({ type: 'step.retried' })
    await settled(session)
    expect(session.view().context.shown?.judgement).toMatchObject({ reason: 'failed' })
    session.send({ type: 'step.answered-by-hand' })
    session.send({ type: 'answer.given', outcome: 'failing' })
    await settled(session)
    expect(session.view().state).toBe('found')
    expect(session.view().context.trail[0]).toMatchObject({ by: 'person', judgement: { facts: {} } })
  })

  it('ends where it stands when it is skipped and no way on is written', async () => {
    const world = createWorld({ 'curl -sS http://shop/': exited(3) })
    const session = await settled(open(world))
    session.send({ type: 'step.skipped' })
    expect(session.view().state).toBe('ended')
    expect(outcomeOf(session)).toBe('inconclusive')
  })

  it('is what an interrupted check comes to', async () => {
    let free = () => {}
    const world = createWorld()
    const session = open(world)
    const isRunning = new Promise<void>(resolve => {
      free = resolve
    })
    const stop = session.subscribe(() => {
      if (!session.view().running) return
      stop()
      session.interrupt()
      free()
    })
    await isRunning
    await settled(session)
    expect(session.view().context.shown?.judgement).toMatchObject({ kind: 'unknown', reason: 'aborted' })
  })
})

describe('an input that a check needs', () => {
  it('is asked for when a person is there, and the check runs with what they say', async () => {
    const world = createWorld()
    const session = await settled(open(world, ASKING, { inputs: {} }))
    expect(session.view()).toMatchObject({ state: 'asking', context: { asking: 'url' } })
    expect(world.runs).toEqual([])
    session.send({ type: 'input.given', name: 'url', value: 'shop' })
    await settled(session)
    expect(world.runs[0]).toBe('curl -sS http://shop/')
  })

  it('makes the check unknown when nobody is there, with the question it would have asked', async () => {
    const session = open(createWorld(), UNATTENDED, { inputs: {} })
    await session.finished
    expect(reportOf(session)).toMatchObject({
      outcome: 'inconclusive',
      unknown: [{ step: 'front/probe', reason: 'needs-input', needs: 'Which URL fails?' }],
    })
  })

  it('can be set anew where a result is shown, and the check is made again', async () => {
    const world = createWorld({ 'curl -sS http://other/': exited(6) })
    const session = await settled(open(world, ASKING, { inputs: {} }))
    session.send({ type: 'input.given', name: 'url', value: 'other' })
    await settled(session)
    expect(session.view().state).toBe('presenting')
    session.send({ type: 'input.given', name: 'url', value: 'shop' })
    await settled(session)
    expect(world.runs.slice(0, 2)).toEqual(['curl -sS http://other/', 'curl -sS http://shop/'])
  })
})

describe('going back', () => {
  it('shows the last check as it came out, and passes over handoffs and decisions', async () => {
    const session = await settled(open(createWorld()))
    session.send({ type: 'step.back' })
    const { state, context } = session.view()
    expect(state).toBe('presenting')
    expect(context).toMatchObject({
      position: { runbook: 'back', step: 'process' },
      stack: [{ runbook: 'front', step: 'to-back' }],
      shown: { judgement: { outcome: 'gone' } },
      isStepwise: true,
    })
    session.send({ type: 'step.back' })
    expect(session.view().context).toMatchObject({ position: { runbook: 'front', step: 'sockets' }, stack: [] })
    session.send({ type: 'step.back' })
    expect(session.view().context).toMatchObject({ position: { runbook: 'front', step: 'probe' }, trail: [] })
    expect(session.send({ type: 'step.back' })).toBe(false)
  })

  it('looks afresh when the step is run again', async () => {
    const world = createWorld()
    const session = await settled(open(world))
    session.send({ type: 'step.back' })
    world.programs['pgrep -x shop'] = () => ({ stdout: '7' })
    session.send({ type: 'step.retried' })
    await settled(session)
    expect(session.view().context.shown?.judgement).toMatchObject({ outcome: 'runs' })
  })
})

describe('a session by hand', () => {
  it('runs nothing and still branches', async () => {
    const world = createWorld()
    const session = await settled(open(world, MANUAL))
    for (const outcome of ['failing', 'yes-it-does', 'gone']) {
      expect(session.view().state).toBe('answering')
      session.send({ type: 'answer.given', outcome })
      await settled(session)
    }
    expect(world.runs).toEqual([])
    expect(session.view()).toMatchObject({ state: 'found', context: { position: { step: 'stopped' } } })
  })
})

function reportOf(session: Session) {
  const { state, context } = session.view()
  return buildReport({ state, context, records: session.records() })
}

function outcomeOf(session: Session) {
  return reportOf(session).outcome
}
