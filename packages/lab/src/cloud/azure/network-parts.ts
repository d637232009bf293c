import { resourceId } from './names.ts'
import { subnetId } from './network-gateway.ts'

/** A security rule in short: `[name, priority, access, direction, source, destination, ports]`. */
export type Rule = readonly [string, number, 'Allow' | 'Deny', 'Inbound' | 'Outbound', string, string, string]

/** What surrounds a gateway; what is not said is a network without groups and tables. */
export interface Network {
  /** Rules of the group on the gateway's subnet; none when absent. */
  gatewayRules?: readonly Rule[]
  backendRules?: readonly Rule[]
  /** Routes of the gateway's subnet: prefix, kind of hop, its address. */
  routes?: readonly (readonly [name: string, prefix: string, hop: string, address?: string])[]
  dnsServers?: readonly string[]
  /** Virtual hubs that the network is connected to, and whether they have a firewall. */
  hubs?: readonly { name: string; isSecured: boolean }[]
  /** Addresses of network cards. */
  cards?: readonly string[]
}

const network = (type: string, name: string) => resourceId(`Microsoft.Network/${type}`, name)
export const gatewayGroup = network('networkSecurityGroups', 'nsg-gateway')
export const backendGroup = network('networkSecurityGroups', 'nsg-web')
export const routeTable = network('routeTables', 'rt-gateway')

export function vnetBody(told: Network) {
  const subnet = (name: string, addressPrefix: string, guards: object) => ({
    name,
    id: subnetId(name),
    properties: { provisioningState: 'Succeeded', addressPrefix, ...guards },
  })
  const group = (rules: readonly Rule[] | undefined, id: string) => (rules ? { networkSecurityGroup: { id } } : {})
  return {
    name: 'vnet-shop',
    id: network('virtualNetworks', 'vnet-shop'),
    location: 'westeurope',
    properties: {
      addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
      dhcpOptions: { dnsServers: told.dnsServers ?? [] },
      subnets: [
        subnet('gateway', '10.0.0.0/24', {
          ...group(told.gatewayRules, gatewayGroup),
          ...(told.routes ? { routeTable: { id: routeTable } } : {}),
        }),
        subnet('web', '10.0.1.0/24', group(told.backendRules, backendGroup)),
      ],
      virtualNetworkPeerings: (told.hubs ?? []).map(({ name }) => ({
        name: `RemoteVnetToHubPeering_${name}`,
        properties: {
          peeringState: 'Connected',
          remoteVirtualNetwork: {
            id: network('virtualNetworks', `HV_${name}_0f4a6c1e-1111-4222-8333-444455556666`),
          },
        },
      })),
    },
  }
}

export function groupBody(id: string, rules: readonly Rule[]) {
  return {
    name: id.split('/').at(-1),
    id,
    type: 'Microsoft.Network/networkSecurityGroups',
    location: 'westeurope',
    properties: {
      provisioningState: 'Succeeded',
      securityRules: rules.map(rule => ruleBody(id, 'securityRules', rule)),
      defaultSecurityRules: usualRules.map(rule => ruleBody(id, 'defaultSecurityRules', rule)),
    },
  }
}

export function tableBody(told: Network) {
  return {
    name: 'rt-gateway',
    id: routeTable,
    location: 'westeurope',
    properties: { disableBgpRoutePropagation: false, routes: (told.routes ?? []).map(routeBody) },
  }
}

export function routeBody([name, addressPrefix, nextHopType, nextHopIpAddress]: readonly [
  string,
  string,
  string,
  string?,
]) {
  return {
    name,
    id: `${routeTable}/routes/${name}`,
    properties: { provisioningState: 'Succeeded', addressPrefix, nextHopType, nextHopIpAddress },
  }
}

export function cardBody(address: string, at: number) {
  const id = network('networkInterfaces', `nic-${at}`)
  return {
    name: `nic-${at}`,
    id,
    properties: {
      ipConfigurations: [{ name: 'one', id: `${id}/ipConfigurations/one`, properties: { privateIPAddress: address } }],
    },
  }
}

export function hubBody({ name, isSecured }: { name: string; isSecured: boolean }) {
  const id = network('virtualHubs', name)
  const firewall = { azureFirewall: { id: network('azureFirewalls', `${name}-firewall`) } }
  return { name, id, properties: { addressPrefix: '10.100.0.0/23', ...(isSecured ? firewall : {}) } }
}

/** The rules that every group ends with. */
const usualRules: readonly Rule[] = [
  ['AllowVnetInBound', 65000, 'Allow', 'Inbound', 'VirtualNetwork', 'VirtualNetwork', '*'],
  ['AllowAzureLoadBalancerInBound', 65001, 'Allow', 'Inbound', 'AzureLoadBalancer', '*', '*'],
  ['DenyAllInBound', 65500, 'Deny', 'Inbound', '*', '*', '*'],
  ['AllowVnetOutBound', 65000, 'Allow', 'Outbound', 'VirtualNetwork', 'VirtualNetwork', '*'],
  ['AllowInternetOutBound', 65001, 'Allow', 'Outbound', '*', 'Internet', '*'],
  ['DenyAllOutBound', 65500, 'Deny', 'Outbound', '*', '*', '*'],
]

function ruleBody(group: string, list: string, rule: Rule) {
  const [name, priority, access, direction, sourceAddressPrefix, destinationAddressPrefix, destinationPortRange] = rule
  return {
    name,
    id: `${group}/${list}/${name}`,
    etag: 'W/"e"',
    properties: {
      provisioningState: 'Succeeded',
      protocol: '*',
      sourcePortRange: '*',
      destinationPortRange,
      sourceAddressPrefix,
      destinationAddressPrefix,
      access,
      priority,
      direction,
      sourcePortRanges: [],
      destinationPortRanges: [],
      sourceAddressPrefixes: [],
      destinationAddressPrefixes: [],
    },
  }
}
