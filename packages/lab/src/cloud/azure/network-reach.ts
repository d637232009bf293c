import type { Scenario } from '../scenario.ts'
import { type Health, healthyPool, type Surrounded } from './network.ts'
import { inTheNetwork, ownNameServer } from './network-names.ts'
import { failing } from './network-probe.ts'
import { behindGateway } from './network-scenario.ts'

export const noConnection =
  'Cannot connect to backend server. Check whether any NSG/UDR/Firewall is blocking access to the server. Check if application is running on correct port. To learn more visit - https://aka.ms/servernotreachable.'
const noHealth =
  'The backend health status could not be retrieved. This happens when an NSG/UDR/Firewall on the application gateway subnet is blocking traffic on ports 65503-65534 in case of v1 SKU, and ports 65200-65535 in case of the v2 SKU or if the FQDN configured in the backend pool could not be resolved to an IP address. To learn more visit - https://aka.ms/UnknownBackendHealth.'
const noProbe =
  'Application Gateway could not create a probe for this backend. This usually happens when the FQDN of the backend has not been entered correctly.'

const name = 'app.shop.internal'
const byName = { members: [{ fqdn: name }] }
const one = (health: string, log: string): readonly Health[] => [[name, health, log]]
const unknownHealth = failing(noHealth, 'Unknown')
const wrote = [{ operation: 'Microsoft.Network/applicationGateways/write', minutesAgo: 12 }]
const until =
  (sick: Surrounded) =>
  ({ healed }: { healed: boolean }): Surrounded =>
    healed ? { ...sick, backends: healthyPool } : sick

