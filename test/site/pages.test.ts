import { inputsOf, madeBy } from '@runbook/engine/core'
import { expect, it } from 'vitest'
import { describe as describePage } from '../../packages/site/src/data/pages/describe.ts'
import { redirects, renamed } from '../../packages/site/src/data/pages/redirects.ts'
import { bundle } from '../../packages/site/src/data/runbooks/bundle.ts'
import { causes } from '../../packages/site/src/data/runbooks/causes.ts'
import { byLayer } from '../../packages/site/src/data/runbooks/layers.ts'
import { makers } from '../../packages/site/src/data/runbooks/makers.ts'
import { symptoms } from '../../packages/site/src/data/runbooks/symptoms.ts'

const isPlace = ({ runbook, step }: { runbook: string; step?: string }) =>
  bundle.has(runbook) && (!step || bundle.get(runbook)?.steps[step] !== undefined)

it('redirects only ids that are no more, to ids that are there', () => {
  const { runbooks, causes: old } = renamed
  expect(Object.entries(runbooks).filter(([id, now]) => bundle.has(id) || !bundle.has(now))).toEqual([])
  expect(Object.entries(old).filter(([id, now]) => causes.has(id) || !causes.has(now))).toEqual([])
})

it('redirects below the base of the site', () => {
  renamed.causes['an-old-cause'] = 'upstream-wrong-port'
  try {
    expect(redirects('/docs')).toEqual({ '/causes/an-old-cause/': '/docs/causes/upstream-wrong-port/' })
    expect(redirects('/')).toEqual({ '/causes/an-old-cause/': '/causes/upstream-wrong-port/' })
  } finally {
    delete renamed.causes['an-old-cause']
  }
})

it('sends people from every status and every maker to a step that is there', () => {
  expect(symptoms.flatMap(symptom => symptom.start).filter(place => !isPlace(place))).toEqual([])
  expect(makers.filter(maker => !isPlace(maker))).toEqual([])
  expect(makers.map(({ maker, runbook, step }) => `${maker} → ${runbook}${step ? `/${step}` : ''}`)).toEqual(
    expect.arrayContaining(['nginx → nginx', 'cloudflare-origin → cloudflare', 'envoy → 502/other-front']),
  )
})

it('shows only Server headers that the http reader knows for their maker', () => {
  const wrong = makers.flatMap(({ maker, servers }) =>
    servers.filter(server => madeBy({ status: 200, headers: new Map([['server', server]]), body: '' }) !== maker),
  )
  expect(wrong).toEqual([])
})

it('names no input "path", which the address takes for the way through the tree', () => {
  expect([...inputsOf(bundle).keys()]).not.toContain('path')
})

it('describes a page in whole sentences of a length that search engines show', () => {
  expect(describePage('One. Two.')).toBe('One. Two.')
  expect(describePage(`${'a '.repeat(70)}b. ${'c '.repeat(70)}d.`)).toBe(`${'a '.repeat(70)}b.`)
  expect([...bundle.values()].filter(({ summary }) => describePage(summary) === '')).toEqual([])
})

it('keeps every runbook when it groups them by layer, the symptom first', () => {
  const groups = byLayer(bundle.values(), runbook => runbook.layer)
  expect(groups[0]?.[0]).toBe('symptom')
  expect(groups.flatMap(([, members]) => members).length).toBe(bundle.size)
})
