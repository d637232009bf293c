import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Opened, openSite, type Site, sideways, violations, whyNotBrowser } from './browser.ts'

const missing = 'no-such-page/'

/** One page of each kind; the runbooks are the first that people meet and the largest. */
const kinds = [
  '',
  'walk/?runbook=nginx',
  'runbooks/',
  'runbooks/502/',
  'runbooks/nginx/',
  'causes/',
  'causes/upstream-wrong-port/',
  'reference/',
  'reference/format/',
  'reference/readers/',
  'reference/conditions/',
  'reference/report/',
  'reference/embedding/',
  'reference/api/',
  'reference/api/functions/opensession/',
  'reference/safety/',
  'reference/lab/',
  'reference/write-a-runbook/',
  'reference/glossary/',
  missing,
]

describe.skipIf(whyNotBrowser)(`in a browser${whyNotBrowser}`, { timeout: 60_000 }, () => {
  let site: Site
  beforeAll(async () => {
    site = await openSite()
  })
  afterAll(() => site?.close())

  describe.each(kinds)('/%s', kind => {
    let opened: Opened
    beforeAll(async () => {
      opened = await site.open(kind)
    })
    afterAll(() => opened?.close())

    it('runs without an error, and asks nobody else', async () => {
      await opened.page.waitForLoadState('networkidle')
      expect(await opened.page.title()).toMatch(/Runbook/)
      // A page that is not there is told in the console too.
      const isMissing = (problem: string) => kind === missing && problem.includes('404')
      expect(opened.problems.filter(problem => !isMissing(problem))).toEqual([])
    })

    it.each(['light', 'dark'] as const)('has nothing that axe objects to, %s', async theme => {
      expect(await violations(opened.page, theme)).toEqual([])
    })

    it.each([
      ['at 320 px', { width: 320, height: 640 }],
      // What 1280 by 800 has left for a layout when everything is twice as large.
      ['at 200 % zoom', { width: 640, height: 400 }],
    ])('does not scroll sideways %s', async (_name, size) => {
      expect(await sideways(opened.page, size)).toBe('')
    })
  })
})
