import { buildReport, findingOf, loadBundle, reportMarkdown, stepAt } from '@runbook/engine'
import { shownIn } from '@runbook/lab/record/shown.ts'
import { expect, test } from 'vitest'
import { commandText } from '../../packages/site/src/browser/commands/shown.ts'
import { createLibrary, type Library } from '../../packages/site/src/browser/walk/library.ts'
import { packWalk, unpackWalk } from '../../packages/site/src/browser/walk/link.ts'
import { labelText } from '../../packages/site/src/browser/walk/question.ts'
import { restoreWalk } from '../../packages/site/src/browser/walk/restore.ts'
import { giveInput, goBack, openWalk, recordOf, skip } from '../../packages/site/src/browser/walk/session.ts'
import { feed, recordings } from './walk-feed.ts'

const bundle = loadBundle('runbooks')

/** As a page has it: only cards at first, and each runbook as JSON once it is asked for. */
function library(): Library & { fetched: string[] } {
  const fetched: string[] = []
  const cards = [...bundle.values()].map(({ id, title, layer, inputs }) => ({ id, title, layer, inputs }))
  const made = createLibrary(cards, async id => {
    fetched.push(id)
    return JSON.parse(JSON.stringify(bundle.get(id)))
  })
  return { ...made, fetched }
}

const placeOf = ({ runbook, step }: { runbook: string; step: string }) => `${runbook}/${step}`

test('most of the causes are recorded, those of the cloud layers too', () => {
  expect(new Set(recordings.flatMap(({ cause }) => cause ?? [])).size).toBeGreaterThanOrEqual(270)
})

test.each(recordings.map(recording => [recording.fault, recording] as const))(
  'pasting what the checks printed leads to the same end: %s',
  async (_fault, recording) => {
    const { walk, parted } = await feed(library(), recording)
    const view = walk.session.view()
    expect(parted).toBeNull()
    expect(findingOf(view.context)?.finding ?? null).toBe(recording.cause)
    const report = buildReport({ ...view, records: walk.session.records() })
    expect(report.outcome).toBe(recording.outcome)
    expect(shownIn(report).map(placeOf)).toEqual(recording.shown.map(placeOf))
  },
)

test.each(recordings.map(recording => [recording.fault, recording] as const))(
  'the link of a walk opens it where it stood: %s',
  async (_fault, recording) => {
    const { walk } = await feed(library(), recording)
    const packed = await packWalk(recordOf(walk))
    expect(packed).toMatch(/^[\w-]*$/)
    const record = await unpackWalk(packed)
    const restored = await restoreWalk(library(), record as NonNullable<typeof record>)
    expect(restored.isWhole).toBe(true)
    expect(restored.walk.session.view().context.position).toEqual(walk.session.view().context.position)
    expect(recordOf(restored.walk).answers.map(({ facts }) => facts)).toEqual(
      recordOf(walk).answers.map(({ facts }) => facts),
    )
  },
)

test('only the runbooks that the next step may enter are fetched', async () => {
  const lazy = library()
  await lazy.ready(['nginx-tls'])
  expect(lazy.fetched.length).toBeLessThan(bundle.size / 2)
  expect(lazy.fetched).toContain('nginx-tls')
})

test('a walk asks for the URL, goes back, and takes another answer', async () => {
  const shelf = library()
  const { walk } = await restoreWalk(shelf, { runbook: '502', inputs: {}, answers: [] })
  expect(walk.session.view().state).toBe('asking')
  expect(() => giveInput(walk, 'url', 'ftp://x')).toThrow('cannot be used')
  giveInput(walk, 'url', 'https://shop.example.com/')
  walk.session.send({ type: 'answer.given', outcome: 'refused' })
  expect(walk.session.view().context.position.step).toBe('where-is-it')
  expect(goBack(walk)).toBe(true)
  expect(walk.session.view()).toMatchObject({ state: 'answering', context: { position: { step: 'probe' } } })
  walk.session.send({ type: 'answer.given', outcome: 'name-unknown' })
  expect(walk.session.view().state).toBe('ended')
  expect(reportMarkdown(buildReport({ ...walk.session.view(), records: walk.session.records() }))).toContain(
    'Inconclusive',
  )
})

