import { type Api, json, type Reply, type Request, type State } from '../scenario.ts'

/** What the lab's token may see of a zone; what is left out does not exist. */
export interface Zone {
  name?: string
  records?: readonly Record<string, unknown>[]
  ssl?: string
  /** Shown after the fix. */
  sslHealed?: string
  pools?: readonly Record<string, unknown>[]
  tunnels?: readonly Record<string, unknown>[]
  /** Counts of the last hour, as `[edge status, origin status, count]`. */
  groups?: readonly (readonly [number, number, number])[]
  httpVersion?: '1' | '2'
  readTimeout?: { value: number; editable: boolean }
}

/** The environment of a session that has the lab's token. */
export const withToken = { CLOUDFLARE_API_TOKEN: 'lab-token-of-the-zone' }

const host = 'api.cloudflare.com'
const [zoneId, accountId] = ['023e105f4ecef8ad9ca31a8372d0c353', '01a7362d577a6c3019a474fd6f485823']

/** The API v4 for one zone, as developers.cloudflare.com/api describes its answers. */
export function apiOf(zone: Zone): Api {
  return (request, state) => {
    if (request.host !== host) return undefined
    if (request.headers.authorization !== `Bearer ${withToken.CLOUDFLARE_API_TOKEN}`)
      return failure(403, 9109, 'Invalid access token')
    const path = request.path.replace('/client/v4', '')
    if (path === '/graphql') return graph(zone, request)
    if (path === '/zones') return zones(zone, request.query.name)
    return request.method === 'GET' ? read(zone, path, request.query, state) : write(path, request)
  }
}

/** An API that answers everything with one error. */
export function failingApi(reply: Reply): Api {
  return request => (request.host === host ? reply : undefined)
}

/** The envelope of an error. */
export function failure(status: number, code: number, message: string): Reply {
  return json({ success: false, errors: [{ code, message }], messages: [], result: null }, status)
}

/** Recognizes a change that is sent to the API. */
export function isChange(method: string, path: RegExp, body: RegExp): (request: Request) => boolean {
  return request =>
    request.host === host && request.method === method && path.test(request.path) && body.test(request.body)
}

/** A proxied record of the shop. */
export function recordOf(content: string, type = 'A'): Record<string, unknown> {
  return { id: '372e67954025e0ba6aaa6d586b9e0b59', name: 'shop.example.com', type, content, proxied: true, ttl: 1 }
}

function zones({ name = 'example.com' }: Zone, asked: string | undefined): Reply {
  const zone = { id: zoneId, name, status: 'active', paused: false, account: { id: accountId, name: 'Shop' } }
  return found(asked === name ? [zone] : [])
}

function read(zone: Zone, path: string, query: Record<string, string>, { healed }: State): Reply | undefined {
  const ssl = healed ? (zone.sslHealed ?? zone.ssl) : zone.ssl
  const records = (zone.records ?? []).filter(one => one.name === query.name)
  const known: Record<string, unknown> = {
    [`/zones/${zoneId}/dns_records`]: records,
    [`/zones/${zoneId}/settings/ssl`]: { id: 'ssl', value: ssl ?? 'full', editable: true },
    [`/zones/${zoneId}/settings/proxy_read_timeout`]: {
      id: 'proxy_read_timeout',
      ...(zone.readTimeout ?? { value: 120, editable: false }),
    },
    [`/zones/${zoneId}/settings/origin_max_http_version`]: {
      id: 'origin_max_http_version',
      value: healed ? '1' : (zone.httpVersion ?? '2'),
      editable: true,
    },
    [`/accounts/${accountId}/load_balancers/pools`]: zone.pools ?? [],
    [`/accounts/${accountId}/cfd_tunnel`]: zone.tunnels ?? [],
  }
  return path in known ? found(known[path]) : undefined
}

function write(path: string, { method, body }: Request): Reply | undefined {
  if (method === 'PATCH' && /^\/zones\/\w+\/(?:settings|dns_records)\/\w+$/.test(path)) return found(JSON.parse(body))
  return method === 'POST' && path === `/zones/${zoneId}/purge_cache` ? found({ id: zoneId }) : undefined
}

function graph({ groups = [] }: Zone, { body }: Request): Reply {
  const { variables } = JSON.parse(body) as { variables: { z: string; h: string } }
  if (variables.z !== zoneId || variables.h !== 'shop.example.com')
    return json({
      data: null,
      errors: [{ message: 'zone does not have access to the path', extensions: { code: 'authz' } }],
    })
  const counted = groups.map(([edgeResponseStatus, originResponseStatus, count]) => ({
    count,
    dimensions: { edgeResponseStatus, originResponseStatus, coloCode: 'AMS' },
  }))
  return json({ data: { viewer: { zones: [{ httpRequestsAdaptiveGroups: counted }] } }, errors: null })
}

function found(result: unknown): Reply {
  const info = Array.isArray(result) ? { result_info: { page: 1, per_page: 20, count: result.length } } : {}
  return json({ success: true, errors: [], messages: [], result, ...info })
}
