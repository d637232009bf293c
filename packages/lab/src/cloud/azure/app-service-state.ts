import { edgeAddress } from '../internet.ts'
import { page, type Scenario } from '../scenario.ts'
import { pages } from './pages.ts'
import { scenarioOf, writes } from './scenario-of.ts'

const direct = { runbook: 'azure-app-service' }

/** App Service itself refuses the request, or its front end does. */
export const appServiceStateScenarios: readonly Scenario[] = [
  scenarioOf({
    id: 'as-stopped',
    cause: 'as-app-stopped-or-subscription-disabled',
    title: 'somebody stopped the app',
    answers: pages.stopped,
    app: ({ healed }) => ({ site: { state: healed ? 'Running' : 'Stopped' } }),
    fix: 'start-app',
    heals: ({ method, path }) => method === 'POST' && path.endsWith('/start'),
    restores: ({ method, path }) => method === 'POST' && path.endsWith('/stop'),
  }),
  scenarioOf({
    id: 'as-quota',
    cause: 'as-quota-exceeded',
    title: 'the CPU quota of a free plan is used up',
    answers: pages.stopped,
    app: {
      site: { usageState: 'Exceeded', state: 'Stopped' },
      plan: { sku: 'F1', tier: 'Free' },
      usages: [{ name: 'CpuTime', currentValue: 3_600_000, limit: 3_600_000 }],
    },
    fix: 'plan-to-basic',
    heals: ({ method, path, body }) => method === 'PUT' && /serverfarms/.test(path) && /"name":\s*"B1"/.test(body),
    restores: ({ method, path, body }) => method === 'PUT' && /serverfarms/.test(path) && /"name":\s*"F1"/.test(body),
  }),
  scenarioOf({
    id: 'as-hostname',
    cause: 'as-hostname-not-bound',
    title: 'the name leads to App Service and is bound to no app',
    answers: pages.notFound,
    app: ({ healed }) => ({ hosts: healed ? ['shop.example.com'] : [] }),
    fix: 'bind-hostname',
    heals: ({ method, path }) => method === 'PUT' && path.endsWith('/hostNameBindings/shop.example.com'),
    restores: ({ method, path }) => method === 'DELETE' && path.endsWith('/hostNameBindings/shop.example.com'),
  }),
  scenarioOf({
    id: 'as-hostname-named',
    cause: 'as-hostname-not-bound',
    title: 'the name is bound to no app, and the app was named',
    answers: pages.notFound,
    names: { 'shop.example.com': [edgeAddress] },
    inputs: { app_service: 'app-shop' },
    app: { hosts: [] },
  }),
  scenarioOf({
    id: 'as-ip-forbidden',
    cause: 'as-access-restricted-403',
    title: 'the access restrictions let only a subnet in',
    answers: pages.ipForbidden,
    app: {
      config: {
        ipSecurityRestrictions: [
          { vnetSubnetResourceId: '/subscriptions/x/subnets/agw', action: 'Allow', priority: 100, name: 'gateway' },
          { ipAddress: 'Any', action: 'Deny', priority: 2147483647, name: 'Deny all' },
        ],
      },
    },
  }),
  scenarioOf({
    id: 'as-front-end-timeout',
    cause: 'as-request-timeout-230s',
    title: 'requests take longer than the front end waits',
    answers: pages.outOfTime,
    app: { metrics: { HttpResponseTime: [0.2, 239.9, 240.1, 0.3] } },
  }),
  scenarioOf({
    ...direct,
    id: 'as-websocket-windows',
    cause: 'as-websocket-limits',
    title: 'WebSockets are off on Windows',
    answers: () => ({ status: 426, headers: { upgrade: 'websocket' }, body: 'Upgrade Required' }),
    app: ({ healed }) => ({ os: 'windows', config: { webSocketsEnabled: healed } }),
    fix: 'websockets-on',
    heals: writes(/\/config\/web$/, 'webSocketsEnabled', true),
    restores: writes(/\/config\/web$/, 'webSocketsEnabled', false),
  }),
  scenarioOf({
    ...direct,
    id: 'as-websocket-free',
    cause: 'as-websocket-limits',
    title: 'a free Linux plan has no sixth WebSocket',
    answers: () => page(429, 'Too Many Requests'),
    app: { plan: { sku: 'F1', tier: 'Free' } },
  }),
  scenarioOf({
    id: 'as-scm',
    cause: 'as-scm-502',
    title: 'only Kudu fails, during a deployment',
    url: 'https://app-shop.scm.azurewebsites.net/api/zipdeploy',
    sites: {
      'app-shop.scm.azurewebsites.net': () => page(502, '<html><head><title>502 Bad Gateway</title></head></html>'),
      'app-shop.azurewebsites.net': pages.fine,
    },
  }),
  scenarioOf({
    ...direct,
    id: 'as-affinity',
    cause: 'as-affinity-pins-bad-instance',
    title: 'clients with the cookie of one instance always fail',
    answers: ({ headers }) => (/ARRAffinity=bad/.test(headers.cookie ?? '') ? pages.applicationError() : pages.fine()),
    app: ({ healed }) => ({
      site: { clientAffinityEnabled: !healed },
      plan: { sku: 'P1v3', tier: 'PremiumV3', capacity: 2 },
      instances: [
        { name: 'good0001', state: 'READY' },
        { name: 'bad00002', state: 'READY' },
      ],
    }),
    fix: 'affinity-off',
    heals: writes(/\/sites\/app-shop$/, 'clientAffinityEnabled', false),
    restores: writes(/\/sites\/app-shop$/, 'clientAffinityEnabled', true),
  }),
  scenarioOf({ ...direct, id: 'as-healthy', cause: 'healthy', title: 'all is well', answers: pages.fine }),
  scenarioOf({
    ...direct,
    id: 'as-healthy-instances',
    cause: 'healthy',
    title: 'all of three instances answer',
    answers: pages.fine,
    app: {
      plan: { sku: 'P1v3', tier: 'PremiumV3', capacity: 3 },
      instances: ['a', 'b', 'c'].map(name => ({ name, state: 'READY' })),
    },
  }),
]
