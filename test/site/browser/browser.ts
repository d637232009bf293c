import { existsSync } from 'node:fs'
import axe from 'axe-core'
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { serveSite } from '../../../packages/tui/src/commands/docs-server.ts'
import { dist, whyNotBuilt } from './dist.ts'

const executablePath = '/usr/bin/chromium'

/** Why a browser cannot look at the site; empty when it can. */
export const whyNotBrowser = existsSync(executablePath) ? whyNotBuilt : ' (there is no chromium)'

const args = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The site, served and in a browser. */
export interface Site {
  url: string
  /** Opens a page of the site in a context of its own, which the caller closes. */
  open(at: string, options?: BrowserContextOptions): Promise<Opened>
  close(): Promise<void>
}

/** A page with what went wrong in it: errors in its console, and requests that leave the site. */
export interface Opened {
  page: Page
  problems: string[]
  close(): Promise<void>
}

/** Serves a folder and opens a browser; `base` is where the site stands on the server. */
export async function openSite({ folder = dist, base = '' }: { folder?: string; base?: string } = {}): Promise<Site> {
  const [{ url, close }, browser] = await Promise.all([
    serveSite({ folder, port: 0 }),
    chromium.launch({ executablePath, args }),
  ])
  return {
    url: url + base,
    async open(at, options) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
      const page = await context.newPage()
      const problems = problemsOf(page, url + base)
      await page.goto(url + base + at, { waitUntil: 'load' })
      return { page, problems, close: () => context.close() }
    },
    async close() {
      await browser.close()
      await close()
    },
  }
}

function problemsOf(page: Page, url: string): string[] {
  const problems: string[] = []
  page.on('pageerror', error => problems.push(`error: ${error.message}`))
  page.on('console', message => {
    if (['error', 'warning'].includes(message.type())) problems.push(`console: ${message.text()}`)
  })
  page.on('request', request => {
    if (!/^(?:data|blob):/.test(request.url()) && !request.url().startsWith(url)) problems.push(`asks ${request.url()}`)
  })
  return problems
}

/** What axe finds wrong with a page: each rule with the first places. */
export async function violations(page: Page, theme: 'light' | 'dark'): Promise<string[]> {
  await page.evaluate(name => {
    document.documentElement.dataset.theme = name
  }, theme)
  await page.evaluate(axe.source)
  return await page.evaluate(async () => {
    const { axe: run } = window as unknown as { axe: { run(): Promise<AxeResult> } }
    const { violations: found } = await run.run()
    return found.map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .slice(0, 3)
          .map(node => node.target.join(' '))
          .join(', ')} (${nodes.length})`,
    )
  })
}

interface AxeResult {
  violations: { id: string; nodes: { target: string[] }[] }[]
}

/** How far a page of a given size scrolls sideways, with what sticks out; empty when it does not. */
export async function sideways(page: Page, size: { width: number; height: number }): Promise<string> {
  await page.setViewportSize(size)
  return await page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return ''
    const all = [...document.querySelectorAll('main *')]
    const out = all.filter(one => one.getBoundingClientRect().right > clientWidth + 1).slice(0, 3)
    return `${scrollWidth} px: ${out.map(one => one.outerHTML.slice(0, 120)).join(' ')}`
  })
}
