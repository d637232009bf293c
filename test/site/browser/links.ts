import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { attributes, type BuiltPage, pagesOf } from './dist.ts'

/** What the links of a built site come to. */
export interface LinkCheck {
  pages: number
  links: number
  anchors: number
  /** Each as `page: link (what is wrong)`, at most once for a link. */
  broken: string[]
}

/** Follows every link, anchor, script and style of a built site that stands at `base`, such as `/` or `/handbook/`. */
export function checkLinks(folder: string, base: string): LinkCheck {
  const pages = pagesOf(folder)
  const ids = new Map(pages.map(page => [fileOf(page), new Set(attributes(page.html, 'id'))]))
  const broken = new Map<string, string>()
  let [links, anchors] = [0, 0]
  for (const page of pages)
    for (const link of [...attributes(page.html, 'href'), ...attributes(page.html, 'src')]) {
      if (/^(?:https?:|mailto:|data:)/.test(link)) continue
      links += 1
      if (link.includes('#')) anchors += 1
      const problem = problemOf({ folder, base, ids, page, link })
      if (problem !== undefined && !broken.has(link)) broken.set(link, `${page.at}: ${link} (${problem})`)
    }
  return { pages: pages.length, links, anchors, broken: [...broken.values()] }
}

interface Asked {
  folder: string
  base: string
  ids: ReadonlyMap<string, ReadonlySet<string>>
  page: BuiltPage
  link: string
}

function problemOf({ folder, base, ids, page, link }: Asked): string | undefined {
  const { pathname, hash } = new URL(link, `http://site${base}${page.at}`)
  if (!pathname.startsWith(base)) return `outside ${base}`
  const below = decodeURIComponent(pathname.slice(base.length))
  const file = below === '' || below.endsWith('/') ? `${below}index.html` : below
  const whole = path.join(folder, file)
  if (!existsSync(whole) || statSync(whole).isDirectory()) return 'nothing there'
  const anchor = decodeURIComponent(hash.slice(1))
  return anchor === '' || anchor === '_top' || ids.get(file)?.has(anchor) ? undefined : 'no such anchor'
}

function fileOf({ at }: BuiltPage): string {
  return at === '' || at.endsWith('/') ? `${at}index.html` : at
}
