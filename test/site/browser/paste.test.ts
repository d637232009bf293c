import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerLines, fragmentLines, logLines } from '../paste-lines.ts'
import { type Opened, openSite, type Site, whyNotBrowser } from './browser.ts'

const table = [
  ...logLines,
  ...fragmentLines,
  ...answerLines.map(([place, , answer]): [string, string] => [place, answer]),
]

describe.skipIf(whyNotBrowser)(`the paste box of the home page${whyNotBrowser}`, { timeout: 30_000 }, () => {
  let site: Site
  let opened: Opened
  beforeAll(async () => {
    site = await openSite()
    opened = await site.open('')
  })
  afterAll(async () => {
    expect(opened?.problems ?? []).toEqual([])
    await site?.close()
  })

  it.each(table)('leads first to %s for %s', async (place, text) => {
    const { page } = opened
    await page.locator('[data-paste-found]').evaluate(element => element.replaceChildren())
    await page.locator('[data-paste] textarea').fill(text)
    await page.getByRole('button', { name: 'Find it' }).click()
    const first = page.locator('[data-paste-found] li').first()
    const [at = ''] = place.split(':')
    expect(await first.getByRole('link').first().getAttribute('href')).toBe(`/runbooks/${at.replace('/', '/#')}`)
  })

  it('finds the step as soon as a text is pasted by keys', async () => {
    const { page, problems, close } = await site.open('', { permissions: ['clipboard-read', 'clipboard-write'] })
    const [, line] = logLines[0] ?? ['', '']
    await page.evaluate(text => navigator.clipboard.writeText(text), line)
    await page.locator('[data-paste] textarea').focus()
    await page.keyboard.press('Control+V')
    await page.locator('[data-paste-found] li').first().waitFor()
    expect(problems).toEqual([])
    await close()
  })
})
