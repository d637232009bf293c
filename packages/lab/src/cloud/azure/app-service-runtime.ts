import { page, type Scenario } from '../scenario.ts'
import { appLogFile, goodStart, written } from './logs.ts'
import { pages } from './pages.ts'
import { scenarioOf, type Told, writes } from './scenario-of.ts'
import type { WebApp } from './web-app.ts'

const idle = { CpuPercentage: [8, 12, 9], MemoryPercentage: [41, 42, 41], HttpQueueLength: [0, 0, 0] }
const snat = { id: 'snatportexhaustion', name: 'SNAT Port Exhaustion' }
const tcp = { id: 'tcpconnections', name: 'TCP Connections' }
const noSnat = { ...snat, rows: [['Success', 'No SNAT port exhaustion was detected']] }
const fewTcp = { ...tcp, rows: [['Success', 'TCP connections are within limits']] }

function runs(told: Told & { wrote?: string; app?: WebApp }): Scenario {
  const { wrote = written(30, 'listening on 0.0.0.0:8080'), app = {}, ...rest } = told
  return scenarioOf({
    ...rest,
    app: ({ healed }) => ({
      detectors: [noSnat, fewTcp],
      metrics: { CpuTime: [4, 5, 4], HttpResponseTime: [0.1, 0.2, 0.1], Http5xx: [0, 12, 15], Requests: [40, 38, 41] },
      platformLog: goodStart(90),
      files: { [appLogFile]: wrote },
      ...(healed ? {} : app),
      plan: { metrics: idle, ...app.plan },
    }),
  })
}

const scaled = (workers: number) => (request: { method: string; path: string; body: string }) =>
  request.method === 'PUT' &&
  /serverfarms/.test(request.path) &&
  new RegExp(`"capacity":\\s*${workers}`).test(request.body)

