import type { Scenario } from '../scenario.ts'
import { albScenarios } from './alb.ts'
import { healthyWorld, namesOf, type TargetSpec } from './world.ts'

const one = 'i-0f76fade435f2c1a1'
const other = 'i-0f76fade435f2c1a2'
const both = (state: string, reason: string, description: string): TargetSpec[] =>
  [one, other].map(id => ({ id, port: 8080, state, reason, description }))
const half = (reason: string, description: string): TargetSpec[] => [
  { id: one, port: 8080, state: 'unhealthy', reason, description },
  { id: other, port: 8080, state: 'healthy' },
]
const notInUse = 'Target is in an Availability Zone that is not enabled for the load balancer'

/** Who is behind the load balancer, and what its health checks say. */
export const targetScenarios: readonly Scenario[] = albScenarios([
  {
    id: 'alb-no-registered-targets',
    cause: 'alb-no-registered-targets',
    title: 'The target group is empty',
    status: 503,
    world: { targets: [] },
    inputs: { new_target: one },
    fix: {
      id: 'register-target',
      action: 'RegisterTargets',
      back: { action: 'DeregisterTargets', holds: [one] },
    },
    contributing: 'alb-access-logs-off',
  },
  {
    id: 'alb-unused-stopped',
    cause: 'alb-all-targets-unused',
    title: 'Every instance is stopped',
    status: 503,
    world: { targets: both('unused', 'Target.InvalidState', 'Target is in the stopped state') },
    fix: {
      id: 'start-instance',
      action: 'StartInstances',
      back: { action: 'StopInstances', holds: [one] },
    },
  },
  {
    id: 'alb-unused-zone',
    cause: 'alb-all-targets-unused',
    title: 'Every target is in a zone that is not enabled',
    status: 503,
    world: { targets: both('unused', 'Target.NotInUse', notInUse) },
  },
  {
    id: 'alb-unused-not-registered',
    cause: 'alb-all-targets-unused',
    title: 'The only target is not registered',
    status: 503,
    world: { targets: both('unused', 'Target.NotRegistered', 'Target is not registered to the target group') },
  },
  {
    id: 'alb-unused-ip',
    cause: 'alb-all-targets-unused',
    title: 'The target is the address of a load balancer',
    status: 503,
    world: {
      group: { ...healthyWorld.group, TargetType: 'ip' },
      targets: [
        {
          id: '10.0.1.20',
          port: 8080,
          state: 'unused',
          reason: 'Target.IpUnusable',
          description: 'The IP cannot be used',
        },
      ],
    },
  },
  {
    id: 'alb-all-draining',
    cause: 'alb-targets-draining',
    title: 'Every target is being taken out',
    status: 503,
    world: { targets: both('draining', 'Target.DeregistrationInProgress', 'Target deregistration is in progress') },
  },
  {
    id: 'alb-unhealthy-draining',
    cause: 'alb-targets-draining',
    title: 'Every target is being taken out, the unhealthy ones included',
    status: 503,
    world: {
      targets: [
        { id: one, port: 8080, state: 'unhealthy.draining', reason: 'Target.DeregistrationInProgress' },
        { id: other, port: 8080, state: 'draining', reason: 'Target.DeregistrationInProgress' },
      ],
    },
  },
  {
    id: 'alb-unused-and-draining',
    cause: 'alb-all-targets-unused',
    title: 'The old target is being taken out, and the new one is in a zone that is not enabled',
    status: 503,
    world: {
      targets: [
        { id: one, port: 8080, state: 'draining', reason: 'Target.DeregistrationInProgress' },
        { id: other, port: 8080, state: 'unused', reason: 'Target.NotInUse', description: notInUse },
      ],
    },
  },
  {
    id: 'alb-initial-and-draining',
    cause: 'alb-targets-initial',
    title: 'The old target is being taken out before the new one is ready',
    status: 503,
    world: {
      targets: [
        { id: one, port: 8080, state: 'draining', reason: 'Target.DeregistrationInProgress' },
        { id: other, port: 8080, state: 'initial', reason: 'Elb.InitialHealthChecking' },
      ],
    },
  },
  {
    id: 'alb-all-initial',
    cause: 'alb-targets-initial',
    title: 'Every target waits for its first health checks',
    status: 503,
    world: { targets: both('initial', 'Elb.InitialHealthChecking', 'Initial health checks in progress') },
  },
  {
    id: 'alb-all-registering',
    cause: 'alb-targets-initial',
    title: 'Every target is being registered',
    status: 503,
    world: { targets: both('initial', 'Elb.RegistrationInProgress', 'Target registration is in progress') },
  },
  {
    id: 'alb-health-internal',
    cause: 'alb-health-internal-error',
    title: "AWS's health checks fail",
    status: 503,
    world: { targets: both('unhealthy', 'Elb.InternalError', 'Health checks failed due to an internal error') },
  },
  {
    id: 'alb-health-internal-unavailable',
    cause: 'alb-health-internal-error',
    title: 'The health of every target is unavailable, by a fault of AWS',
    status: 503,
    world: { targets: both('unavailable', 'Elb.InternalError', 'Target health is unavailable') },
  },
  {
    id: 'alb-health-wrong-code',
    cause: 'alb-health-code-mismatch',
    title: 'One of two targets answers the health check with 404',
    status: 200,
    runbook: 'aws-alb',
    world: { targets: half('Target.ResponseCodeMismatch', 'Health checks failed with these codes: [404]') },
    inputs: { new_health_path: '/up' },
    fix: {
      id: 'other-health-path',
      action: 'ModifyTargetGroup',
      back: { action: 'ModifyTargetGroup', holds: [String(healthyWorld.group.HealthCheckPath)] },
    },
  },
  {
    id: 'alb-health-slow',
    cause: 'alb-health-timeout',
    title: 'One of two targets does not answer the health check in time',
    status: 200,
    runbook: 'aws-alb',
    world: { targets: half('Target.Timeout', 'Request timed out') },
  },
  {
    id: 'alb-health-no-answer',
    cause: 'alb-health-failed',
    title: 'One of two targets fails the health check',
    status: 200,
    runbook: 'aws-alb',
    world: { targets: half('Target.FailedHealthChecks', 'Health checks failed') },
  },
  {
    id: 'alb-fixed-response',
    cause: 'alb-fixed-response-503',
    title: 'A maintenance rule was left on',
    status: 503,
    world: {
      rules: [
        {
          priority: 5,
          hosts: ['admin.example.com'],
          action: { Type: 'forward', TargetGroupArn: namesOf(healthyWorld).group, Order: 1 },
        },
        {
          priority: 10,
          paths: ['/c*t'],
          action: {
            Type: 'fixed-response',
            Order: 1,
            FixedResponseConfig: { MessageBody: 'be back soon', StatusCode: '503', ContentType: 'text/plain' },
          },
        },
      ],
    },
    reply: { status: 503, headers: { server: 'awselb/2.0', 'content-type': 'text/plain' }, body: 'be back soon' },
    fix: {
      id: 'forward-again',
      action: 'ModifyRule',
      back: { action: 'ModifyRule', holds: ['fixed-response', '503', 'be back soon', 'text/plain'] },
    },
  },
  {
    id: 'alb-fixed-response-by-default',
    cause: 'alb-fixed-response-503',
    title: 'The default rule answers by itself, and stands on the second page of rules',
    status: 503,
    world: {
      pageSize: 2,
      rules: [
        ...['admin', 'blog', 'status'].map((name, index) => ({
          priority: index + 1,
          hosts: [`${name}.example.com`],
          action: { Type: 'forward', TargetGroupArn: namesOf(healthyWorld).group, Order: 1 },
        })),
        {
          priority: 'default',
          action: {
            Type: 'fixed-response',
            Order: 1,
            FixedResponseConfig: { MessageBody: 'closed', StatusCode: '503', ContentType: 'text/plain' },
          },
        },
      ],
    },
    reply: { status: 503, headers: { server: 'awselb/2.0', 'content-type': 'text/plain' }, body: 'closed' },
    fix: {
      id: 'forward-by-default',
      action: 'ModifyListener',
      back: { action: 'ModifyListener', holds: ['fixed-response', '503', 'closed', 'text/plain'] },
    },
  },
  {
    id: 'alb-impaired-beside',
    cause: 'alb-no-registered-targets',
    title: 'The target group is empty, and the load balancer cannot grow besides',
    status: 503,
    world: { state: 'active_impaired', targets: [] },
    contributing: 'alb-not-active',
  },
  {
    id: 'alb-impaired',
    cause: 'alb-not-active',
    title: 'The load balancer failed',
    status: 503,
    world: { state: 'failed' },
  },
  {
    id: 'alb-rejects-connections',
    cause: 'alb-connection-limit',
    title: 'The load balancer rejects connections',
    status: 503,
    world: { metrics: { RejectedConnectionCount: 40 } },
  },
])