/** What keeps a gateway from its backend, or Azure from the gateway. */
export const reachScenarios: readonly Scenario[] = [
  behindGateway({
    id: 'agw-nothing-listens',
    cause: 'agw-probe-tcp-connect-error',
    title: 'nothing listens on the backend, and nothing in the network is in the way',
    chain: ['agw-all-backends-unhealthy', 'agw-probe-tcp-connect-error'],
    azure: { backends: failing(noConnection), gatewayRules: [], backendRules: [] },
  }),
  behindGateway({
    id: 'agw-nothing-listens-as-documented',
    cause: 'agw-probe-tcp-connect-error',
    title: "the same in the documentation's words, with a route to the Internet alone",
    azure: {
      backends: failing(
        'Application Gateway could not connect to the backend. Check that the backend responds on the port used for the probe. Also check whether any NSG/UDR/Firewall is blocking access to the Ip and port of this backend.',
      ),
      routes: [['default', '0.0.0.0/0', 'Internet']],
    },
  }),
  behindGateway({
    id: 'agw-other-port',
    cause: 'agw-wrong-backend-port-or-protocol',
    title: 'the service listens on 8080 and the setting says 80',
    up: inTheNetwork,
    azure: { backends: failing(noConnection) },
    origins: [{ address: '10.0.1.4', port: 8080, answer: () => ({ status: 200, body: 'shop' }) }],
  }),
  behindGateway({
    id: 'agw-backend-group-denies',
    cause: 'agw-nsg-blocks-backend',
    title: 'the group of the backend subnet drops everything but one machine',
    azure: until({
      backends: failing(noConnection),
      backendRules: [
        ['AllowOne', 200, 'Allow', 'Inbound', '10.0.0.9/32', '10.0.1.9/32', '80'],
        ['DenyVnet', 300, 'Deny', 'Inbound', 'VirtualNetwork', '*', '*'],
      ],
    }),
    fix: 'let-gateway-in',
    heals: ({ method, path }) => method === 'PUT' && /nsg-web\/securityRules\/AllowApplicationGateway$/i.test(path),
    restores: ({ method, path }) =>
      method === 'DELETE' && /nsg-web\/securityRules\/AllowApplicationGateway$/i.test(path),
  }),
  behindGateway({
    id: 'agw-own-group-denies',
    cause: 'agw-nsg-blocks-backend',
    title: "the group of the gateway's subnet does not let it out",
    azure: {
      backends: failing(noConnection),
      gatewayRules: [['DenyWeb', 300, 'Deny', 'Outbound', '*', '10.0.1.0/24', '*']],
    },
  }),
  behindGateway({
    id: 'agw-route-diverts',
    cause: 'agw-udr-diverts-backend',
    title: 'a route leads the backend subnet to an appliance that drops it',
    azure: {
      backends: failing(noConnection),
      backendRules: [],
      routes: [['web-over-firewall', '10.0.1.0/24', 'VirtualAppliance', '10.0.9.4']],
    },
  }),
  behindGateway({
    id: 'agw-infra-ports',
    cause: 'agw-unknown-infra-ports-blocked',
    title: 'a rule drops the management ports',
    chain: ['agw-all-backends-unhealthy', 'agw-unknown-infra-ports-blocked'],
    azure: until({
      backends: unknownHealth,
      gatewayRules: [
        ['AllowWeb', 100, 'Allow', 'Inbound', 'Internet', '*', '443'],
        ['DenyInternet', 200, 'Deny', 'Inbound', 'Internet', '*', '*'],
      ],
    }),
    fix: 'let-management-in',
    heals: ({ method, path }) => method === 'PUT' && /nsg-gateway\/securityRules\/AllowGatewayManager$/i.test(path),
    restores: ({ method, path }) =>
      method === 'DELETE' && /nsg-gateway\/securityRules\/AllowGatewayManager$/i.test(path),
  }),
  behindGateway({
    id: 'agw-default-route',
    cause: 'agw-unknown-default-route',
    title: 'the default route leads to an appliance',
    azure: until({
      backends: unknownHealth,
      gatewayRules: [['AllowManager', 100, 'Allow', 'Inbound', 'GatewayManager', '*', '65200-65535']],
      routes: [['to-firewall', '0.0.0.0/0', 'VirtualAppliance', '10.0.9.4']],
    }),
    fix: 'default-to-internet',
    heals: ({ method, path, body }) =>
      method === 'PUT' && path.endsWith('/routes/to-firewall') && body.includes('"Internet"'),
    restores: ({ method, path, body }) =>
      method === 'PUT' &&
      path.endsWith('/routes/to-firewall') &&
      body.includes('"VirtualAppliance"') &&
      body.includes('"10.0.9.4"'),
  }),
  behindGateway({
    id: 'agw-secured-hub',
    cause: 'agw-unknown-vwan-secured-hub',
    title: 'the network hangs on a secured hub of Virtual WAN',
    azure: { backends: unknownHealth, hubs: [{ name: 'hub-weu', isSecured: true }] },
  }),
  behindGateway({
    id: 'agw-dns-unknown',
    cause: 'agw-unknown-custom-dns',
    title: "the network's own name server fails on the backend's name",
    needs: ['az', 'curl', 'dig'],
    names: { [name]: ['10.0.1.4'] },
    azure: { gateway: byName, backends: one('Unknown', noHealth), dnsServers: ['10.0.2.4'] },
    up: ownNameServer('10.0.2.4', 'SERVFAIL'),
  }),
  behindGateway({
    id: 'agw-dns-purged',
    cause: 'agw-dns-cache-purged-by-put',
    title: 'the name server fails, and the gateway was changed a while ago',
    needs: ['az', 'curl', 'dig'],
    names: { [name]: ['10.0.1.4'] },
    azure: { gateway: byName, backends: one('Unknown', noHealth), dnsServers: ['10.0.2.4'], activity: wrote },
    up: ownNameServer('10.0.2.4', 'REFUSED'),
  }),
  behindGateway({
    id: 'agw-dns-name',
    cause: 'agw-probe-dns-failure',
    title: 'the name in the pool does not exist',
    needs: ['az', 'curl', 'dig'],
    chain: ['agw-all-backends-unhealthy', 'agw-probe-dns-failure'],
    azure: { gateway: byName, backends: one('Unhealthy', noProbe), activity: wrote },
  }),
  behindGateway({
    id: 'agw-dns-wrong-address',
    cause: 'agw-custom-dns-wrong-ip',
    title: "the network's own name server gives an address that nothing has",
    needs: ['az', 'curl', 'dig'],
    names: { [name]: ['10.0.1.4'] },
    azure: {
      gateway: byName,
      backends: one('Unhealthy', noConnection),
      dnsServers: ['10.0.2.4'],
      cards: ['10.0.1.4', '10.0.1.5'],
    },
    up: ownNameServer('10.0.2.4', { is: '10.0.77.7' }),
  }),
  behindGateway({
    id: 'agw-dns-private-address',
    cause: 'agw-probe-tcp-connect-error',
    title: 'another address by a private endpoint is no fault',
    needs: ['az', 'curl', 'dig'],
    names: { [name]: ['198.51.100.7'] },
    azure: { gateway: byName, backends: one('Unhealthy', noConnection), dnsServers: ['10.0.2.4'], cards: ['10.0.1.4'] },
    up: ownNameServer('10.0.2.4', { is: '10.0.1.4' }),
  }),
  behindGateway({
    id: 'agw-crl',
    cause: 'agw-unknown-crl-unreachable',
    title: 'the gateway is not let out to the Internet',
    needs: ['az', 'curl', 'dig'],
    azure: {
      gateway: { setting: { port: 443, protocol: 'Https', hostName: 'shop.example.com' } },
      backends: unknownHealth,
      gatewayRules: [
        ['AllowManager', 100, 'Allow', 'Inbound', 'GatewayManager', '*', '65200-65535'],
        ['DenyInternet', 4000, 'Deny', 'Outbound', '*', 'Internet', '*'],
      ],
    },
  }),
]
