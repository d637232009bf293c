import type { Directive, Section } from './apache-config-tree.ts'

/** Where a request is sent, and the directive that says so. */
export interface Pass {
  /** As it stands in the configuration, such as `http://127.0.0.1:3000/`. */
  target: string
  params: Record<string, string>
  directive: Directive
}

/** An address that requests are sent to. */
export interface Backend {
  scheme: string
  host: string
  port: number
  unix: string
}

/**
 * The rule that sends a path to a backend: a ProxyPass within the last matching section, else the first matching of the
 * server and then of the main server, else a RewriteRule with [P], else a handler (mod_proxy.c: proxy_trans, proxy_fixup).
 */
export function passOf(servers: readonly Section[], path: string): Pass | undefined {
  const located = servers
    .toReversed()
    .flatMap(({ sections }) => sections)
    .filter(section => holds(section, path))
    .flatMap(({ directives }) => directives.filter(({ name }) => /^proxypass(match)?$/.test(name)))
    .at(-1)
  if (located) return located.args[0] === '!' ? undefined : asPass(located, located.args)
  for (const { directives } of servers) {
    for (const directive of directives) {
      const isMatch = directive.name === 'proxypassmatch'
      if (!isMatch && directive.name !== 'proxypass') continue
      const [from = '', target = ''] = directive.args
      if (!(isMatch ? matches(from, path) : isBelow(from, path))) continue
      return target === '!' ? undefined : asPass(directive, directive.args.slice(1))
    }
  }
  return rewrittenOf(servers, path) ?? handlerOf(servers)
}

/** Takes a target apart; a balancer's host is its name. */
export function backendOf(target: string): Backend {
  const [, unix = '', rest = target] = /^unix:([^|]*)\|(.*)$/.exec(target) ?? []
  const [, scheme = '', bracketed, plain = '', port] =
    /^(\w+):\/\/(?:[^/@]*@)?(?:\[([^\]]*)\]|([^/:?$%]*))(?::(\d+))?/.exec(rest) ?? []
  const host = (bracketed ?? plain).toLowerCase()
  const isUnix = unix !== ''
  return {
    scheme: scheme.toLowerCase(),
    host: isUnix ? '' : host,
    port: isUnix || scheme === 'balancer' ? 0 : Number(port ?? defaultPorts[scheme.toLowerCase()] ?? 0),
    unix,
  }
}

const defaultPorts: Record<string, number> = {
  http: 80,
  ws: 80,
  h2c: 80,
  https: 443,
  wss: 443,
  h2: 443,
  fcgi: 8000,
  ajp: 8009,
}

/** `key=value` words behind a target. */
export function paramsOf(words: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    words.flatMap(word => {
      const [, key = '', value = ''] = /^(\w+)=(.*)$/.exec(word) ?? []
      return key === '' ? [] : [[key.toLowerCase(), value]]
    }),
  )
}

function asPass(directive: Directive, [target = '', ...rest]: readonly string[]): Pass {
  return { target, params: paramsOf(rest), directive }
}

function holds({ name, args: [first = '', second = ''] }: Section, path: string): boolean {
  if (name === 'locationmatch') return matches(first, path)
  if (name !== 'location') return false
  return first === '~' ? matches(second, path) : isBelow(first, path)
}

/** `/a` holds `/a` and `/a/b`, not `/ab`; `/a/` holds only what is below. */
function isBelow(prefix: string, path: string): boolean {
  if (prefix.endsWith('/')) return path.startsWith(prefix)
  return path === prefix || path.startsWith(`${prefix}/`)
}

function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern).test(text)
  } catch {
    return false
  }
}

/** Those of a server that are not servers of their own. */
function ownSections({ sections }: Section): Section[] {
  return sections.filter(({ name }) => name !== 'virtualhost')
}

function rewrittenOf(servers: readonly Section[], path: string): Pass | undefined {
  const rules = servers
    .flatMap(server => [server, ...ownSections(server)])
    .flatMap(({ directives }) => directives.filter(({ name }) => name === 'rewriterule'))
  const rule = rules.find(
    ({ args: [pattern = '', , flags = ''] }) =>
      /[[,](?:P|proxy)[\],]/i.test(flags) && (matches(pattern, path) || matches(pattern, path.slice(1))),
  )
  return rule && asPass(rule, rule.args.slice(1, 2))
}

function handlerOf(servers: readonly Section[]): Pass | undefined {
  const directive = servers
    .flatMap(server => [server, ...ownSections(server), ...ownSections(server).flatMap(({ sections }) => sections)])
    .flatMap(({ directives }) => directives)
    .find(({ name, args: [handler = ''] }) => name === 'sethandler' && handler.startsWith('proxy:'))
  return directive && asPass(directive, [directive.args[0]?.slice('proxy:'.length) ?? ''])
}