/** The app did start, and fails while it runs. */
export const appServiceRuntimeScenarios: readonly Scenario[] = [
  runs({
    id: 'as-crash-heap',
    cause: 'as-node-crash-mid-flight',
    title: 'the heap is full and Node ends',
    wrote: written(
      8,
      'listening on 0.0.0.0:8080',
      'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
      'listening on 0.0.0.0:8080',
    ),
  }),
  runs({
    id: 'as-crash-thrown',
    cause: 'as-node-crash-mid-flight',
    title: 'an error is thrown where nothing catches it',
    wrote: written(
      8,
      'listening on 0.0.0.0:8080',
      "TypeError: Cannot read properties of undefined (reading 'price')",
      '    at total (/home/site/wwwroot/cart.js:14:9)',
      'Node.js v20.11.0',
      'listening on 0.0.0.0:8080',
    ),
  }),
  runs({
    id: 'as-snat',
    cause: 'as-snat-port-exhaustion',
    title: 'a new connection for every call to one API',
    wrote: written(4, 'listening on 0.0.0.0:8080', 'Error: connect ETIMEDOUT 203.0.113.40:443'),
    app: {
      plan: { sku: 'S1', tier: 'Standard' },
      detectors: [
        { ...snat, rows: [['Critical', 'SNAT port exhaustion detected', 'Failed connections', 412]] },
        fewTcp,
      ],
    },
    fix: 'scale-out',
    heals: scaled(2),
    restores: scaled(1),
  }),
  runs({
    id: 'as-tcp',
    cause: 'as-tcp-connection-limit',
    title: 'a small instance holds 1920 connections',
    app: {
      detectors: [noSnat, { ...tcp, rows: [['Critical', 'TCP connections near the limit', 'Connections', 1912]] }],
    },
  }),
  runs({
    id: 'as-dependency-dns',
    cause: 'as-dependency-unreachable-vnet-dns',
    title: 'the private name of the database does not resolve',
    answers: () => page(502, '{"error":"upstream unavailable"}', { 'content-type': 'application/json' }),
    wrote: written(
      3,
      'listening on 0.0.0.0:8080',
      'Error: getaddrinfo ENOTFOUND db.privatelink.postgres.database.azure.com',
    ),
  }),
  runs({
    id: 'as-dependency-refused',
    cause: 'as-dependency-unreachable-vnet-dns',
    title: 'the database in the network refuses',
    answers: () => page(500, 'Internal Server Error'),
    wrote: written(3, 'listening on 0.0.0.0:8080', 'Error: connect ECONNREFUSED 10.0.2.4:5432'),
  }),
  runs({
    id: 'as-own-502',
    cause: 'as-app-returns-502-itself',
    title: 'the app passes on the 502 of an API that it calls',
    answers: () => page(502, '{"error":"payment provider failed"}', { 'content-type': 'application/json' }),
    wrote: written(3, 'listening on 0.0.0.0:8080', '::ffff:169.254.130.1 - - "GET / HTTP/1.1" 502 37'),
  }),
  runs({
    id: 'as-event-loop',
    cause: 'as-event-loop-starvation',
    title: 'one thread hashes passwords without a pause',
    app: {
      metrics: { CpuTime: [57, 58.5, 59], HttpResponseTime: [6.2, 9.8, 14], Http5xx: [3, 9, 12] },
      plan: { sku: 'P1v3', tier: 'PremiumV3', metrics: { ...idle, CpuPercentage: [50, 51, 52] } },
    },
    fix: 'scale-out',
    heals: scaled(2),
    restores: scaled(1),
  }),
  runs({
    id: 'as-saturated-memory',
    cause: 'as-plan-resource-saturation',
    title: 'the memory of the plan is used up',
    app: { plan: { metrics: { ...idle, MemoryPercentage: [93, 96, 97] } } },
  }),
  runs({
    id: 'as-saturated-cpu',
    cause: 'as-plan-resource-saturation',
    title: 'other apps of the plan take the CPU',
    app: { plan: { sites: 6, metrics: { ...idle, CpuPercentage: [97, 98, 99] } } },
    fix: 'scale-out',
    heals: scaled(2),
    restores: scaled(1),
  }),
  runs({
    id: 'as-queue',
    cause: 'as-front-end-queue-or-503',
    title: 'requests wait in front of the instance',
    answers: pages.unavailable,
    app: { plan: { metrics: { ...idle, HttpQueueLength: [12, 40, 33, 51] } } },
  }),
  runs({
    id: 'as-health-check',
    cause: 'as-health-check-eviction',
    title: 'the health check meets a redirect',
    answers: ({ path }) =>
      path === '/health'
        ? { status: 307, headers: { location: 'https://shop.example.com/health' } }
        : pages.applicationError(),
    app: {
      site: { httpsOnly: false },
      config: { healthCheckPath: '/health' },
      metrics: { CpuTime: [4], HttpResponseTime: [0.2], Http5xx: [4, 9], HealthCheckStatus: [50, 50, 50] },
    },
    fix: 'https-only',
    heals: writes(/\/sites\/app-shop$/, 'httpsOnly', true),
    restores: writes(/\/sites\/app-shop$/, 'httpsOnly', false),
  }),
  runs({
    id: 'as-always-on',
    cause: 'as-always-on-disabled',
    title: 'the first request of the morning meets a cold start',
    answers: (_, { log }) =>
      log.filter(({ path }) => path === '/').length % 3 === 1 ? pages.applicationError() : pages.fine(),
    app: { config: { alwaysOn: false }, metrics: { Requests: [12, 0, 0, 1], Http5xx: [0, 0, 0, 1] } },
    fix: 'always-on',
    heals: writes(/\/config\/web$/, 'alwaysOn', true),
    restores: writes(/\/config\/web$/, 'alwaysOn', false),
  }),
  runs({
    id: 'as-recycled',
    cause: 'as-worker-recycled',
    title: 'a swap took the worker away',
    app: {
      activity: [{ operation: 'Microsoft.Web/sites/slotsswap/action', minutesAgo: 3 }],
      metrics: { CpuTime: [4], HttpResponseTime: [0.2], Http5xx: [0, 0, 0, 0, 21, 34] },
      platformLog: goodStart(1),
    },
  }),
  runs({
    id: 'as-incident',
    cause: 'as-platform-incident',
    title: 'Azure has a fault of its own',
    app: {
      health: {
        state: 'Unavailable',
        summary: 'We are sorry, your web app is not available because of an Azure service problem.',
        reason: 'Unplanned',
      },
    },
  }),
  runs({
    id: 'as-diagnostics-off',
    cause: 'as-diagnostics-off',
    title: 'all logs are off',
    wrote: '',
    app: {
      platformLog: '',
      logging: {
        httpLogs: { fileSystem: { enabled: false } },
        applicationLogs: { fileSystem: { level: 'Off' } },
      },
    },
    fix: 'logs-on',
    heals: ({ method, path }) => method === 'PUT' && path.endsWith('/config/logs'),
    restores: ({ method, path, body }) =>
      method === 'PUT' && path.endsWith('/config/logs') && /"fileSystem": *\{[^}]*"enabled": *false/.test(body),
  }),
  runs({
    id: 'as-unexplained',
    cause: 'unknown',
    title: 'nothing that App Service tells explains it',
  }),
  runs({
    id: 'as-restarted-because',
    cause: 'unknown',
    title: 'somebody restarted it because it failed: no cause',
    app: {
      activity: [{ operation: 'Microsoft.Web/sites/restart/action', minutesAgo: 1 }],
      metrics: { Http5xx: [9, 9, 9, 9, 9, 9, 9, 9, 9] },
    },
  }),
]
