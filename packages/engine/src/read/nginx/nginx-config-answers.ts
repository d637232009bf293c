import { bareHost } from '../log/log-options.ts'
import type { Shape, Yields } from '../reader.ts'
import { passOf, selectLocation } from './nginx-config-location.ts'
import { selectServer } from './nginx-config-server.ts'
import { inherited, inheritedAll, isOn, settingText, sizeBytes } from './nginx-config-settings.ts'
import { blocksOf, type Directive, type Scope } from './nginx-config-tree.ts'
import type { Member } from './nginx-config-upstream.ts'

/** What `answerSettings` yields. */
export const answerShape = {
  returns: 'int',
  returns_if: 'string',
  returns_file: 'string',
  returns_line: 'int',
  returns_block_line: 'int',
  error_page: 'string',
  error_maps: 'map<string, int>',
  intercepts_errors: 'bool',
  cache: 'string',
  cache_errors: 'string',
  auth_request: 'string',
  limit_req: 'string',
  limit_req_count: 'int',
  limit_conn: 'string',
  max_body_bytes: 'int',
  body_temp: 'string',
  proxy_temp: 'string',
} as const satisfies Shape

interface Place {
  server: Directive | undefined
  location: Directive | undefined
  scope: Scope
  /** proxy, fastcgi, uwsgi, grpc or scgi. */
  module: string
}

/** What nginx answers by itself in a place, or does to an answer: returns, mapped errors, cache, limits, temporary folders. */
export function answerSettings({ server, location, scope, module }: Place): Yields<typeof answerShape> {
  const cache = settingText(scope, `${module}_cache`)
  const auth = settingText(scope, 'auth_request')
  const limits = inheritedAll(scope, 'limit_req')
  return {
    ...staticFailure(server, location),
    error_page: inheritedAll(scope, 'error_page')
      .map(({ args }) => args.join(' '))
      .join('; '),
    error_maps: errorMaps(server, scope),
    intercepts_errors: isOn(scope, `${module}_intercept_errors`),
    cache: cache === 'off' ? '' : cache,
    cache_errors: cachedErrors(scope, module),
    auth_request: auth === 'off' ? '' : auth,
    limit_req: limits[0]?.args.join(' ') ?? '',
    limit_req_count: limits.length,
    limit_conn: settingText(scope, 'limit_conn'),
    max_body_bytes: sizeBytes(settingText(scope, 'client_max_body_size', '1m')),
    body_temp: inherited(scope, 'client_body_temp_path')?.args[0] ?? '',
    proxy_temp: inherited(scope, `${module}_temp_path`)?.args[0] ?? '',
  }
}

/** Whether a request comes back to the place that passes it on: each hop leads to a server of this same nginx. */
export function isLoop(
  http: readonly Directive[],
  {
    pass,
    members,
    scope,
    host,
  }: { pass: Directive | undefined; members: Member[]; scope: Scope; host: string | undefined },
): boolean {
  return members.some(member => {
    if (member.port === 0 || !isOwnAddress(member.host, host)) return false
    const server = selectServer(http, {
      host: sentHost(scope, member, host),
      port: member.port,
      address: addressOf(member),
    })
    if (!server) return false
    const [location] = selectLocation(server, '/')
    return location !== undefined && passOf(location) === pass
  })
}

/** Whether the addresses are only known while nginx runs: by a variable, by Lua, or by records of DNS that name ports. */
export function isDynamic(
  http: readonly Directive[],
  target: { has_variable: boolean; upstream_name: string },
): boolean {
  const group = blocksOf(http, 'upstream').find(({ args }) => args[0] === target.upstream_name)
  return (
    target.has_variable ||
    (group?.block ?? []).some(
      ({ name, args }) => /_by_lua|^js_/.test(name) || args.some(word => word.startsWith('service=')),
    )
  )
}

/** nginx sends the authority of the pass directive as the host unless it is told otherwise. */
function sentHost(scope: Scope, member: Member, host: string | undefined): string | undefined {
  const set = inheritedAll(scope, 'proxy_set_header').find(({ args }) => args[0]?.toLowerCase() === 'host')?.args[1]
  if (set === '$host' || set === '$http_host') return host
  return set === undefined || set.includes('$') ? member.host : set
}

function isOwnAddress(address: string, host: string | undefined): boolean {
  return /^(?:127\.|localhost$|::1$)/.test(address) || (host !== undefined && address === bareHost(host))
}

function addressOf({ host }: Member): string | undefined {
  return host === 'localhost' ? '127.0.0.1' : /^[\d.]+$|:/.test(host) ? host : undefined
}

/** The first 5xx of a `return`, with the condition of the `if` that it stands in; a plain one counts before others. */
function staticFailure(server: Directive | undefined, location: Directive | undefined) {
  const blocks = [server, location].filter(block => block !== undefined)
  const inside = blocks.flatMap(({ block }) => blocksOf(block ?? [], 'if'))
  const found = [...blocks, ...inside].flatMap(owner => {
    const failure = owner.block?.find(({ name, args }) => name === 'return' && /^5\d\d$/.test(args[0] ?? ''))
    return failure ? [{ owner, failure }] : []
  })[0]
  return {
    returns: Number(found?.failure.args[0] ?? 0),
    returns_if: found?.owner.name === 'if' ? found.owner.args.join(' ').replace(/^\(\s*|\s*\)$/g, '') : '',
    returns_file: found?.failure.file ?? '',
    returns_line: found?.failure.line ?? 0,
    returns_block_line: found?.owner.line ?? 0,
  }
}

/** The status that a client gets for each status that `error_page` turns into a 5xx. */
function errorMaps(server: Directive | undefined, scope: Scope): Record<string, number> {
  const maps: Record<string, number> = {}
  for (const { args } of inheritedAll(scope, 'error_page')) {
    const answer = args.find(word => /^=\d*$/.test(word))
    const target = args.at(-1) ?? ''
    if (answer === undefined) continue
    const status = Number(answer.slice(1)) || statusOf(server, target)
    for (const code of args.filter(word => /^\d{3}$/.test(word))) if (status >= 500) maps[code] = status
  }
  return maps
}

/** The 5xx that the place of an error page answers by itself; 0 when it does not. */
function statusOf(server: Directive | undefined, target: string): number {
  const locations = blocksOf(server?.block ?? [], 'location')
  const found = locations.find(({ args }) => args.at(-1) === target)
  const code = found?.block?.find(({ name }) => name === 'return')?.args[0] ?? ''
  return /^5\d\d$/.test(code) ? Number(code) : 0
}

/** The `…_cache_valid` that keeps errors, such as `any 1m`; empty when none does. */
function cachedErrors(scope: Scope, module: string): string {
  const rules = inheritedAll(scope, `${module}_cache_valid`).map(({ args }) => args)
  const found = rules.find(
    args => args.length > 1 && args.slice(0, -1).some(code => code === 'any' || /^5\d\d$/.test(code)),
  )
  return found?.join(' ') ?? ''
}
