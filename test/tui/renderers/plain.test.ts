import { PassThrough } from 'node:stream'
import { loadBundle, openSession, type Session } from '@runbook/engine'
import { afterEach, describe, expect, it } from 'vitest'
import { recordLine, runAsJson } from '../../../packages/tui/src/renderers/json.ts'
import { readLines } from '../../../packages/tui/src/renderers/line-reader.ts'
import { runAsLines } from '../../../packages/tui/src/renderers/plain.ts'
import { openShop, shopRunbooks } from '../../helpers/shop.ts'

const close: (() => void)[] = []
afterEach(() => {
  for (const each of close.splice(0)) each()
})

describe('a session as lines', () => {
  it('tells each question once with its command and what it came to, and asks by number and letter', async () => {
    const { session, shop } = open()
    const printed = await answered(session, ['q'])
    expect(printed.slice(0, 9)).toEqual([
      '',
      'What does the shop answer?',
      `  $ cat ${shop.folder}/answer`,
      '  ✓ it answers 502',
      '',
      'Which port does the configuration name?',
      `  $ cat ${shop.folder}/shop.conf`,
      '  ✓ it names 3000',
      '',
    ])
    expect(printed).toContain('# Cause found')
    expect(printed).toContain('  1) Point the configuration at port 4000 — risk low, under a minute')
    expect(printed).toContain('  q) finish')
    expect(session.view().state).toBe('finished')
  })

  it('applies a fix only at its letter, and tells each stage', async () => {
    const { session, shop } = open()
    const printed = await answered(session, ['1', 'x', 'y', 'q'])
    expect(printed).toContain('  That is none of them.')
    expect(printed.filter(text => text.startsWith('  … ')).length).toBeGreaterThan(0)
    expect(printed).toContain('# Fixed and verified')
    expect(shop.read('shop.conf')).toContain('port 4000')
  })

  it('changes nothing when the input ends in the middle of a consent', async () => {
    const { session, shop } = open()
    await answered(session, ['1'])
    expect(session.view().state).toBe('finished')
    expect(shop.read('shop.conf')).toContain('port 3000')
  })

  it('asks nobody where nobody answers, and ends by itself', async () => {
    const { session, shop } = open()
    const printed: string[] = []
    await runAsLines({ session, reader: null, print: text => printed.push(text) })
    expect(printed.filter(text => /^#|Enter:$/.test(text))).toEqual([])
    expect(session.view().state).toBe('finished')
    expect(shop.read('shop.conf')).toContain('port 3000')
  })

  it('opens a screen above another, and goes back by its letter', async () => {
    const { session } = open({ checks: 'manual' })
    const printed = await answered(session, ['v', ':b', 'v', 'status 502', '.', 's', 'q'])
    expect(printed.filter(text => text === '# Paste the output')).toHaveLength(2)
    const [first] = session.view().context.trail
    expect([first?.by, first?.judgement]).toMatchObject(['person', { kind: 'outcome', outcome: 'failing' }])
  })
})

describe('a session as JSON', () => {
  it('is one object a record, in the order of the journal', async () => {
    const { session } = open()
    const printed: string[] = []
    await runAsJson(session, text => printed.push(text))
    expect(printed).toEqual(session.records().map(recordLine))
    expect(printed.map(text => JSON.parse(text).type).at(-1)).toBe('session.finished')
  })

  it('leaves out what was told in an earlier run', async () => {
    const { session } = open()
    const printed: string[] = []
    const from = session.records().length
    await runAsJson(session, text => printed.push(text), from)
    expect(printed).toEqual(session.records().slice(from).map(recordLine))
  })

  it('names the step of a record, and its time in ISO 8601', () => {
    const at = { runbook: 'shop', step: 'answer' }
    const told = JSON.parse(recordLine({ at: 0, event: { type: 'check.started', at } } as never))
    expect(told).toMatchObject({
      type: 'check.started',
      runbook: 'shop',
      step: 'answer',
      at: '1970-01-01T00:00:00.000Z',
    })
  })
})

function open({ checks = 'run' as 'run' | 'manual' } = {}) {
  const shop = openShop()
  const session = openSession({
    bundle: loadBundle(shopRunbooks),
    runbook: 'shop',
    inputs: { folder: shop.folder },
    options: { answers: 'ask', checks },
    stateDir: shop.stateHome,
    env: { PATH: process.env.PATH ?? '' },
  })
  close.push(() => {
    session.send({ type: 'session.aborted' })
    shop.remove()
  })
  return { session, shop }
}

/** Runs a session with these lines typed ahead; gives what was printed. */
async function answered(session: Session, typed: readonly string[]): Promise<string[]> {
  const input = new PassThrough()
  input.end(typed.map(text => `${text}\n`).join(''))
  const printed: string[] = []
  const reader = readLines(input)
  await runAsLines({ session, reader, print: text => printed.push(text) })
  reader.close()
  return printed
}
