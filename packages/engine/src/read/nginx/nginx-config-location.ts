import { pathOf } from '../log/log-options.ts'
import { compileRegex } from './nginx-config-regex.ts'
import { blocksOf, type Directive } from './nginx-config-tree.ts'

const passes = ['proxy_pass', 'fastcgi_pass', 'uwsgi_pass', 'grpc_pass', 'scgi_pass']

/** A location with those around it, the innermost first; empty when the server itself answers. */
export type LocationChain = readonly Directive[]

/**
 * The location of a server block that answers a path, after one `rewrite` or `try_files` that leads elsewhere
 * (https://nginx.org/en/docs/http/ngx_http_core_module.html#location). Internal locations answer only nginx's own requests.
 */
export function selectLocation(server: Directive, path: string, { isInternal = false } = {}): LocationChain {
  const start = rewriteUri(server, normalize(path)).uri
  const chain = find(server, start, isInternal)
  const [location] = chain
  if (!location) return []
  const rewritten = rewriteUri(location, start)
  if (rewritten.searchesAgain) return find(server, rewritten.uri, isInternal)
  if (passOf(location)) return chain
  const next = followTryFiles(server, location)
  return next[0] && answers(next[0]) ? next : chain
}

/** The directive that passes requests on, in the location or in an `if` of it. */
export function passOf(location: Directive): Directive | undefined {
  const own = location.block ?? []
  const inIf = blocksOf(own, 'if').flatMap(({ block }) => block ?? [])
  return [...own, ...inIf].find(({ name }) => passes.includes(name))
}

function answers(location: Directive): boolean {
  return passOf(location) !== undefined || location.block?.some(({ name }) => name === 'return') === true
}

/** Nested locations are tried inside a matching prefix; regexes of a level come after its prefixes unless `^~`. */
function find(parent: Directive, uri: string, isInternal = false): LocationChain {
  return descend(parent, uri, isInternal).chain
}

function descend(parent: Directive, uri: string, isInternal: boolean): { chain: LocationChain; isFinal: boolean } {
  const locations = blocksOf(parent.block ?? [], 'location')
    .map(directive => ({ directive, ...splitLocation(directive) }))
    .filter(({ directive }) => isInternal || !directive.block?.some(({ name }) => name === 'internal'))

  const exact = locations.find(({ modifier, pattern }) => modifier === '=' && pattern === uri)
  if (exact) return { chain: [exact.directive], isFinal: true }

  const prefix = locations
    .filter(({ modifier, pattern }) => (modifier === '' || modifier === '^~') && uri.startsWith(pattern))
    .reduce<(typeof locations)[number] | undefined>(
      (best, item) => (best && best.pattern.length >= item.pattern.length ? best : item),
      undefined,
    )
  const inner = prefix && descend(prefix.directive, uri, isInternal)
  const chain = prefix && inner ? [...inner.chain, prefix.directive] : []
  if (inner?.isFinal) return { chain, isFinal: true }

  if (prefix?.modifier !== '^~') {
    const regex = locations.find(({ modifier, pattern }) => {
      return modifier.startsWith('~') && compileRegex(pattern, modifier === '~*')?.test(uri)
    })
    if (regex)
      return {
        chain: [...descend(regex.directive, uri, isInternal).chain, regex.directive],
        isFinal: true,
      }
  }
  return { chain, isFinal: false }
}

/** nginx takes `location =/x` as `location = /x`. */
function splitLocation({ args }: Directive): {
  modifier: string
  pattern: string
} {
  const [first = '', second] = args
  if (second !== undefined) return { modifier: first, pattern: second }
  const [, modifier = '', pattern = ''] = first.match(/^(=|\^~|~\*|~|)(.*)$/s) ?? []
  return pattern.startsWith('@') ? { modifier: '@', pattern } : { modifier, pattern }
}

function followTryFiles(server: Directive, location: Directive): LocationChain {
  const last = location.block?.find(({ name }) => name === 'try_files')?.args.at(-1) ?? ''
  if (last.startsWith('@')) {
    const named = blocksOf(server.block ?? [], 'location').find(({ args }) => args[0] === last)
    return named ? [named] : []
  }
  return last.startsWith('/') ? find(server, pathOf(last)) : []
}

/** Applies the `rewrite` directives of a block; those inside `if` depend on the request and are left out. */
function rewriteUri(directive: Directive, from: string): { uri: string; searchesAgain: boolean } {
  let uri = from
  for (const { name, args } of directive.block ?? []) {
    const [pattern = '', replacement = '', flag = ''] = args
    if (name !== 'rewrite') continue
    const match = compileRegex(pattern)?.exec(uri)
    if (!match) continue
    if (flag === 'redirect' || flag === 'permanent' || /^(?:https?:\/\/|\$scheme)/.test(replacement)) break
    uri = pathOf(replacement.replace(/\$(\d)/g, (_, index) => match[Number(index)] ?? ''))
    if (flag === 'break') return { uri, searchesAgain: false }
    if (flag === 'last') break
  }
  return { uri, searchesAgain: uri !== from }
}

/** The URI that locations are compared with: decoded, without query, double slashes and dot segments. */
function normalize(path: string): string {
  const segments: string[] = []
  for (const segment of decode(pathOf(path)).split(/\/+/)) {
    if (segment === '..') segments.pop()
    else if (segment !== '.') segments.push(segment)
  }
  const joined = segments.join('/')
  return joined.startsWith('/') ? joined : `/${joined}`
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