test('what nobody can tell ends the walk where the runbook knows no way on', async () => {
  const { walk } = await restoreWalk(library(), { runbook: '502', inputs: { url: 'http://a.example/' }, answers: [] })
  skip(walk)
  expect(walk.session.view().state).toBe('ended')
})

test('a link brings in nothing but what the runbook itself establishes', async () => {
  const answers = [
    {
      at: { runbook: '502', step: 'probe' },
      outcome: 'refused',
      facts: { symptom: 'x\u001b[31m', address: '-oProxy' },
    },
  ]
  const { walk } = await restoreWalk(library(), { runbook: '502', inputs: { url: 'http://a.example/' }, answers })
  const [entry] = walk.session.view().context.trail
  expect(entry?.judgement).toMatchObject({
    facts: { symptom: 'x' },
    label: "nothing accepts connections at the URL's address and port",
  })
  expect(entry?.judgement).not.toHaveProperty('facts.address')
})

test('a link whose answers no longer fit opens as far as they do', async () => {
  const answers = [
    { at: { runbook: '502', step: 'probe' }, outcome: 'refused' },
    { at: { runbook: '502', step: 'gone' }, outcome: 'yes' },
  ]
  const restored = await restoreWalk(library(), { runbook: '502', inputs: { url: 'http://a.example/' }, answers })
  expect(restored.isWhole).toBe(false)
  expect(restored.walk.session.view().context.position.step).toBe('where-is-it')
})

test.each(['', 'x', '!!!', 'AAAA', 'a'.repeat(5000)])('what is no link is told as such: %j', async text => {
  expect(await unpackWalk(text)).toBeUndefined()
})

test('a link from when links held lists still opens', async () => {
  const link =
    'LcyxCoMwFEbhV5F_vhoVXBy7tGMHtyDl2tzaQjQhiVQpvnsRnA_f0RWhKWvQD0uwaPFOycdWqfh2vpCVJ2-leLpJYSet4YMbBISBTT5yki9vh53YyGPY0GIeP_MKQkycloi2KeudcOu6u6qKKmvKOruwya6n7Ulj4pgkgEqaF2sJoPNyRAnBhdy6EYQgryWKQd_3fw'
  expect(await unpackWalk(link)).toEqual({
    runbook: '502',
    inputs: { url: 'https://shop.example.com/' },
    answers: [
      {
        at: { runbook: '502', step: 'probe' },
        outcome: 'bad-gateway',
        facts: { made_by: 'nginx', status: 502 },
        excerpt: 'HTTP/1.1 502 Bad Gateway',
      },
      { at: { runbook: 'nginx', step: 'master' }, outcome: null },
      { at: { runbook: 'nginx', step: 'error-log' }, outcome: 'refused' },
    ],
  })
})

test('a command stands as the terminal shows it, and what is not known by its name', async () => {
  const step = stepAt(bundle, { runbook: '502', step: 'where-is-it' })
  if (step.kind !== 'check') throw new TypeError('no check')
  expect(commandText(step, { url: { host: 'shop.example.com' } })).toBe('getent ahosts shop.example.com')
  expect(commandText(step, {})).toBe('getent ahosts URL_HOST')
})

test('a value that a command would take for an option stays out of it', () => {
  expect(commandText('ssh {{host}} uptime', { host: '-oProxyCommand=id' })).toBe('ssh HOST uptime')
  expect(commandText('ssh -- x{{host}}', { host: '-o' })).toBe('ssh -- x-o')
})

test('a label shows what is known and leaves the rest open', () => {
  expect(labelText('{{a}} of {{b}} — tries', { a: 2 })).toBe('2 of … — tries')
})

test('an opened walk runs nothing', async () => {
  const shelf = library()
  await shelf.ready(['502'])
  const { session } = openWalk(shelf, { runbook: '502', inputs: { url: 'http://a.example/' } })
  expect(session.can({ type: 'step.retried' })).toBe(false)
  expect(session.view().running).toBeNull()
})
