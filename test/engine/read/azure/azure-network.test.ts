import { describe, expect, it } from 'vitest'
import { probeKind, receivedStatus, verifyCode } from '../../../../packages/engine/src/read/azure/azure-probe-kinds.ts'
import { readWith, valuesOf } from '../read-with.ts'

describe('the words of a probe', () => {
  it.for<[string, string]>([
    ['ok', 'Success. Received 200 status code'],
    [
      'timeout',
      "Time taken by the backend to respond to application gateway's health probe is more than the timeout threshold in the probe setting.",
    ],
    [
      'timeout',
      "Time taken by the backend to respond to application gateway's health probe is more than the time-out threshold in the probe configuration. Note: for default probe, the http timeout is 30s.",
    ],
    [
      'dns',
      'Application Gateway could not create a probe for this backend. This usually happens when the FQDN of the backend has not been entered correctly.',
    ],
    [
      'connect',
      'Application Gateway could not connect to the backend. Check that the backend responds on the port used for the probe.',
    ],
    [
      'connect',
      'Cannot connect to backend server. Check whether any NSG/UDR/Firewall is blocking access to the server.',
    ],
    ['status', "Received invalid status code: 404 in the backend server's HTTP response."],
    [
      'status',
      "Status code of the backend's HTTP response did not match the probe setting. Expected:{HTTPStatusCode0} Received:{HTTPStatusCode1}.",
    ],
    [
      'body',
      "Body of the backend's HTTP response did not match the probe setting. Received response body doesn't contain {string}.",
    ],
    [
      'cn-mismatch',
      'The Common Name of the leaf certificate presented by the backend server does not match the Probe or Backend Setting hostname of the application gateway.',
    ],
    [
      'expired',
      'Backend certificate is invalid. Current date is not within the "Valid from" and "Valid to" date range on the certificate.',
    ],
    [
      'intermediate-missing',
      'The Intermediate certificate is missing from the certificate chain presented by the backend server.',
    ],
    ['leaf-missing', 'The Leaf certificate is missing from the certificate chain presented by the backend server.'],
    ['leaf-order', 'The Leaf certificate is not the topmost certificate in the chain presented by the backend server.'],
    [
      'server-ca',
      'The backend Server certificate is not signed by a well-known Certificate Authority (CA). To use unknown CA certificates, its Root certificate must be uploaded to the Backend Setting of the application gateway.',
    ],
    ['intermediate-ca', 'The Intermediate certificate is not signed by a well-known Certificate Authority (CA).'],
    [
      'root-missing',
      'The Intermediate certificate not signed by any Root certificates uploaded to the application gateway.',
    ],
    [
      'root-mismatch',
      "The root certificate of the server certificate used by the backend doesn't match the trusted root certificate added to the application gateway.",
    ],
    [
      'verify-code',
      'The validity of the backend certificate could not be verified. To find out the reason, check OpenSSL diagnostics for the message associated with error code {20}',
    ],
    [
      'unreadable',
      'The backend health status could not be retrieved. This happens when an NSG/UDR/Firewall on the application gateway subnet is blocking traffic on ports 65503-65534 in case of v1 SKU',
    ],
    ['other', 'Something new.'],
    ['', ' '],
  ])('are of the kind %s: %s', ([kind, log]) => {
    expect(probeKind(log)).toBe(kind)
  })

  it.for<[number, string]>([
    [
      404,
      "Received invalid status code: 404 in the backend server's HTTP response. As per the health probe configuration, 200-399 is",
    ],
    [401, 'did not match the probe setting. Expected:{200} Received:{401}.'],
    [0, 'Expected:{HTTPStatusCode0} Received:{HTTPStatusCode1}.'],
  ])('tell the status %d', ([status, log]) => {
    expect(receivedStatus(log)).toBe(status)
  })

  it("tell OpenSSL's code", () => {
    expect(verifyCode('associated with error code {19}')).toBe(19)
  })
})

