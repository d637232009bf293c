import type { Scenario } from '../scenario.ts'
import type { Health, Surrounded } from './network.ts'
import { healthyPool } from './network.ts'
import { behindGateway, setsPart } from './network-scenario.ts'
import { pages } from './pages.ts'

const app = 'app-shop.azurewebsites.net'
const chained = (cause: string) => ['agw-all-backends-unhealthy', cause]

/** Both members fail their probe alike. */
export function failing(log: string, health = 'Unhealthy'): readonly Health[] {
  return [
    ['10.0.1.4', health, log],
    ['10.0.1.5', health, log],
  ]
}

const status = (code: number) =>
  `Received invalid status code: ${code} in the backend server's HTTP response. As per the health probe configuration, 200-399 is the acceptable status code. Either modify probe configuration or resolve backend issues.`

/** Unhealthy until the fix has come. */
const until =
  (sick: Surrounded) =>
  ({ healed }: { healed: boolean }): Surrounded =>
    healed ? { ...sick, backends: healthyPool } : sick

const oneApp = (log: string): readonly Health[] => [[app, 'Unhealthy', log]]
const appMember = { members: [{ fqdn: app }], setting: { port: 443, protocol: 'Https' } }

/** What a probe can meet when the connection stands. */
export const probeScenarios: readonly Scenario[] = [
  behindGateway({
    id: 'agw-probe-timeout',
    cause: 'agw-probe-timeout',
    title: 'the health path takes longer than the probe waits',
    chain: chained('agw-probe-timeout'),
    azure: until({
      backends: failing(
        "Time taken by the backend to respond to application gateway's health probe is more than the time-out threshold in the probe configuration. Either increase the time-out threshold value in the probe configuration or resolve the backend issues. Note: for default probe, the http timeout is 30s. To learn more visit - https://aka.ms/ProbeTimeOut.",
      ),
    }),
    fix: 'probe-waits-longer',
    heals: setsPart('probes', { timeout: 60 }),
    restores: setsPart('probes', { timeout: 30 }),
  }),
  behindGateway({
    id: 'agw-probe-timeout-as-documented',
    cause: 'agw-probe-timeout',
    title: "the same in the documentation's words",
    azure: {
      backends: failing(
        "Time taken by the backend to respond to application gateway's health probe is more than the timeout threshold in the probe setting.",
      ),
    },
  }),
  behindGateway({
    id: 'agw-probe-status-500',
    cause: 'agw-probe-status-mismatch',
    title: 'the health path answers 500',
    chain: chained('agw-probe-status-mismatch'),
    azure: { backends: failing(status(500)) },
  }),
  behindGateway({
    id: 'agw-probe-status-as-documented',
    cause: 'agw-probe-status-mismatch',
    title: "a probe without credentials gets 401, in the documentation's words",
    azure: {
      backends: failing(
        "Status code of the backend's HTTP response did not match the probe setting. Expected:{HTTPStatusCode0} Received:{401}.",
      ),
    },
  }),
  behindGateway({
    id: 'agw-probe-status-host',
    cause: 'agw-probe-status-mismatch',
    title: 'the probe asks for a host name that the backend no longer has',
    azure: until({
      gateway: { probe: { host: 'old.example.com' } },
      backends: failing(status(404)),
      probing: ({ host }) => (host === 'shop.example.com' ? healthyPool : failing(status(404))),
    }),
    fix: 'probe-asks-for-site',
    heals: setsPart('probes', { host: 'shop.example.com' }),
    restores: setsPart('probes', { host: 'old.example.com' }),
  }),
  behindGateway({
    id: 'agw-probe-body',
    cause: 'agw-probe-body-mismatch',
    title: 'the health page lost the text that the probe looks for',
    azure: until({
      gateway: { probe: { match: { body: 'all good', statusCodes: ['200-399'] } } },
      backends: failing(
        "Body of the backend's HTTP response did not match the probe setting. Received response body doesn't contain {all good}.",
      ),
    }),
    fix: 'probe-any-body',
    heals: ({ method, body }) => method === 'PUT' && !body.includes('all good'),
    restores: setsPart('probes', { match: { body: 'all good', statusCodes: ['200-399'] } }),
  }),
  behindGateway({
    id: 'agw-default-probe',
    cause: 'agw-default-probe-host-127',
    title: 'the default probe asks a backend with virtual hosts for 127.0.0.1',
    azure: until({
      gateway: { probe: null },
      backends: failing(status(404)),
      probing: ({ host }) => (host === 'shop.example.com' ? healthyPool : failing(status(404))),
    }),
    fix: 'own-probe',
    heals: setsPart('probes', { host: 'shop.example.com' }),
    restores: ({ method, body }) => method === 'PUT' && /"probes": *\[\]/.test(body),
  }),
  behindGateway({
    id: 'agw-default-probe-path',
    cause: 'agw-probe-status-mismatch',
    title: 'the default probe gets 404 whatever host it asks for',
    azure: { gateway: { probe: null }, backends: failing(status(404)) },
  }),
  behindGateway({
    id: 'agw-app-service-host',
    cause: 'agw-host-header-to-multitenant-appservice',
    title: 'an App Service is asked for a host name that no app has',
    azure: until({
      gateway: { ...appMember, probe: null },
      backends: oneApp(status(404)),
      probing: ({ host }) => [
        [app, host === app ? 'Healthy' : 'Unhealthy', host === app ? 'Success. Received 200 status code' : status(404)],
      ],
    }),
    names: { [app]: ['203.0.113.81'] },
    fix: 'host-from-backend',
    heals: setsPart('backendHttpSettingsCollection', { pickHostNameFromBackendAddress: true }),
    restores: setsPart('backendHttpSettingsCollection', { pickHostNameFromBackendAddress: false }),
  }),
  behindGateway({
    id: 'agw-app-service-restricted',
    cause: 'agw-backend-403-by-restriction',
    title: 'an App Service lets only other callers in',
    azure: {
      gateway: { ...appMember, setting: { ...appMember.setting, pickHostNameFromBackendAddress: true } },
      backends: oneApp(status(403)),
    },
    sites: { [app]: pages.ipForbidden },
  }),
  behindGateway({
    id: 'agw-app-service-restricted-to-here',
    cause: 'agw-backend-403-by-restriction',
    title: 'an App Service lets this machine in and not the gateway',
    azure: {
      gateway: { ...appMember, setting: { ...appMember.setting, pickHostNameFromBackendAddress: true } },
      backends: oneApp(status(403)),
    },
    sites: { [app]: pages.fine },
  }),
  behindGateway({
    id: 'agw-http-to-https-port',
    cause: 'agw-wrong-backend-port-or-protocol',
    title: 'plain HTTP to a port that speaks TLS',
    azure: {
      gateway: { setting: { port: 8443, protocol: 'Http' } },
      backends: failing(status(400)),
      probing: ({ protocol }) => (protocol === 'Https' ? healthyPool : failing(status(400))),
    },
  }),
  behindGateway({
    id: 'agw-app-service-port',
    cause: 'agw-wrong-backend-port-or-protocol',
    title: 'a port that App Service does not have',
    azure: {
      gateway: { ...appMember, setting: { port: 3000, protocol: 'Http', pickHostNameFromBackendAddress: true } },
      backends: oneApp(
        'Cannot connect to backend server. Check whether any NSG/UDR/Firewall is blocking access to the server. Check if application is running on correct port. To learn more visit - https://aka.ms/servernotreachable.',
      ),
    },
  }),
]
