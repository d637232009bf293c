import { resourceId } from './names.ts'

/** An application gateway in short; what is not said is the usual. */
export interface Gateway {
  name?: string
  host?: string
  state?: string
  provisioning?: string
  capacity?: number
  members?: readonly Member[]
  /** Members of a pool that no rule of the site uses. */
  spareMembers?: readonly Member[]
  setting?: Record<string, unknown>
  /** No custom probe when null. */
  probe?: Record<string, unknown> | null
  roots?: readonly string[]
  vaultSecret?: string
}

type Member = { ipAddress: string } | { fqdn: string }

const kind = 'Microsoft.Network/applicationGateways'
export const gatewayName = 'agw-shop'
export const siteHost = 'shop.example.com'

export function gatewayId(name: string = gatewayName): string {
  return resourceId(kind, name)
}

export function part(collection: string, name: string, gateway: string = gatewayName): string {
  return `${gatewayId(gateway)}/${collection}/${name}`
}

/** The gateway as Azure Resource Manager gives it. */
export function gatewayBody(told: Gateway): Record<string, unknown> & { properties: Record<string, unknown> } {
  const { name = gatewayName, host = siteHost, members = [{ ipAddress: '10.0.1.4' }, { ipAddress: '10.0.1.5' }] } = told
  const child = (collection: string, id: string, properties: object) => ({
    name: id,
    id: part(collection, id, name),
    etag: 'W/"e1"',
    type: `${kind}/${collection}`,
    properties: { provisioningState: 'Succeeded', ...properties },
  })
  const to = (collection: string, id: string) => ({ id: part(collection, id, name) })
  const probe = told.probe === null ? [] : [child('probes', 'health', { ...usualProbe(host), ...told.probe })]
  return {
    name,
    id: gatewayId(name),
    etag: 'W/"e1"',
    type: kind,
    location: 'westeurope',
    tags: {},
    properties: {
      provisioningState: told.provisioning ?? 'Succeeded',
      resourceGuid: '1c2d3e4f-0000-4000-8000-000000000001',
      sku: { name: 'Standard_v2', tier: 'Standard_v2', capacity: told.capacity ?? 2 },
      operationalState: told.state ?? 'Running',
      gatewayIPConfigurations: [child('gatewayIPConfigurations', 'inside', { subnet: { id: subnetId('gateway') } })],
      sslCertificates: [
        child('sslCertificates', 'site', told.vaultSecret === undefined ? {} : { keyVaultSecretId: told.vaultSecret }),
      ],
      trustedRootCertificates: (told.roots ?? []).map(root => child('trustedRootCertificates', root, {})),
      authenticationCertificates: [],
      frontendIPConfigurations: [
        child('frontendIPConfigurations', 'public', {
          privateIPAllocationMethod: 'Dynamic',
          publicIPAddress: { id: resourceId('Microsoft.Network/publicIPAddresses', 'pip-shop') },
        }),
      ],
      frontendPorts: [child('frontendPorts', 'https', { port: 443 })],
      backendAddressPools: [
        child('backendAddressPools', 'web', { backendAddresses: members }),
        ...(told.spareMembers ? [child('backendAddressPools', 'spare', { backendAddresses: told.spareMembers })] : []),
      ],
      backendHttpSettingsCollection: [
        child('backendHttpSettingsCollection', 'app', {
          port: 80,
          protocol: 'Http',
          cookieBasedAffinity: 'Disabled',
          pickHostNameFromBackendAddress: false,
          requestTimeout: 20,
          probeEnabled: told.probe !== null,
          connectionDraining: { enabled: false, drainTimeoutInSec: 1 },
          ...(told.probe === null ? {} : { probe: to('probes', 'health') }),
          ...(told.roots
            ? { trustedRootCertificates: told.roots.map(root => to('trustedRootCertificates', root)) }
            : {}),
          ...told.setting,
        }),
      ],
      httpListeners: [
        child('httpListeners', 'shop', {
          frontendIPConfiguration: to('frontendIPConfigurations', 'public'),
          frontendPort: to('frontendPorts', 'https'),
          protocol: 'Https',
          sslCertificate: to('sslCertificates', 'site'),
          hostName: host,
          hostNames: [],
          requireServerNameIndication: true,
        }),
      ],
      requestRoutingRules: [
        child('requestRoutingRules', 'shop', {
          ruleType: 'Basic',
          priority: 100,
          httpListener: to('httpListeners', 'shop'),
          backendAddressPool: to('backendAddressPools', 'web'),
          backendHttpSettings: to('backendHttpSettingsCollection', 'app'),
        }),
      ],
      urlPathMaps: [],
      redirectConfigurations: [],
      rewriteRuleSets: [],
      probes: probe,
    },
  }
}

export function subnetId(name: string): string {
  return `${resourceId('Microsoft.Network/virtualNetworks', 'vnet-shop')}/subnets/${name}`
}

function usualProbe(host: string): object {
  return {
    protocol: 'Http',
    host,
    path: '/health',
    interval: 30,
    timeout: 30,
    unhealthyThreshold: 3,
    pickHostNameFromBackendHttpSettings: false,
    minServers: 0,
    match: { body: '', statusCodes: ['200-399'] },
  }
}