const rule = (
  name: string,
  priority: number,
  access: string,
  source: string,
  ports: string,
  direction = 'Inbound',
) => ({
  name,
  properties: {
    priority,
    access,
    direction,
    protocol: '*',
    sourceAddressPrefix: source,
    destinationAddressPrefix: '*',
    destinationPortRange: ports,
  },
})
const usual = [
  rule('AllowVnetInBound', 65000, 'Allow', 'VirtualNetwork', '*'),
  rule('AllowAzureLoadBalancerInBound', 65001, 'Allow', 'AzureLoadBalancer', '*'),
  rule('DenyAllInBound', 65500, 'Deny', '*', '*'),
]
const group = (...rules: object[]) =>
  JSON.stringify({
    id: '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkSecurityGroups/n',
    name: 'n',
    properties: { securityRules: rules, defaultSecurityRules: usual },
  })
const management = { direction: 'inbound', source: 'GatewayManager', destination: '10.0.0.0/24', port: '65200-65535' }
const gateway = { direction: 'inbound', source: '10.0.0.0/24', destination: '10.0.1.4', port: 80 }

describe('the reader of network security groups', () => {
  it.for<[string, object, string, string, string]>([
    ['the default rules alone drop management', management, group(), 'deny', 'DenyAllInBound'],
    [
      'a rule for the tag lets it in',
      management,
      group(rule('a', 100, 'Allow', 'GatewayManager', '65200-65535')),
      'allow',
      'a',
    ],
    [
      'Internet holds the tag',
      management,
      group(rule('d', 100, 'Deny', 'Internet', '*'), rule('a', 200, 'Allow', 'GatewayManager', '*')),
      'deny',
      'd',
    ],
    [
      'the lowest number decides, wherever it stands',
      management,
      group(rule('d', 300, 'Deny', '*', '*'), rule('a', 200, 'Allow', '*', '65200-65535')),
      'allow',
      'a',
    ],
    ['ports beside it do not count', management, group(rule('a', 100, 'Allow', '*', '443')), 'deny', 'DenyAllInBound'],
    ['the network itself is let in', gateway, group(), 'allow', 'AllowVnetInBound'],
    [
      'a rule for one address of the block',
      gateway,
      group(rule('a', 100, 'Deny', '10.0.0.9/32', '80')),
      'unclear',
      'a',
    ],
    ['a wider block', gateway, group(rule('d', 100, 'Deny', '10.0.0.0/16', '1-1000')), 'deny', 'd'],
    [
      'outbound rules do not count',
      gateway,
      group(rule('d', 100, 'Deny', '*', '*', 'Outbound')),
      'allow',
      'AllowVnetInBound',
    ],
    [
      'a tag that is not of the network',
      gateway,
      group(rule('d', 100, 'Deny', 'Internet', '*')),
      'allow',
      'AllowVnetInBound',
    ],
    [
      'blocks of IPv6 count for IPv6',
      { ...gateway, source: '2001:db8:0:1::/64', destination: '2001:db8:0:2::4' },
      group(rule('a', 100, 'Allow', '10.0.0.0/8', '80'), rule('d', 110, 'Deny', '2001:db8::/32', '80')),
      'deny',
      'd',
    ],
    [
      'all of IPv4 is nothing of IPv6',
      { ...gateway, source: 'fd00:0:0:1::/64', destination: 'fd00:0:0:2::4' },
      group(rule('d', 100, 'Deny', '0.0.0.0/0', '80')),
      'allow',
      'AllowVnetInBound',
    ],
    ['all of IPv4 holds the tag', management, group(rule('a', 100, 'Allow', '0.0.0.0/0', '*')), 'allow', 'a'],
  ])('finds that %s', ([, options, stdout, verdict, by]) => {
    expect(valuesOf('azure-nsg', { stdout, options })).toMatchObject({
      verdict,
      rule: by,
      name: 'n',
      resource_group: 'g',
    })
  })

  it('offers a number before the rule that decides, which no other has', () => {
    const stdout = group(rule('d', 102, 'Deny', '*', '*'), rule('x', 101, 'Allow', '10.9.9.9', '1'))
    expect(valuesOf('azure-nsg', { stdout, options: management })).toMatchObject({ free_priority: 100 })
  })
})

