import * as z from 'zod'
import { contains, prefixLength } from '../common/addresses.ts'
import { type JsonObject, objectOf, textOf, textsOf } from '../common/json.ts'
import { defineReader } from '../reader.ts'
import { azureAnswer } from './azure-answer.ts'
import { idOf, isSame, listOf, nameOf, parts } from './azure-parts.ts'

/**
 * Finds the subnet of a gateway, and that of a backend, in what `az rest --method get --url …/virtualNetworks` or
 * `az network vnet list|show` printed, with what guards and leads their traffic. A backend's subnet is the narrowest
 * one that holds its address.
 */
export const azureSubnets = defineReader({
  id: 'azure-subnets',
  describes: 'The subnets of a gateway and of a backend: network security group, route table, name servers.',
  options: z.strictObject({
    /** The id of the gateway's subnet. */
    subnet: z.string(),
    /** The address of a backend. */
    address: z.string().default(''),
    /** What was asked, such as the subscription, for the words about something that is not found. */
    asked: z.string().default(''),
  }),
  accepts: 'any',
  shape: () => ({
    found: 'bool',
    is_whole: 'bool',
    vnet: 'string',
    vnet_id: 'string',
    dns_servers: 'list<string>',
    prefix: 'string',
    nsg_id: 'string',
    routes_id: 'string',
    hubs: 'list<string>',
    backend_found: 'bool',
    backend_subnet: 'string',
    backend_prefix: 'string',
    backend_nsg_id: 'string',
    is_same_vnet: 'bool',
  }),
  read(output, { subnet, address, asked }) {
    const answer = azureAnswer(output, asked)
    if (!answer.ok) return answer
    const list = listOf(answer.root)
    if (!list) return { ok: false, problem: 'The answer of az has no virtual networks.', reason: 'unreadable' }
    const all = list.items.flatMap(vnet => parts(vnet.subnets).map(own => ({ vnet, subnet: own })))
    const own = all.find(one => isSame(textOf(one.subnet.id), subnet))
    const near = all
      .filter(one => narrowness(one, address) >= 0)
      // Networks of one subscription may overlap; the gateway reaches its own first.
      .sort(
        (a, b) =>
          Number(b.vnet === own?.vnet) - Number(a.vnet === own?.vnet) ||
          narrowness(b, address) - narrowness(a, address),
      )
    const backend = near[0]
    return {
      ok: true,
      values: {
        found: own !== undefined,
        is_whole: list.isWhole,
        vnet: textOf(own?.vnet.name),
        vnet_id: textOf(own?.vnet.id),
        dns_servers: textsOf(objectOf(own?.vnet.dhcpOptions).dnsServers),
        prefix: prefixesOf(own?.subnet ?? {})[0] ?? '',
        nsg_id: idOf(own?.subnet.networkSecurityGroup),
        routes_id: idOf(own?.subnet.routeTable),
        hubs: hubsOf(own?.vnet ?? {}),
        backend_found: backend !== undefined,
        backend_subnet: textOf(backend?.subnet.name),
        backend_prefix: prefixesOf(backend?.subnet ?? {})[0] ?? '',
        backend_nsg_id: idOf(backend?.subnet.networkSecurityGroup),
        is_same_vnet: backend !== undefined && backend.vnet === own?.vnet,
      },
    }
  },
})

function prefixesOf(subnet: JsonObject): string[] {
  return [textOf(subnet.addressPrefix), ...textsOf(subnet.addressPrefixes)].filter(prefix => prefix !== '')
}

/** Bits of the narrowest block of a subnet that holds the address; a subnet may have one of each family. */
function narrowness({ subnet }: { subnet: JsonObject }, address: string): number {
  const holding = prefixesOf(subnet).filter(prefix => contains(prefix, address))
  return Math.max(-1, ...holding.map(prefixLength))
}

/** Names of the virtual hubs that a network is connected to: Azure peers it with a network of its own, `HV_<hub>_<guid>`. */
function hubsOf(vnet: JsonObject): string[] {
  return parts(vnet.virtualNetworkPeerings)
    .map(peering => nameOf(idOf(peering.remoteVirtualNetwork)))
    .flatMap(name => /^HV_(.+)_[0-9a-f-]{36}$/i.exec(name)?.[1] ?? [])
}
