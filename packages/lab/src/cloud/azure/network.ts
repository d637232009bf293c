import type { Api, Request, State } from '../scenario.ts'
import { arm, armError, inGroup, ok, type Route } from './arm.ts'
import { graphRoute } from './graph.ts'
import { type Insights, insightsRoutes } from './insights.ts'
import { login } from './login.ts'
import { resourceId, subscription } from './names.ts'
import { type Gateway, gatewayBody, gatewayId, gatewayName, part } from './network-gateway.ts'
import {
  backendGroup,
  cardBody,
  gatewayGroup,
  groupBody,
  hubBody,
  type Network,
  routeBody,
  routeTable,
  tableBody,
  vnetBody,
} from './network-parts.ts'

/** What a probe says of a backend: its address, health, and the gateway's words. */
export type Health = readonly [address: string, health: string, log: string]

/** What a probe on demand asks for. */
interface Probing {
  protocol: string
  host: string
  path: string
}

/** A gateway and all that Azure knows around it. */
export interface Surrounded extends Network, Insights {
  gateway?: Gateway
  /** Other gateways of the subscription. */
  others?: readonly Gateway[]
  backends?: readonly Health[]
  /** Answers a probe on demand; as the health unless said. */
  probing?: (asked: Probing) => readonly Health[]
  /** Rows of the access log, as the query gives them: error_info, serverStatus, serverRouted, status, count. */
  log?: readonly (readonly [string, string, string, number, number])[]
  publicAddress?: string
  /** Lists come in two parts, and what is looked for stands in the second. */
  isPaged?: boolean
}

export const healthyPool: readonly Health[] = [
  ['10.0.1.4', 'Healthy', 'Success. Received 200 status code'],
  ['10.0.1.5', 'Healthy', 'Success. Received 200 status code'],
]

const workspace = resourceId('Microsoft.OperationalInsights/workspaces', 'law-shop')
const workspaceKey = '55555555-5555-4555-8555-555555555555'
const results = `/subscriptions/${subscription}/providers/Microsoft.Network/locations/westeurope/operationResults`

/** The APIs that answer about a gateway. */
export function gateways(describe: Surrounded | ((state: State) => Surrounded)): Api[] {
  const told = (state: State) => (typeof describe === 'function' ? describe(state) : describe)
  const routesFor = (state: State) => [
    ...logRoutes(told(state)),
    ...insightsRoutes(gatewayId(), () => told(state)),
    ...gatewayRoutes(told(state)),
    ...networkRoutes(told(state)),
    graphRoute(),
  ]
  const logs: Api = (request, state) =>
    request.host === 'api.loganalytics.io' && request.path === `/v1/workspaces/${workspaceKey}/query`
      ? ok({ tables: [tableOf(told(state).log ?? [])] })
      : undefined
  return [login, logs, (request, state) => arm(routesFor(state))(request, state)]
}

function gatewayRoutes(told: Surrounded): Route[] {
  const list = [told.gateway ?? {}, ...(told.others ?? [])]
  const one = inGroup(`Microsoft.Network/applicationGateways/${gatewayName}`)
  return [
    {
      method: 'GET',
      path: `/subscriptions/${subscription}/providers/Microsoft.Network/applicationGateways`,
      reply: ({ state, request }) => {
        const all = list.map((gateway, at) => (at === 0 ? written(gateway, state) : gatewayBody(gateway)))
        return ok(listed(told, request, all, gatewayBody({ name: 'agw-docs', host: 'docs.example.com' })))
      },
    },
    { method: 'GET', path: one, reply: ({ state }) => ok(written(told.gateway ?? {}, state)) },
    { method: 'PUT', path: one, reply: ({ state }) => ok(written(told.gateway ?? {}, state)) },
    { method: 'POST', path: `${one}/backendhealth`, reply: () => accepted('health') },
    {
      method: 'POST',
      path: `${one}/getBackendHealthOnDemand`,
      reply: ({ request }) => accepted(`try-${encoded(request)}`),
    },
    { method: 'POST', path: `${one}/start`, reply: () => accepted('done') },
    { method: 'POST', path: `${one}/stop`, reply: () => accepted('done') },
    { method: 'GET', path: `${results}/{operation}`, reply: ({ params }) => resultOf(params.operation ?? '', told) },
  ]
}

const otherNetwork = {
  name: 'vnet-docs',
  id: resourceId('Microsoft.Network/virtualNetworks', 'vnet-docs'),
  properties: { addressSpace: { addressPrefixes: ['10.8.0.0/16'] }, subnets: [], virtualNetworkPeerings: [] },
}

/** A list as ARM gives it; in two parts, the first one says where the second is. */
function listed(
  { isPaged = false }: Surrounded,
  { path, query }: Request,
  all: readonly object[],
  other: object,
): object {
  if (!isPaged || query.$skiptoken === 'part-2') return { value: all }
  const next = `https://management.azure.com${path}?api-version=${query['api-version']}&$skiptoken=part-2`
  return { value: [other], nextLink: next }
}

/** The gateway as it was last written. */
function written(gateway: Gateway, { log }: State): object {
  const last = log.findLast(({ method, path }) => method === 'PUT' && path.toLowerCase() === gatewayId().toLowerCase())
  if (!last) return gatewayBody(gateway)
  const body = JSON.parse(last.body) as { properties: object }
  return {
    ...gatewayBody(gateway),
    properties: { ...body.properties, provisioningState: 'Succeeded', operationalState: 'Running' },
  }
}

