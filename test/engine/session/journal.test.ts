import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildReport } from '../../../packages/engine/src/report/build.ts'
import { readRecords } from '../../../packages/engine/src/session/journal.ts'
import { ASKING, createWorld, digest, ended, open, settled } from './shop.ts'

async function journal(): Promise<string[]> {
  const world = createWorld()
  await settled(open(world))
  return world.lines
}

describe('the journal', () => {
  it('is read back as it was written', async () => {
    const world = createWorld()
    const session = await settled(open(world))
    expect(readRecords(world.lines, digest)).toEqual(JSON.parse(JSON.stringify(session.records())))
    expect(session.records()[0]?.event.type).toBe('session.opened')
  })

  it('has each line on disk before it takes effect', async () => {
    const world = createWorld()
    const session = open(world)
    const ahead: string[] = []
    session.subscribe(() => {
      const seen = session.view().context.trail.length
      const written = world.lines.filter(line => line.includes('"check.finished"')).length
      if (seen > written + 2) ahead.push(session.view().state)
    })
    session.onRecord(record => {
      if (JSON.parse(world.lines.at(-1) ?? '{}').hash !== record.hash) ahead.push(record.event.type)
    })
    await settled(session)
    expect(ahead).toEqual([])
  })

  it('writes nothing for an event that means nothing now', async () => {
    const world = createWorld()
    const session = await settled(open(world))
    const before = world.lines.length
    expect(session.send({ type: 'undo.requested' })).toBe(false)
    expect(session.send({ type: 'answer.given', outcome: 'gone' })).toBe(false)
    expect(world.lines).toHaveLength(before)
  })

  it('holds no input that was refused, so that it can be replayed', async () => {
    const world = createWorld({ 'curl -sS http://shop/': ended({ kind: 'exited', code: 7 }) })
    const session = await settled(open(world))
    const before = world.lines.length
    expect(() => session.send({ type: 'input.given', name: 'port', value: '70000' })).toThrow(
      '"70000" cannot be used as "port"',
    )
    expect(world.lines).toHaveLength(before)
    expect(session.send({ type: 'input.given', name: 'port', value: '8080' })).toBe(true)
    expect(session.view().context.inputs).toMatchObject({ port: 8080 })
  })

  it('refuses a line whose content was altered, whichever it is', async () => {
    const lines = await journal()
    for (const [index, line] of lines.entries()) {
      const altered = lines.with(index, line.replace(/"at":\d+/, '"at":1'))
      expect(() => readRecords(altered, digest)).toThrow(`Line ${index + 1} of the journal does not fit`)
    }
  })

  it('refuses a line that was altered together with its own hash', async () => {
    const lines = await journal()
    const { hash: _hash, ...base } = JSON.parse(lines[1] ?? '')
    base.at = 1
    const forged = JSON.stringify({ ...base, hash: digest(JSON.stringify(base)) })
    expect(() => readRecords(lines.with(1, forged), digest)).toThrow('Line 3 of the journal does not fit')
  })

  it('refuses lines that were removed, doubled or moved', async () => {
    const lines = await journal()
    fc.assert(
      fc.property(fc.nat({ max: lines.length - 2 }), fc.constantFrom('remove', 'double', 'swap'), (at, how) => {
        const [one = '', two = ''] = lines.slice(at)
        const bent = how === 'remove' ? [two] : how === 'double' ? [one, one, two] : [two, one]
        const altered = [...lines.slice(0, at), ...bent, ...lines.slice(at + 2)]
        expect(() => readRecords(altered, digest)).toThrow('does not fit')
      }),
    )
  })

  it.each([
    [true, 'mended', 'verified', 'it answers'],
    [false, 'unmended', 'applied', 'it fails'],
  ])('of an earlier version, that wrote isMended: %s, is read on as %s', async (isMended, state, status, label) => {
    const world = createWorld(isMended ? {} : { 'start-shop': () => ({}) })
    const session = await settled(open(world))
    session.send({ type: 'fix.chosen', fix: 'start' })
    const { plan } = (await settled(session)).view().context
    session.send({ type: 'consent.given', token: plan?.token ?? '', typed: '' })
    await settled(session)
    const past = readRecords(inTheOldForm(world.lines), digest)
    const again = await settled(open(createWorld(), ASKING, { past }))
    expect(again.view().state).toBe(state)
    const report = buildReport({ ...again.view(), records: again.records() })
    expect(report.fixes[0]).toMatchObject({ status, note: label })
  })

  it('refuses what is no JSON, with the line', async () => {
    const lines = await journal()
    expect(() => readRecords([...lines, '{"seq":'], digest)).toThrow(
      `Line ${lines.length + 1} of the journal is not JSON`,
    )
  })

  it('refuses a line of JSON that is no record', async () => {
    const lines = await journal()
    for (const line of ['null', '3', '[]', '{}', '"x"'])
      expect(() => readRecords([...lines, line], digest), line).toThrow(/of the journal/)
  })
})

/** The lines as version 0.1 wrote them, chained anew. */
function inTheOldForm(lines: readonly string[]): string[] {
  let previous = ''
  return lines.map(line => {
    const { hash: _hash, ...record } = JSON.parse(line)
    const { verification, ...event } = record.event
    const old = verification ? { ...event, isMended: verification.kind === 'mended', label: verification.label } : event
    const base = { ...record, event: old, previous }
    previous = digest(JSON.stringify(base))
    return JSON.stringify({ ...base, hash: previous })
  })
}
