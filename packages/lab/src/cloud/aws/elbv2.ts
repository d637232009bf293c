import type { Reply } from '../scenario.ts'
import { errorAnswer } from './refusals.ts'
import { type Call, type Data, listOf, xmlAnswer } from './wire.ts'
import { namesOf, type World } from './world.ts'

type Records = { [key: string]: Data }

/** Answers Elastic Load Balancing; a write is taken and answered with nothing. */
export function elbv2(call: Call, world: World): Reply {
  if (!call.action.startsWith('Describe')) return xmlAnswer(call, {})
  const names = namesOf(world)
  const isHere = call.region === world.region
  const given = { balancer: call.form.get('LoadBalancerArn'), group: call.form.get('TargetGroupArn') }
  switch (call.action) {
    case 'DescribeLoadBalancers': {
      const wanted = listOf(call, 'Names')
      const isMeant = isHere && (wanted.length === 0 || wanted.includes(world.name))
      if (wanted.length > 0 && !isMeant)
        return errorAnswer(call, { code: 'LoadBalancerNotFound', message: `Load balancers '[${wanted}]' not found` })
      return xmlAnswer(call, { LoadBalancers: isMeant ? [balancerOf(world)] : [] })
    }
    case 'DescribeListeners':
      return given.balancer === names.balancer
        ? xmlAnswer(call, { Listeners: [listenerOf(world)] })
        : errorAnswer(call, { code: 'LoadBalancerNotFound', message: 'One or more load balancers not found' })
    case 'DescribeRules':
      return xmlAnswer(call, pageOf(call, world, rulesOf(world)))
    case 'DescribeTargetGroups':
      return xmlAnswer(call, {
        TargetGroups: [{ TargetGroupArn: names.group, ...world.group, LoadBalancerArns: [names.balancer] }],
      })
    case 'DescribeTargetHealth':
      return given.group === names.group
        ? xmlAnswer(call, { TargetHealthDescriptions: world.targets.map(healthOf) })
        : errorAnswer(call, { code: 'TargetGroupNotFound', message: 'One or more target groups not found' })
    case 'DescribeTargetGroupAttributes':
      return xmlAnswer(call, { Attributes: pairs(world.groupAttributes) })
    case 'DescribeLoadBalancerAttributes':
      return xmlAnswer(call, { Attributes: pairs(logged(world)) })
    default:
      return errorAnswer(call, { code: 'InvalidAction', message: `The action ${call.action} is not valid.` })
  }
}

function balancerOf(world: World): Records {
  const names = namesOf(world)
  const zone = (letter: string) => ({
    ZoneName: `${world.region}${letter}`,
    SubnetId: `subnet-0alb${letter}`,
    LoadBalancerAddresses: [],
  })
  return {
    LoadBalancerArn: names.balancer,
    DNSName: names.dns,
    CanonicalHostedZoneId: 'Z35SXDOTRQ7X7K',
    CreatedTime: '2026-01-02T03:04:05.678Z',
    LoadBalancerName: world.name,
    Scheme: world.scheme,
    VpcId: 'vpc-0a1b2c3d4e5f60718',
    State: { Code: world.state },
    Type: 'application',
    AvailabilityZones: [zone('a'), zone('b')],
    SecurityGroups: ['sg-0alb'],
    IpAddressType: 'ipv4',
  }
}

function listenerOf(world: World): Records {
  const names = namesOf(world)
  return {
    ListenerArn: names.listener,
    LoadBalancerArn: names.balancer,
    Port: world.listener.port,
    Protocol: world.listener.protocol,
    DefaultActions: [world.rules.find(({ priority }) => priority === 'default')?.action ?? forward(world)],
  }
}

function rulesOf(world: World): Records[] {
  const names = namesOf(world)
  const given = world.rules.some(({ priority }) => priority === 'default')
    ? world.rules
    : [...world.rules, { priority: 'default' as const, action: forward(world) }]
  return given.map(({ priority, paths, hosts, sources, before, action }) => ({
    RuleArn: names.rule(priority),
    Priority: String(priority),
    Conditions: [
      ...(paths ? [{ Field: 'path-pattern', Values: paths, PathPatternConfig: { Values: paths } }] : []),
      ...(hosts ? [{ Field: 'host-header', Values: hosts, HostHeaderConfig: { Values: hosts } }] : []),
      ...(sources ? [{ Field: 'source-ip', SourceIpConfig: { Values: sources } }] : []),
    ],
    Actions: before ? [before, action] : [action],
    IsDefault: priority === 'default',
  }))
}

/** A page of rules, with the marker of the next one where there is one. */
function pageOf(call: Call, { pageSize = 100 }: World, rules: Records[]): Records {
  const start = Number(call.form.get('Marker') ?? 0)
  const end = start + pageSize
  return { Rules: rules.slice(start, end), ...(end < rules.length ? { NextMarker: String(end) } : {}) }
}

/** The action that sends requests to the only target group. */
export function forward(world: World): Records {
  const { group } = namesOf(world)
  return {
    Type: 'forward',
    TargetGroupArn: group,
    Order: 1,
    ForwardConfig: {
      TargetGroups: [{ TargetGroupArn: group, Weight: 1 }],
      TargetGroupStickinessConfig: { Enabled: false },
    },
  }
}

function healthOf({ id, port, state, reason, description }: World['targets'][number]): Records {
  return {
    Target: { Id: id, Port: port },
    HealthCheckPort: port,
    TargetHealth: { State: state, Reason: reason, Description: description },
  }
}

function logged({ balancerAttributes, log }: World): Record<string, string> {
  return log === undefined
    ? balancerAttributes
    : {
        ...balancerAttributes,
        'access_logs.s3.enabled': 'true',
        'access_logs.s3.bucket': 'shop-alb-logs',
        'access_logs.s3.prefix': 'prod',
      }
}

function pairs(map: Record<string, string>): Records[] {
  return Object.entries(map).map(([Key, Value]) => ({ Key, Value }))
}