describe('the reader of route tables', () => {
  const table = JSON.stringify({
    id: '/t',
    name: 't',
    routes: [
      { name: 'all', addressPrefix: '0.0.0.0/0', nextHopType: 'VirtualAppliance', nextHopIpAddress: '10.0.9.4' },
      { name: 'wide', addressPrefix: '10.0.0.0/8', nextHopType: 'VnetLocal' },
      { name: 'narrow', addressPrefix: '10.0.1.0/24', nextHopType: 'None' },
    ],
  })
  it.for<[string, string]>([
    ['10.0.1.4', 'narrow'],
    ['10.7.1.4', 'wide'],
    ['192.0.2.1', ''],
    ['a.example', ''],
  ])('leads %s by the most specific route, "%s"', ([address, name]) => {
    const values = valuesOf('azure-routes', { stdout: table, options: { address } })
    expect(values).toMatchObject({ toward: { name }, default: { name: 'all', hop_address: '10.0.9.4' } })
  })

  it.for<[string, string, string]>([
    ['10.0.1.4', '', 'four'],
    ['2001:db8:1::4', 'block', 'six'],
    ['fd00::1', '', 'six'],
  ])('leads %s by routes of its own family', ([address, toward, byDefault]) => {
    const routes = [
      { name: 'six', addressPrefix: '::/0', nextHopType: 'Internet' },
      { name: 'four', addressPrefix: '0.0.0.0/0', nextHopType: 'Internet' },
      { name: 'block', addressPrefix: '2001:db8::/32', nextHopType: 'None' },
    ]
    const stdout = JSON.stringify({ id: '/t', name: 't', routes })
    expect(valuesOf('azure-routes', { stdout, options: { address } })).toMatchObject({
      toward: { name: toward },
      default: { name: byDefault },
    })
  })
})

describe('the readers of Azure', () => {
  it.for(['azure-gateway', 'azure-backend-health', 'azure-nsg', 'azure-routes', 'azure-subnets'])(
    'say what was asked where nothing is found: %s',
    id => {
      const options: Record<string, object> = {
        'azure-gateway': { host: 'a' },
        'azure-nsg': management,
        'azure-subnets': { subnet: '/s' },
      }
      const stderr = 'ERROR: Not Found({"error":{"code":"ResourceNotFound","message":"It was not found."}})'
      const asked = { ...options[id], asked: 'subscription shop-production' }
      expect(readWith(id, { code: 1, stderr, options: asked })).toMatchObject({
        ok: false,
        problem: expect.stringContaining('(subscription shop-production)'),
      })
    },
  )

  it('tell a list of networks that goes on elsewhere from a whole one', () => {
    const options = { subnet: '/none' }
    const part = { value: [], nextLink: 'https://management.azure.com/next' }
    expect(valuesOf('azure-subnets', { stdout: JSON.stringify(part), options })).toMatchObject({ is_whole: false })
    expect(valuesOf('azure-subnets', { stdout: '{"value": []}', options })).toMatchObject({ is_whole: true })
  })

  it.for(['azure-gateway', 'azure-backend-health', 'azure-nsg', 'azure-routes', 'azure-subnets'])(
    'take no other answer for theirs: %s',
    id => {
      const options: Record<string, object> = {
        'azure-gateway': { host: 'a' },
        'azure-nsg': management,
        'azure-subnets': { subnet: '/s' },
      }
      for (const stdout of ['', '{}', '{"value": [{"id', '<html></html>', '"text"', '{"error": {"code": "x"}}'])
        expect(readWith(id, { stdout, options: options[id] ?? {} })).toMatchObject({ ok: false })
    },
  )
})
