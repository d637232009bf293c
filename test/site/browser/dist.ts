import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** The built site, or another build that SITE_DIST names. */
export const dist = path.resolve(process.env.SITE_DIST ?? path.join(import.meta.dirname, '../../../packages/site/dist'))

/** Why the tests of the built site cannot run; empty when they can. */
export const whyNotBuilt = existsSync(path.join(dist, 'pagefind', 'pagefind.js')) ? '' : ' (npm run site did not run)'

/** A page as it was built. */
export interface BuiltPage {
  /** Below the folder, such as `runbooks/nginx/`. */
  at: string
  html: string
}

/** Every HTML page below a folder. */
export function pagesOf(folder: string): BuiltPage[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.html') && !name.startsWith('pagefind'))
    .map(name => ({ at: name.replace(/index\.html$/, ''), html: readFileSync(path.join(folder, name), 'utf8') }))
}

/** The values of an attribute in a page, entities resolved. */
export function attributes(html: string, name: string): string[] {
  return [...html.matchAll(new RegExp(`<[a-zA-Z][^<>]*?\\s${name}=(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, 'g'))].map(
    ([, double, single, bare]) => decoded(double ?? single ?? bare ?? ''),
  )
}

function decoded(text: string): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (hex || decimal) return String.fromCodePoint(Number.parseInt(hex ?? decimal, hex ? 16 : 10))
    return named[name] ?? whole
  })
}
