import type { Answer, Scenario } from '../scenario.ts'
import { gateways, type Health, healthyPool, secretVersions } from './network.ts'
import { failing } from './network-probe.ts'
import { behindGateway, gatewayPage, setsPart } from './network-scenario.ts'

const cn =
  'The Common Name of the leaf certificate presented by the backend server does not match the Probe or Backend Setting hostname of the application gateway.'
const httpsByProbe = {
  setting: { port: 443, protocol: 'Https' },
  probe: { protocol: 'Https', host: 'app.internal.example' },
}
const vaultSecret = 'https://kv-shop.vault.azure.net/secrets/shop-example-com'
const closed = 'ERRORINFO_UPSTREAM_CLOSED_CONNECTION'
const app = 'app-shop.azurewebsites.net'

/** Every second request meets it. */
function everyOther(answer: Answer): Answer {
  return (request, state) =>
    state.log.filter(({ host }) => host === request.host).length % 2 === 1
      ? answer(request, state)
      : { status: 200, body: 'shop' }
}

/** Faults that probes do not meet. */
export const pathScenarios: readonly Scenario[] = [
  behindGateway({
    id: 'agw-request-timeout',
    cause: 'agw-request-timeout',
    title: 'the backend takes longer than the gateway waits',
    azure: { gateway: { setting: { requestTimeout: 2 } } },
    answers: () => ({ ...gatewayPage(504), delayMs: 2100 }),
    fix: 'wait-longer',
    heals: setsPart('backendHttpSettingsCollection', { requestTimeout: 60 }),
    restores: setsPart('backendHttpSettingsCollection', { requestTimeout: 2 }),
  }),
  behindGateway({
    id: 'agw-request-timeout-logged',
    cause: 'agw-request-timeout',
    title: 'some requests take too long, as the access log says',
    azure: { log: [['ERRORINFO_UPSTREAM_TIMED_OUT', '-', '10.0.1.4:80', 504, 41]] },
    answers: () => gatewayPage(504),
  }),
  behindGateway({
    id: 'agw-closed-connection',
    cause: 'agw-upstream-closed-connection',
    title: 'the backend hangs up on requests',
    azure: { log: [[closed, '-', '10.0.1.4:80', 502, 312]] },
  }),
  behindGateway({
    id: 'agw-closed-connection-tls',
    cause: 'agw-upstream-closed-connection',
    title: 'the backend hangs up, and its certificate is not at fault',
    azure: { gateway: httpsByProbe, log: [[closed, '-', '10.0.1.5:443', 502, 12]], probing: () => healthyPool },
  }),
  behindGateway({
    id: 'agw-tls-data-path',
    cause: 'agw-upstream-tls-name-mismatch-data-path',
    title: "requests carry the client's host name, which the certificate lacks",
    azure: {
      gateway: httpsByProbe,
      log: [[closed, '-', '10.0.1.5:443', 502, 12]],
      probing: ({ host }) => (host === 'app.internal.example' ? healthyPool : failing(cn)),
    },
    fix: 'ask-as-the-probe',
    heals: setsPart('backendHttpSettingsCollection', { hostName: 'app.internal.example' }),
    restores: setsPart('backendHttpSettingsCollection', { hostName: '' }),
  }),
  behindGateway({
    id: 'agw-tls-data-path-unlogged',
    cause: 'agw-upstream-tls-name-mismatch-data-path',
    title: 'the same without an access log',
    contributing: 'agw-diagnostics-off',
    azure: {
      gateway: httpsByProbe,
      probing: ({ host }) => (host === 'app.internal.example' ? healthyPool : failing(cn)),
    },
  }),
  behindGateway({
    id: 'agw-backend-502',
    cause: 'agw-backend-returned-502',
    title: 'another gateway behind it sends the 502',
    azure: { log: [['ERRORINFO_NO_ERROR', '502', '10.0.1.4:80', 502, 88]] },
  }),
  behindGateway({
    id: 'agw-removed-backend',
    cause: 'agw-removed-backend-no-draining',
    title: 'a backend was taken out of the pool while it was in use',
    azure: { log: [[closed, '-', '10.0.1.9:80', 502, 17]] },
    answers: everyOther(() => gatewayPage()),
    fix: 'drain',
    heals: ({ method, body }) => method === 'PUT' && /"drainTimeoutInSec": ?60\b/.test(body),
    restores: ({ method, body }) => method === 'PUT' && !/"drainTimeoutInSec": ?60\b/.test(body),
  }),
  behindGateway({
    id: 'agw-capacity',
    cause: 'agw-capacity-exhausted',
    title: 'two instances, twenty capacity units, all in use',
    azure: { metrics: { CapacityUnits: [17, 19, 20], BackendResponseStatus: [0, 0] } },
    fix: 'more-instances',
    heals: ({ method, body }) => method === 'PUT' && /"capacity": ?4\b/.test(body),
    restores: ({ method, body }) => method === 'PUT' && /"capacity": ?2\b/.test(body),
  }),
  behindGateway({
    id: 'agw-unlogged',
    cause: 'agw-diagnostics-off',
    title: 'healthy backends, failing requests, and no log that says why',
    contributing: 'agw-diagnostics-off',
    azure: {},
  }),
  behindGateway({
    id: 'agw-empty-pool',
    cause: 'agw-backend-pool-empty',
    title: 'the pool has no member',
    azure: { gateway: { members: [] }, backends: [] },
  }),
  behindGateway({
    id: 'agw-empty-pool-any-host',
    cause: 'agw-backend-pool-empty',
    title: 'the same behind a listener that takes any host, known by its public address',
    azure: { gateway: { host: '', members: [] }, backends: [], publicAddress: '203.0.113.80' },
  }),
  behindGateway({
    id: 'agw-all-unhealthy',
    cause: 'agw-all-backends-unhealthy',
    title: 'none is healthy, in words that nobody has written down',
    azure: { backends: failing('The backend did something that has no name yet.') },
  }),
  behindGateway({
    id: 'agw-failed',
    cause: 'agw-stopped-or-failed',
    title: 'the last change of the gateway failed',
    azure: { gateway: { provisioning: 'Failed' }, log: [] },
  }),
  behindGateway({
    id: 'agw-stopped',
    cause: 'agw-stopped-or-failed',
    title: 'the gateway was stopped, and the last connections still end at it',
    azure: ({ healed }) => ({ gateway: { state: healed ? 'Running' : 'Stopped' } }),
    fix: 'start-gateway',
    heals: ({ method, path }) => method === 'POST' && path.endsWith('/start'),
    restores: ({ method, path }) => method === 'POST' && path.endsWith('/stop'),
  }),
  behindGateway({
    id: 'agw-vault',
    cause: 'agw-listener-cert-keyvault',
    title: "the secret of the listener's certificate is disabled, and the old certificate has ended",
    runbook: 'azure-app-gateway',
    sites: {},
    env: { NO_PROXY: '127.0.0.1,localhost,shop.example.com' },
    names: { 'shop.example.com': ['198.51.100.80'] },
    origins: [
      {
        address: '198.51.100.80',
        port: 443,
        tls: { names: ['shop.example.com'], isExpired: true },
        answer: () => gatewayPage(200),
      },
    ],
    apis: [secretVersions([{ enabled: false, exp: 4_000_000_000 }]), ...gateways({ gateway: { vaultSecret } })],
  }),
]

/** Layouts in which a gateway is not at fault. */
export const healthyGateways: readonly Scenario[] = [
  behindGateway({
    id: 'agw-healthy',
    cause: 'healthy',
    title: 'a site behind a gateway that answers',
    answers: () => ({ status: 200, headers: { server: 'Microsoft-Azure-Application-Gateway/v2' }, body: 'shop' }),
  }),
  behindGateway({
    id: 'agw-healthy-unknown',
    cause: 'healthy',
    title: 'health is unknown over a firewall, and the site answers',
    azure: {
      backends: [[app, 'Unknown', '']] satisfies Health[],
      routes: [['fw', '0.0.0.0/0', 'VirtualAppliance', '10.0.9.4']],
    },
    answers: () => ({ status: 200, body: 'shop' }),
  }),
  behindGateway({
    id: 'agw-healthy-asked-directly',
    cause: 'healthy',
    title: 'the same, asked of the gateway runbook itself',
    runbook: 'azure-app-gateway',
    answers: () => ({ status: 200, body: 'shop' }),
  }),
]
