import type { Data } from './wire.ts'

export const account = '123456789012'
/** The secret key of the login, which stands in places, too, where a session may look and from where it must not go on. */
export const plantedKey = 'planted-secret-planted-secret-planted-se'
const arn = (region: string, rest: string) => `arn:aws:elasticloadbalancing:${region}:${account}:${rest}`

/** A rule of a listener: which requests it takes, and what it does with them. */
interface RuleSpec {
  priority: number | 'default'
  paths?: string[]
  hosts?: string[]
  sources?: string[]
  /** What comes before the action, such as a sign-in. */
  before?: { [key: string]: Data }
  action: { [key: string]: Data }
}

/** A target and what its health check says. */
export interface TargetSpec {
  id: string
  port?: number
  state: string
  reason?: string
  description?: string
}

export interface InstanceSpec {
  id: string
  ip: string
  state?: string
  subnet?: string
  groups?: string[]
}

/** A rule of a security group, in EC2's wire form. */
export interface PermissionSpec {
  protocol?: string
  from?: number
  to?: number
  groups?: string[]
  cidrs?: string[]
}

export interface AclEntry {
  number: number
  egress: boolean
  allow: boolean
  protocol?: string
  from?: number
  to?: number
  cidr?: string
}

/** A line of an access log; see `access-log.ts`. */
export interface LogSpec {
  elb: number
  target?: number
  times?: [number, number, number]
  to?: string
  reason?: string
  path?: string
  actions?: string
  /** How the request was classified, and why. */
  desync?: [string, string]
  /** Seconds before now. */
  ago?: number
}

/** Everything that the APIs of one account and region know of one load balancer. */
export interface World {
  region: string
  host: string
  name: string
  scheme: 'internet-facing' | 'internal'
  state: string
  listener: { port: number; protocol: string }
  rules: RuleSpec[]
  group: { [key: string]: Data }
  targets: TargetSpec[]
  balancerAttributes: Record<string, string>
  groupAttributes: Record<string, string>
  instances: InstanceSpec[]
  /** Addresses that an interface of the VPC has, besides those of instances. */
  addresses: { ip: string; subnet: string; groups: string[] }[]
  /** Inbound rules of the targets' security group, and outbound ones of the load balancer's. */
  targetIngress: PermissionSpec[]
  balancerIngress: PermissionSpec[]
  balancerEgress: PermissionSpec[]
  /** Network ACL of the targets' subnet, and of the load balancer's. */
  targetAcl: AclEntry[]
  balancerAcl: AclEntry[]
  /** Sums of the last hour. */
  metrics: Record<string, number>
  /** What the other target groups of the load balancer add. */
  otherMetrics?: Record<string, number>
  /** Lines of the access log; without it logging is off. */
  log?: LogSpec[]
  /** How many files it has, the oldest first; the lines are in the last one. */
  logFiles?: number
  /** How many items of a list come with each page. */
  pageSize?: number
  /** Whether the main route table, which the load balancer's subnets use, leads to the internet. */
  hasInternet?: boolean
  lambda?: { timeout: number; policy?: boolean; log?: string[] }
}

const openAcl: AclEntry[] = [
  { number: 100, egress: false, allow: true },
  { number: 100, egress: true, allow: true },
]

/** A load balancer in front of two healthy instances. */
export const healthyWorld: World = {
  region: 'us-east-1',
  host: 'shop.example.com',
  name: 'shop-alb',
  scheme: 'internet-facing',
  state: 'active',
  listener: { port: 443, protocol: 'HTTPS' },
  rules: [],
  group: {
    TargetGroupName: 'shop-web',
    Protocol: 'HTTP',
    Port: 8080,
    VpcId: 'vpc-0a1b2c3d4e5f60718',
    HealthCheckProtocol: 'HTTP',
    HealthCheckPort: 'traffic-port',
    HealthCheckEnabled: true,
    HealthCheckIntervalSeconds: 30,
    HealthCheckTimeoutSeconds: 5,
    HealthyThresholdCount: 5,
    UnhealthyThresholdCount: 2,
    HealthCheckPath: '/health',
    Matcher: { HttpCode: '200' },
    TargetType: 'instance',
    ProtocolVersion: 'HTTP1',
    IpAddressType: 'ipv4',
  },
  targets: [
    { id: 'i-0f76fade435f2c1a1', port: 8080, state: 'healthy' },
    { id: 'i-0f76fade435f2c1a2', port: 8080, state: 'healthy' },
  ],
  balancerAttributes: {
    'access_logs.s3.enabled': 'false',
    'access_logs.s3.bucket': '',
    'access_logs.s3.prefix': '',
    'idle_timeout.timeout_seconds': '60',
    'client_keep_alive.seconds': '3600',
    'routing.http.desync_mitigation_mode': 'defensive',
    'routing.http.drop_invalid_header_fields.enabled': 'false',
    'waf.fail_open.enabled': 'false',
  },
  groupAttributes: {
    'stickiness.enabled': 'false',
    'deregistration_delay.timeout_seconds': '300',
    'slow_start.duration_seconds': '0',
  },
  instances: [
    { id: 'i-0f76fade435f2c1a1', ip: '10.0.1.10' },
    { id: 'i-0f76fade435f2c1a2', ip: '10.0.1.11' },
  ],
  addresses: [],
  targetIngress: [{ protocol: 'tcp', from: 8080, to: 8080, groups: ['sg-0alb'] }],
  balancerIngress: [{ protocol: 'tcp', from: 443, to: 443, cidrs: ['0.0.0.0/0'] }],
  balancerEgress: [{ protocol: '-1', cidrs: ['0.0.0.0/0'] }],
  targetAcl: openAcl,
  balancerAcl: openAcl,
  metrics: { RequestCount: 1200 },
}

/** Names that AWS would give. */
export function namesOf({ region, name, scheme, group }: World) {
  const id = `${name}/50dc6c495c0c9188`
  return {
    balancer: arn(region, `loadbalancer/app/${id}`),
    listener: arn(region, `listener/app/${id}/f2f7dc8efc522ab2`),
    rule: (priority: number | 'default') => arn(region, `listener-rule/app/${id}/f2f7dc8efc522ab2/${ruleId(priority)}`),
    group: arn(region, `targetgroup/${group.TargetGroupName}/73e2d6bc24d8a067`),
    dns: `${scheme === 'internal' ? 'internal-' : ''}${name}-1234567890.${region}.elb.amazonaws.com`,
  }
}

function ruleId(priority: number | 'default'): string {
  return priority === 'default' ? '9683b2d02a6cabee' : `9683b2d02a6c${String(priority).padStart(4, '0')}`
}
