import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSite, type Site, whyNotBrowser } from './browser.ts'
import { checkLinks } from './links.ts'

const root = mkdtempSync(path.join(tmpdir(), 'sub-path-'))
const folder = path.join(root, 'team', 'handbook')
afterAll(() => rmSync(root, { recursive: true, force: true }))

describe.skipIf(whyNotBrowser)(`built for a sub-path${whyNotBrowser}`, { timeout: 60_000 }, () => {
  let site: Site
  beforeAll(async () => {
    const built = spawnSync(path.resolve('node_modules/.bin/astro'), ['build', '--outDir', folder], {
      cwd: path.resolve('packages/site'),
      encoding: 'utf8',
      env: {
        // Not all of ours: Vitest sets BASE_URL and others that a build would take for its own.
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        ASTRO_TELEMETRY_DISABLED: '1',
        SITE_URL: 'https://docs.example.com',
        SITE_BASE: '/team/handbook',
      },
    })
    if (built.status !== 0) throw new Error(`${built.stdout}${built.stderr}`)
    site = await openSite({ folder: root, base: 'team/handbook/' })
  }, 180_000)
  afterAll(() => site?.close())

  it('has no link that leaves it or leads nowhere', () => {
    expect(checkLinks(folder, '/team/handbook/').broken).toEqual([])
  })

  it.each(['', 'walk/?runbook=nginx', 'runbooks/nginx/', 'causes/upstream-wrong-port/', 'reference/readers/'])(
    'shows /%s without asking for anything outside of it',
    async at => {
      const { page, problems, close } = await site.open(at)
      await page.waitForLoadState('networkidle')
      expect(problems).toEqual([])
      await close()
    },
  )

  it('finds things, and its results stand below it', async () => {
    const { page, problems, close } = await site.open('')
    await page.locator('site-search button[data-open-modal]').click()
    await page.locator('site-search input').fill('connection refused')
    await page.locator('site-search a[href^="/team/handbook/"]').first().waitFor()
    expect(problems).toEqual([])
    await close()
  })
})
