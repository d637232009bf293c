import { describe, expect, it } from 'vitest'
import { attributes, dist, pagesOf, whyNotBuilt } from './dist.ts'
import { checkLinks } from './links.ts'
import { weigh } from './weight.ts'

describe.skipIf(whyNotBuilt)(`the built site${whyNotBuilt}`, () => {
  const pages = whyNotBuilt ? [] : pagesOf(dist)

  it('has no link, anchor, script or style that leads nowhere', () => {
    const { broken, links, anchors } = checkLinks(dist, '/')
    expect(broken).toEqual([])
    expect(links).toBeGreaterThan(10_000)
    expect(anchors).toBeGreaterThan(1000)
  })

  it('loads nothing from elsewhere', () => {
    const loaded = pages.flatMap(({ at, html }) =>
      [
        ...attributes(html, 'src'),
        ...[...html.matchAll(/<link(?![^>]*rel="(?:canonical|sitemap)")[^>]*>/g)].flatMap(([tag]) =>
          attributes(tag, 'href'),
        ),
      ]
        .filter(link => /^(?:https?:)?\/\//.test(link))
        .map(link => `${at}: ${link}`),
    )
    expect(loaded).toEqual([])
  })

  it('has a title, a description and a language on every page', () => {
    const poor = pages.filter(
      ({ html }) =>
        // A redirect for a renamed id is no page to read.
        !/http-equiv="refresh"/.test(html) &&
        (!/<title>[^<]{3,}<\/title>/.test(html) ||
          !/<meta name="description" content="[^"]{20,}"/.test(html) ||
          !/<html[^>]* lang="en"/.test(html)),
    )
    expect(poor.map(({ at }) => at)).toEqual([])
  })

  it('has no two elements with one id on a page', () => {
    const twice = pages.flatMap(({ at, html }) => {
      const ids = attributes(html, 'id')
      return ids.length === new Set(ids).size ? [] : [`${at}: ${ids.find((id, index) => ids.indexOf(id) !== index)}`]
    })
    expect(twice).toEqual([])
  })

  it('keeps the heaviest page of a runbook below 150 kB and the walker below 250 kB, compressed', () => {
    const runbooks = pages.filter(({ at }) => /^runbooks\/[^/]+\/$/.test(at)).map(page => weigh(dist, page))
    const heaviest = runbooks.toSorted((a, b) => b.total - a.total)[0]
    const walker = pages.filter(({ at }) => at === 'walk/').map(page => weigh(dist, page))[0]
    console.info('heaviest runbook', heaviest, 'walker', walker)
    expect(heaviest?.total).toBeLessThan(150_000)
    expect(walker?.total).toBeLessThan(250_000)
    expect(walker?.js).toBeGreaterThan(10_000)
  })
})
