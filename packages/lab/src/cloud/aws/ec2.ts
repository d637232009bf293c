import type { Reply } from '../scenario.ts'
import { errorAnswer } from './refusals.ts'
import { type Call, type Data, filterOf, listOf, xmlAnswer } from './wire.ts'
import { type AclEntry, account, type InstanceSpec, namesOf, type PermissionSpec, type World } from './world.ts'

type Records = { [key: string]: Data }
const vpc = 'vpc-0a1b2c3d4e5f60718'
const targetSubnet = 'subnet-0app'

/** Answers EC2's descriptions of instances, interfaces, security groups, network ACLs and subnets. */
export function ec2(call: Call, world: World): Reply {
  if (!call.action.startsWith('Describe')) return xmlAnswer(call, { return: true })
  switch (call.action) {
    case 'DescribeInstances':
      return instances(call, world)
    case 'DescribeNetworkInterfaces':
      return xmlAnswer(call, { networkInterfaceSet: interfaces(call, world) })
    case 'DescribeSecurityGroups': {
      const wanted = [...listOf(call, 'GroupId'), ...(filterOf(call, 'group-id') ?? [])]
      return xmlAnswer(call, { securityGroupInfo: groups(world).filter(one => wanted.includes(String(one.groupId))) })
    }
    case 'DescribeNetworkAcls': {
      const wanted = filterOf(call, 'association.subnet-id') ?? []
      const isOfTarget = wanted.includes(targetSubnet)
      const isOfBalancer = wanted.some(one => one.startsWith('subnet-0alb'))
      return xmlAnswer(call, {
        networkAclSet: [
          ...(isOfTarget ? [acl('acl-0app', targetSubnet, world.targetAcl)] : []),
          ...(isOfBalancer ? [acl('acl-0alb', 'subnet-0alba', world.balancerAcl)] : []),
        ],
      })
    }
    case 'DescribeSubnets': {
      const cidrs: Record<string, string> = {
        'subnet-0alba': '10.0.10.0/24',
        'subnet-0albb': '10.0.11.0/24',
        [targetSubnet]: '10.0.1.0/24',
      }
      return xmlAnswer(call, {
        subnetSet: (filterOf(call, 'subnet-id') ?? []).map(id => ({
          subnetId: id,
          cidrBlock: cidrs[id] ?? '10.0.99.0/24',
          vpcId: vpc,
        })),
      })
    }
    case 'DescribeRouteTables':
      return xmlAnswer(call, { routeTableSet: routeTables(world) })
    default:
      return errorAnswer(call, { code: 'InvalidAction', message: `The action ${call.action} is not valid.` })
  }
}

function instances(call: Call, world: World): Reply {
  const wanted = listOf(call, 'InstanceId')
  const known = world.instances.filter(({ id }) => wanted.includes(id))
  const unknown = wanted.find(id => !known.some(one => one.id === id))
  if (unknown !== undefined)
    return errorAnswer(call, {
      code: 'InvalidInstanceID.NotFound',
      message: `The instance ID '${unknown}' does not exist`,
    })
  return xmlAnswer(call, {
    reservationSet: known.map(one => ({ reservationId: 'r-1', instancesSet: [instance(one)] })),
  })
}

function instance({ id, ip, state = 'running', subnet = targetSubnet, groups = ['sg-0app'] }: InstanceSpec): Records {
  return {
    instanceId: id,
    instanceState: { code: state === 'running' ? 16 : 80, name: state },
    privateIpAddress: ip,
    subnetId: subnet,
    vpcId: vpc,
    placement: { availabilityZone: 'us-east-1a', tenancy: 'default' },
    groupSet: groups.map(groupId => ({ groupId, groupName: groupId.slice(3) })),
  }
}

function interfaces(call: Call, world: World): Records[] {
  const at = filterOf(call, 'addresses.private-ip-address')
  if (at)
    return [...world.addresses, ...world.instances.map(one => ({ subnet: targetSubnet, groups: ['sg-0app'], ...one }))]
      .filter(({ ip }) => at.includes(ip))
      .map(({ ip, subnet, groups }) => ({
        networkInterfaceId: 'eni-0app',
        privateIpAddress: ip,
        subnetId: subnet,
        status: 'in-use',
        groupSet: groups.map(groupId => ({ groupId, groupName: groupId.slice(3) })),
      }))
  const isBalancer = (filterOf(call, 'association.public-ip') ?? []).includes('203.0.113.80')
  if (!isBalancer || call.region !== world.region) return []
  const description = `ELB ${namesOf(world).balancer.split(':loadbalancer/')[1]}`
  return [
    {
      networkInterfaceId: 'eni-0alb',
      description,
      subnetId: 'subnet-0alba',
      availabilityZone: `${world.region}a`,
      status: 'in-use',
    },
  ]
}

/** The load balancer's subnets have no table of their own, so that they use the main one. */
function routeTables({ hasInternet = true }: World): Records[] {
  const local = { destinationCidrBlock: '10.0.0.0/16', gatewayId: 'local', state: 'active' }
  const out = (gateway: Records) => ({ destinationCidrBlock: '0.0.0.0/0', state: 'active', ...gateway })
  const table = (routeTableId: string, routeSet: Records[], association: Records): Records => ({
    routeTableId,
    vpcId: vpc,
    routeSet,
    associationSet: [{ routeTableAssociationId: `rtbassoc-${routeTableId}`, routeTableId, ...association }],
  })
  const main = hasInternet ? [local, out({ gatewayId: 'igw-0a1b2c3d' })] : [local]
  return [
    table('rtb-0main', main, { main: true }),
    table('rtb-0app', [local, out({ natGatewayId: 'nat-0a1b2c3d' })], { main: false, subnetId: targetSubnet }),
  ]
}

function groups(world: World): Records[] {
  const group = (groupId: string, ingress: PermissionSpec[], egress: PermissionSpec[]): Records => ({
    ownerId: account,
    groupId,
    groupName: groupId.slice(3),
    groupDescription: groupId,
    vpcId: vpc,
    ipPermissions: ingress.map(permission),
    ipPermissionsEgress: egress.map(permission),
  })
  const open = [{ protocol: '-1', cidrs: ['0.0.0.0/0'] }]
  return [group('sg-0app', world.targetIngress, open), group('sg-0alb', world.balancerIngress, world.balancerEgress)]
}

function permission({ protocol = 'tcp', from, to, groups = [], cidrs = [] }: PermissionSpec): Records {
  return {
    ipProtocol: protocol,
    fromPort: from,
    toPort: to,
    groups: groups.map(groupId => ({ userId: account, groupId })),
    ipRanges: cidrs.map(cidrIp => ({ cidrIp })),
    ipv6Ranges: [],
    prefixListIds: [],
  }
}

function acl(networkAclId: string, subnetId: string, entries: AclEntry[]): Records {
  const last = [false, true].map((egress): AclEntry => ({ number: 32767, egress, allow: false }))
  return {
    networkAclId,
    vpcId: vpc,
    default: false,
    entrySet: [...entries, ...last].map(({ number, egress, allow, protocol = '-1', from, to, cidr = '0.0.0.0/0' }) => ({
      ruleNumber: number,
      protocol,
      ruleAction: allow ? 'allow' : 'deny',
      egress,
      cidrBlock: cidr,
      ...(from === undefined ? {} : { portRange: { from, to: to ?? from } }),
    })),
    associationSet: [{ networkAclAssociationId: `aclassoc-${networkAclId}`, networkAclId, subnetId }],
    ownerId: account,
  }
}
