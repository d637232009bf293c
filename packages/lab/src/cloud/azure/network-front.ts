import type { Scenario } from '../scenario.ts'
import { gateways, secretVersions } from './network.ts'
import { gatewayId, siteHost } from './network-gateway.ts'
import { failing } from './network-probe.ts'
import { noConnection } from './network-reach.ts'
import { behindGateway, type ToldGateway } from './network-scenario.ts'

const address = '198.51.100.80'
const vaultSecret = 'https://kv-shop.vault.azure.net/secrets/shop-example-com'
const alias = 'agw-shop.westeurope.cloudapp.azure.com'
/** The other port is served, so that 443 refuses; without it packets get lost. */
const refuses = [{ address, port: 8443, answer: () => ({ status: 200, body: '' }) }]
/** Another address is served, so that this one is not. */
const elsewhere = [{ address: '198.51.100.81', port: 443, answer: () => ({ status: 200, body: '' }) }]
const breaksOff = [{ address, port: 443, tls: { names: [siteHost], aborts: 'reset' as const }, answer: () => ({}) }]

/** A gateway from which clients get no answer of any kind: the site stands nowhere but behind its address. */
function silent(told: ToldGateway): Scenario {
  return behindGateway({
    runbook: 'azure-app-gateway',
    sites: {},
    env: { NO_PROXY: `127.0.0.1,localhost,${siteHost}` },
    names: { [siteHost]: [address] },
    ...told,
  })
}

/** What clients meet when it is the front of a gateway that fails, and gateways that are hard to find. */
export const frontScenarios: readonly Scenario[] = [
  silent({
    id: 'agw-stopped-silent',
    cause: 'agw-stopped-or-failed',
    title: 'the gateway is stopped, and packets to it get lost',
    origins: elsewhere,
    azure: { gateway: { state: 'Stopped' } },
  }),
  silent({
    id: 'agw-stopped-silent-by-502',
    cause: 'agw-stopped-or-failed',
    title: 'the gateway is stopped, and its name leads from 502 to it',
    runbook: '502',
    names: { [siteHost]: [alias], [alias]: [address] },
    origins: elsewhere,
    azure: { gateway: { state: 'Stopped' } },
  }),
  silent({
    id: 'agw-stopped-any-host',
    cause: 'agw-stopped-or-failed',
    title: 'a stopped gateway whose listener takes any host, known by the address of the name',
    origins: refuses,
    azure: { gateway: { state: 'Stopped', host: '' }, publicAddress: address },
  }),
  silent({
    id: 'agw-closed-failed',
    cause: 'agw-stopped-or-failed',
    title: 'the last change failed, and no connection is taken since',
    origins: refuses,
    azure: { gateway: { provisioning: 'Failed' }, backends: failing(noConnection) },
  }),
  silent({
    id: 'agw-closed-running',
    cause: 'unknown',
    title: 'it runs and takes no connection: what its backends do is not why',
    origins: refuses,
    azure: { backends: failing(noConnection) },
  }),
  silent({
    id: 'agw-vault-deleted',
    cause: 'agw-listener-cert-keyvault',
    title: 'the secret was deleted, and the listener breaks every handshake off',
    origins: breaksOff,
    apis: [secretVersions([]), ...gateways({ gateway: { vaultSecret } })],
  }),
  silent({
    id: 'agw-vault-part',
    cause: 'unknown',
    title: 'a part of the versions is disabled, and there are more: nothing follows from that',
    origins: breaksOff,
    apis: [secretVersions([{ enabled: false, exp: 4_000_000_000 }], true), ...gateways({ gateway: { vaultSecret } })],
  }),
  behindGateway({
    id: 'agw-second-page',
    cause: 'agw-nsg-blocks-backend',
    title: 'gateway and network stand in the second part of their lists',
    azure: {
      isPaged: true,
      backends: failing(noConnection),
      backendRules: [['DenyVnet', 300, 'Deny', 'Inbound', 'VirtualNetwork', '*', '*']],
    },
  }),
  behindGateway({
    id: 'agw-given-by-id',
    cause: 'agw-backend-pool-empty',
    title: 'the gateway is given by its id, and no list is asked for',
    inputs: { app_gateway: gatewayId() },
    runbook: 'azure-app-gateway',
    azure: { isPaged: true, gateway: { members: [] }, backends: [] },
  }),
]
