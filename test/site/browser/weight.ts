import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { attributes, type BuiltPage } from './dist.ts'

/** What a page weighs compressed, bytes: its HTML, and the styles and scripts that it can come to load. */
export interface Weight {
  at: string
  html: number
  css: number
  js: number
  total: number
}

const sizes = new Map<string, number>()

/** Weighs a page of a site built for the top of a server. Scripts that are imported later count, the search does not. */
export function weigh(folder: string, { at, html }: BuiltPage): Weight {
  const styles = attributes(html, 'href').filter(link => link.endsWith('.css'))
  const scripts = new Set<string>()
  for (const script of attributes(html, 'src').filter(link => link.endsWith('.js'))) addScript(folder, script, scripts)
  const [css, js] = [sum(folder, new Set(styles)), sum(folder, scripts)]
  const own = gzipSync(html).length
  return { at, html: own, css, js, total: own + css + js }
}

/** Follows imports, static and dynamic. */
function addScript(folder: string, script: string, found: Set<string>): void {
  const file = path.join(folder, script)
  // What Pagefind brings is its index and what searches it.
  if (found.has(script) || !existsSync(file) || /ui-core|pagefind/.test(script)) return
  found.add(script)
  for (const [, link = ''] of readFileSync(file, 'utf8').matchAll(
    /(?:from|import)\s*\(?\s*["'`](\.{1,2}\/[\w./-]+\.js)["'`]/g,
  ))
    addScript(folder, path.posix.join(path.posix.dirname(script), link), found)
}

function sum(folder: string, files: ReadonlySet<string>): number {
  return [...files].reduce((total, file) => {
    const size = sizes.get(file) ?? gzipSync(readFileSync(path.join(folder, file))).length
    sizes.set(file, size)
    return total + size
  }, 0)
}
