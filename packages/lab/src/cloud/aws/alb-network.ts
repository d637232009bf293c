import type { Scenario } from '../scenario.ts'
import { albScenarios } from './alb.ts'
import { type AclEntry, healthyWorld, type TargetSpec } from './world.ts'

const [first = '', second = ''] = healthyWorld.instances.map(({ id }) => id)
const failing = (reason: string, description: string): TargetSpec[] =>
  [first, second].map(id => ({ id, port: 8080, state: 'unhealthy', reason, description }))
const timeouts = failing('Target.Timeout', 'Request timed out')
const failures = failing('Target.FailedHealthChecks', 'Health checks failed')
const open = (number: number, egress: boolean): AclEntry => ({ number, egress, allow: true })
const noEphemeral: AclEntry[] = [
  open(100, false),
  { number: 100, egress: true, allow: true, protocol: '6', from: 443, to: 443 },
]

/** The way from the load balancer to its targets. */
export const networkScenarios: readonly Scenario[] = albScenarios([
  {
    id: 'alb-refused',
    cause: 'alb-target-refused-rst',
    title: 'Nothing listens on the port of the targets',
    status: 502,
    world: { targets: failures, metrics: { TargetConnectionErrorCount: 240 } },
    inputs: { app_port: '3000' },
    fix: {
      id: 'register-right-port',
      action: 'RegisterTargets',
      back: {
        action: 'DeregisterTargets',
        holds: [first, '3000'],
        after: { action: 'RegisterTargets', holds: [first, '8080'] },
      },
    },
  },
  {
    id: 'alb-stopped-while-registered',
    cause: 'alb-icmp-unreachable',
    title: 'A target was stopped and is still asked',
    status: 502,
    world: {
      targets: failures,
      instances: healthyWorld.instances.map(one => ({ ...one, state: 'stopped' })),
      metrics: { TargetConnectionErrorCount: 90 },
    },
    fix: { id: 'start-target', action: 'StartInstances', back: { action: 'StopInstances', holds: [first] } },
  },
  {
    id: 'alb-address-gone',
    cause: 'alb-icmp-unreachable',
    title: 'A task is gone and its address is still registered',
    status: 502,
    world: {
      group: { ...healthyWorld.group, TargetType: 'ip' },
      targets: [{ id: '10.0.1.77', port: 8080, state: 'unhealthy', reason: 'Target.FailedHealthChecks' }],
      metrics: { TargetConnectionErrorCount: 90 },
    },
  },
  {
    id: 'alb-group-closed',
    cause: 'alb-connect-timeout-10s',
    title: "The targets' security group does not let the load balancer in",
    status: 504,
    world: {
      targets: timeouts,
      targetIngress: [{ protocol: 'tcp', from: 22, to: 22, cidrs: ['10.0.0.0/8'] }],
      metrics: { TargetConnectionErrorCount: 30 },
    },
    fix: {
      id: 'let-balancer-in',
      action: 'AuthorizeSecurityGroupIngress',
      back: { action: 'RevokeSecurityGroupIngress', holds: ['sg-0app', '8080', 'sg-0alb'] },
    },
  },
  {
    id: 'alb-group-closed-quietly',
    cause: 'alb-connect-timeout-10s',
    title: 'The security group is closed, and no metric shows it yet',
    status: 504,
    world: { targets: timeouts, targetIngress: [{ protocol: 'tcp', from: 8081, to: 8081, groups: ['sg-0alb'] }] },
    fix: {
      id: 'let-balancer-in',
      action: 'AuthorizeSecurityGroupIngress',
      back: { action: 'RevokeSecurityGroupIngress', holds: ['sg-0app', '8080', 'sg-0alb'] },
    },
  },
  {
    id: 'alb-group-out-closed',
    cause: 'alb-connect-timeout-10s',
    title: "The load balancer's security group does not let it out",
    status: 504,
    world: {
      targets: timeouts,
      balancerEgress: [{ protocol: 'tcp', from: 80, to: 80, groups: ['sg-0app'] }],
      metrics: { TargetConnectionErrorCount: 30 },
    },
    fix: {
      id: 'let-balancer-out',
      action: 'AuthorizeSecurityGroupEgress',
      back: { action: 'RevokeSecurityGroupEgress', holds: ['sg-0alb', '8080', 'sg-0app'] },
    },
  },
  {
    id: 'alb-acl-in-closed',
    cause: 'alb-connect-timeout-10s',
    title: "The network ACL of the targets' subnet stops requests",
    status: 504,
    world: {
      targets: timeouts,
      targetAcl: [{ number: 90, egress: false, allow: false, cidr: '10.0.0.0/16' }, open(100, false), open(100, true)],
      metrics: { TargetConnectionErrorCount: 30 },
    },
  },
  {
    id: 'alb-ephemeral-out',
    cause: 'alb-ephemeral-port-blocked',
    title: "The network ACL of the targets' subnet stops answers",
    status: 504,
    world: { targets: timeouts, targetAcl: noEphemeral, metrics: { TargetConnectionErrorCount: 30 } },
    fix: {
      id: 'let-answers-out',
      action: 'CreateNetworkAclEntry',
      back: {
        action: 'DeleteNetworkAclEntry',
        holds: ['99', 'true'],
        after: { action: 'DeleteNetworkAclEntry', holds: ['98', 'true'] },
      },
    },
  },
  {
    id: 'alb-ephemeral-in',
    cause: 'alb-ephemeral-port-blocked',
    title: "The network ACL of the load balancer's subnets stops answers",
    status: 504,
    world: {
      targets: timeouts,
      balancerAcl: [{ number: 100, egress: false, allow: true, protocol: '6', from: 443, to: 443 }, open(100, true)],
      metrics: { TargetConnectionErrorCount: 30 },
    },
    fix: {
      id: 'let-answers-in',
      action: 'CreateNetworkAclEntry',
      back: { action: 'DeleteNetworkAclEntry', holds: ['99', 'false'] },
    },
  },
  {
    id: 'alb-lost-in-host',
    cause: 'alb-connect-timeout-10s',
    title: "The target's own firewall drops the load balancer's packets",
    status: 504,
    world: { targets: timeouts, metrics: { TargetConnectionErrorCount: 30 } },
  },
  {
    id: 'alb-tls-slow',
    cause: 'alb-target-tls-timeout-10s',
    title: 'The TLS handshake with targets takes more than 10 seconds',
    status: 504,
    world: {
      group: { ...healthyWorld.group, Protocol: 'HTTPS' },
      targets: timeouts,
      metrics: { TargetTLSNegotiationErrorCount: 25 },
    },
  },
  {
    id: 'alb-tls-handshake',
    cause: 'alb-target-tls-handshake-error',
    title: 'Targets speak plain HTTP where the group speaks HTTPS',
    status: 502,
    world: {
      group: { ...healthyWorld.group, Protocol: 'HTTPS' },
      targets: failures,
      metrics: { TargetTLSNegotiationErrorCount: 120 },
    },
  },
])
