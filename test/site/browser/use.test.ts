import path from 'node:path'
import { commandLine, loadBundle, parseInputs, resolveCommand } from '@runbook/engine'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Opened, openSite, type Site, whyNotBrowser } from './browser.ts'

const bundle = loadBundle(path.resolve(import.meta.dirname, '../../../runbooks'))

describe.skipIf(whyNotBrowser)(`using the site${whyNotBrowser}`, { timeout: 60_000 }, () => {
  let site: Site
  let opened: Opened | undefined
  beforeAll(async () => {
    site = await openSite()
  })
  afterAll(() => site?.close())
  afterEach(async () => {
    expect(opened?.problems ?? []).toEqual([])
    await opened?.close()
    opened = undefined
  })
  const open = async (...args: Parameters<Site['open']>) => {
    opened = await site.open(...args)
    return opened.page
  }

  it('goes through a tree by keys alone: one stop of Tab, arrows to every step, Enter to its text', async () => {
    const page = await open('runbooks/502/')
    await page.locator('[data-tree] [data-node] > a').first().focus()
    const focused = () =>
      page.evaluate(() => document.activeElement?.closest('[data-node]')?.getAttribute('data-node') ?? '')
    expect(await focused()).toBe(bundle.get('502')?.start)
    const stops = await page.locator('[data-tree] svg:not(.map) a:not([tabindex="-1"])').count()
    expect(stops).toBe(1)

    const reached = new Set<string>()
    const open_ = [await focused()]
    for (let at = open_.pop(); at !== undefined; at = open_.pop()) {
      if (reached.has(at)) continue
      reached.add(at)
      for (const key of ['ArrowRight', 'ArrowDown', 'ArrowUp', 'ArrowLeft']) {
        await page.locator(`[data-tree] [data-node="${at}"] > a:not(.row)`).focus()
        await page.keyboard.press(key)
        open_.push(await focused())
      }
    }
    expect([...reached].sort()).toEqual(Object.keys(bundle.get('502')?.steps ?? {}).sort())

    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowRight')
    const next = await focused()
    await page.keyboard.press('Enter')
    expect(new URL(page.url()).hash).toBe(`#${next}`)
  })

  it('copies exactly the command that is shown, with the values filled in as the terminal would run it', async () => {
    const page = await open('runbooks/502/', { permissions: ['clipboard-read', 'clipboard-write'] })
    await page.locator('form[data-values] input[name="url"]').fill('https://shop.example.com/a b')
    const url = 'https://shop.example.com/a%20b'
    await page.locator('form[data-values] input[name="url"]').fill(url)
    const commands = page.locator('.command')
    expect(await commands.count()).toBeGreaterThan(1)
    for (const command of await commands.all()) {
      await command.getByRole('button').click()
      await command.getByText('Copied').waitFor()
      const copied = await page.evaluate(() => navigator.clipboard.readText())
      expect(copied).toBe(await command.locator('code').textContent())
    }
    const probe = bundle.get('502')?.steps.probe
    if (probe?.kind !== 'check') throw new Error('502 has no probe')
    const resolved = resolveCommand(probe, parseInputs(bundle, { url }))
    await page.locator('#probe .command').getByRole('button').click()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied).toBe(resolved.ok ? commandLine(resolved.command.argv) : resolved)
  })

  it('walks by hand: a value, a choice, back, a pasted answer, a link that opens the same place, and from the start', async () => {
    const page = await open('walk/')
    await page.getByRole('link', { name: 'Start with a URL that fails' }).click()
    const heading = page.locator('.walk-heading')
    const asked = async (text: RegExp) => expect.poll(() => heading.textContent()).toMatch(text)
    await page.getByLabel('Value of url').fill('ftp://shop.example.com')
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.getByText('cannot be used').waitFor()
    await page.getByLabel('Value of url').fill('https://shop.example.com/cart')
    await page.keyboard.press('Enter')
    await asked(/Does the URL fail now/)
    await page.getByRole('button', { name: /nothing accepts connections/ }).click()
    await asked(/Which address does the name lead to/)
    await page.getByRole('button', { name: 'Back' }).click()
    await asked(/Does the URL fail now/)
    const answer = 'HTTP/1.1 502 Bad Gateway\nserver: awselb/2.0\n\n<h1>502 Bad Gateway</h1>\n'
    await page.getByLabel('Output of the command').fill('no answer at all, only these words')
    await page.getByRole('button', { name: 'Read it' }).click()
    await page.getByText('This could not be read').waitFor()
    await page
      .getByLabel('Output of the command')
      .fill(`${answer}runbook-http code=502 ip=203.0.113.80 port=443 total=0.1\n`)
    await page.getByRole('button', { name: 'Read it' }).click()
    await asked(/Which load balancer is/)
    await page.getByText('Share this walk').click()
    const link = await page.getByRole('region', { name: 'link' }).textContent()
    const other = await page.context().newPage()
    await other.goto(link ?? '')
    await expect.poll(() => other.locator('.walk-heading').textContent()).toMatch(/Which load balancer is/)
    await page.getByRole('button', { name: 'Start again' }).click()
    await asked(/Which URL fails/)
  })

  it('finds an error text', async () => {
    const page = await open('')
    await page.locator('site-search button[data-open-modal]').click()
    await page.locator('site-search input').fill('upstream sent too big header')
    const first = page
      .locator(
        'site-search .pagefind-ui__result-link, site-search a[href*="causes/"], site-search a[href*="runbooks/"]',
      )
      .first()
    await first.waitFor()
    const found = await page
      .locator('site-search a[href]')
      .evaluateAll(links => links.map(link => link.getAttribute('href') ?? ''))
    expect(found.some(link => /upstream-header-too-big|runbooks\/nginx/.test(link))).toBe(true)
  })

  it('has its content, its trees and its lists without JavaScript', async () => {
    const page = await open('runbooks/502/', { javaScriptEnabled: false })
    const steps = Object.keys(bundle.get('502')?.steps ?? {})
    expect(await page.locator('[data-tree] .view [data-node]').count()).toBe(steps.length)
    expect(await page.locator('[data-tree] .view').isVisible()).toBe(true)
    for (const step of steps) expect(await page.locator(`[id="${step}"]`).isVisible(), step).toBe(true)
    await page.goto(`${site.url}runbooks/`)
    expect(await page.locator('main a[href*="/runbooks/"]').count()).toBeGreaterThanOrEqual(bundle.size)
    await page.goto(`${site.url}causes/upstream-wrong-port/`)
    expect(await page.getByRole('heading', { name: 'How to mend it' }).isVisible()).toBe(true)
  })
})