function accepted(operation: string) {
  const location = `https://management.azure.com${results}/${operation}?api-version=2022-05-01`
  return { status: 202, headers: { location, 'retry-after': '1' }, body: '' }
}

function resultOf(operation: string, told: Surrounded) {
  if (operation === 'done') return { status: 204, body: '' }
  const ids = {
    pool: { id: part('backendAddressPools', 'web') },
    setting: { id: part('backendHttpSettingsCollection', 'app') },
  }
  if (operation === 'health')
    return ok({
      backendAddressPools: [
        {
          backendAddressPool: ids.pool,
          backendHttpSettingsCollection: [
            { backendHttpSettings: ids.setting, servers: servers(told.backends ?? healthyPool) },
          ],
        },
      ],
    })
  const asked = JSON.parse(Buffer.from(operation.slice(4), 'base64url').toString()) as Probing
  const health = told.probing?.(asked) ?? told.backends ?? healthyPool
  return ok({
    backendAddressPool: ids.pool,
    backendHealthHttpSettings: { backendHttpSettings: ids.setting, servers: servers(health) },
  })
}

function servers(health: readonly Health[]): object[] {
  return health.map(([address, state, healthProbeLog]) => ({ address, health: state, healthProbeLog }))
}

function encoded({ body }: Request): string {
  const { protocol, host, path } = JSON.parse(body) as Probing
  return Buffer.from(JSON.stringify({ protocol, host, path })).toString('base64url')
}

function networkRoutes(told: Surrounded): Route[] {
  const all = (type: string) => `/subscriptions/${subscription}/providers/Microsoft.Network/${type}`
  const get = (path: string, body: () => object): Route => ({ method: 'GET', path, reply: () => ok(body()) })
  const pip = resourceId('Microsoft.Network/publicIPAddresses', 'pip-shop')
  const address = {
    ipAddress: told.publicAddress ?? '203.0.113.80',
    ipConfiguration: { id: part('frontendIPConfigurations', 'public') },
  }
  return [
    get(all('publicIPAddresses'), () => ({ value: [{ name: 'pip-shop', id: pip, properties: address }] })),
    {
      method: 'GET',
      path: all('virtualNetworks'),
      reply: ({ request }) => ok(listed(told, request, [vnetBody(told)], otherNetwork)),
    },
    get(all('networkInterfaces'), () => ({ value: (told.cards ?? []).map(cardBody) })),
    get(all('virtualHubs'), () => ({ value: (told.hubs ?? []).map(hubBody) })),
    get(gatewayGroup, () => groupBody(gatewayGroup, told.gatewayRules ?? [])),
    get(backendGroup, () => groupBody(backendGroup, told.backendRules ?? [])),
    get(routeTable, () => tableBody(told)),
    get(`${routeTable}/routes/{name}`, () => routeBody(told.routes?.[0] ?? ['none', '0.0.0.0/0', 'Internet'])),
    ...[gatewayGroup, backendGroup].flatMap((group): Route[] =>
      (['GET', 'PUT'] as const).map(method => ({ method, path: `${group}/securityRules/{name}`, reply: echo })),
    ),
    ...[gatewayGroup, backendGroup].map(
      (group): Route => ({ method: 'DELETE', path: `${group}/securityRules/{name}`, reply: () => ({ status: 204 }) }),
    ),
    { method: 'PUT', path: `${routeTable}/routes/{name}`, reply: echo },
  ]
}

/** Gives back what was written there. */
const echo: Route['reply'] = ({ request, state }) => {
  const last = state.log.findLast(({ method, path }) => method === 'PUT' && path === request.path)
  if (!last) return armError(404, 'NotFound', `Resource ${request.path} not found.`)
  const body = JSON.parse(last.body) as { properties?: object }
  const properties = { ...body.properties, provisioningState: 'Succeeded' }
  return ok({ ...body, name: request.path.split('/').at(-1), id: request.path, properties })
}

function logRoutes(told: Surrounded): Route[] {
  const settings = {
    method: 'GET',
    path: `${gatewayId()}/providers/Microsoft.Insights/diagnosticSettings`,
    reply: () =>
      ok({
        value: told.log
          ? [
              {
                name: 'access-log',
                properties: {
                  workspaceId: workspace,
                  logs: [{ category: 'ApplicationGatewayAccessLog', categoryGroup: null, enabled: true }],
                },
              },
            ]
          : [],
      }),
  } as const
  return [
    settings,
    {
      method: 'GET',
      path: workspace,
      reply: () => ok({ id: workspace, name: 'law-shop', properties: { customerId: workspaceKey } }),
    },
  ]
}

function tableOf(rows: readonly (readonly [string, string, string, number, number])[]): object {
  const columns = ['info', 'server', 'routed', 'status', 'n'].map((name, at) => ({
    name,
    type: at < 3 ? 'string' : 'long',
  }))
  return {
    name: 'PrimaryResult',
    columns,
    rows: rows.map(([info, server, routed, status, n]) => [info, server, routed, status, n]),
  }
}

/** Versions of a Key Vault secret, as they are listed: without values. */
export function secretVersions(versions: readonly { enabled: boolean; exp: number }[], isPart = false): Api {
  return ({ host, path }) =>
    host.endsWith('.vault.azure.net') && path.endsWith('/versions')
      ? ok({
          value: versions.map((attributes, at) => ({
            id: `https://${host}${path.replace(/versions$/, String(at))}`,
            attributes,
          })),
          nextLink: isPart ? `https://${host}${path}?api-version=7.4&$skiptoken=part-2` : null,
        })
      : undefined
}
