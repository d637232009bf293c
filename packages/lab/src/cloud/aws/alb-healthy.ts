import type { Scenario } from '../scenario.ts'
import { albScenarios } from './alb.ts'
import { healthyWorld } from './world.ts'

/** Nothing is wrong, or not with the load balancer. */
export const healthyScenarios: readonly Scenario[] = albScenarios([
  {
    id: 'alb-healthy',
    cause: 'healthy',
    title: 'A load balancer with two healthy targets',
    status: 200,
    runbook: 'aws-alb',
  },
  {
    id: 'alb-healthy-logged',
    cause: 'healthy',
    title: 'It logs, and an old 502 stands in the log',
    status: 200,
    runbook: 'aws-alb',
    world: { log: [{ elb: 502, times: [-1, -1, -1], ago: 7200 }] },
  },
  {
    id: 'alb-healthy-draining',
    cause: 'healthy',
    title: 'A deployment takes one target out as it should',
    status: 200,
    runbook: 'aws-alb',
    world: {
      targets: [
        { id: 'i-0f76fade435f2c1a1', port: 8080, state: 'draining', reason: 'Target.DeregistrationInProgress' },
        { id: 'i-0f76fade435f2c1a2', port: 8080, state: 'healthy' },
      ],
    },
  },
  {
    id: 'alb-healthy-to-be-logged',
    cause: 'alb-access-logs-off',
    title: 'It answers, and its requests are to be logged from now on',
    status: 200,
    runbook: 'aws-alb',
    inputs: { new_log_bucket: 'shop-alb-logs' },
    world: { balancerAttributes: { ...healthyWorld.balancerAttributes, 'access_logs.s3.bucket': 'old-logs' } },
    healed: {
      balancerAttributes: {
        ...healthyWorld.balancerAttributes,
        'access_logs.s3.enabled': 'true',
        'access_logs.s3.bucket': 'shop-alb-logs',
      },
    },
    fix: {
      id: 'log-requests',
      action: 'ModifyLoadBalancerAttributes',
      back: {
        action: 'ModifyLoadBalancerAttributes',
        holds: ['access_logs.s3.enabled', 'false', 'access_logs.s3.bucket', 'old-logs'],
      },
    },
  },
  {
    id: 'alb-alias-elsewhere',
    cause: 'alb-no-registered-targets',
    title: 'Hidden by an alias record, in another region than the one that is set',
    status: 503,
    isAlias: true,
    world: { region: 'eu-west-1', targets: [] },
    names: { '80.113.0.203.in-addr.arpa': ['ec2-203-0-113-80.eu-west-1.compute.amazonaws.com'] },
    env: { AWS_DEFAULT_REGION: 'us-east-1' },
  },
  {
    id: 'alb-alias-record',
    cause: 'alb-no-registered-targets',
    title: 'Found by its address, as an alias record of Route 53 hides the name',
    status: 503,
    isAlias: true,
    world: { targets: [] },
  },
  {
    id: 'alb-internal',
    cause: 'alb-no-registered-targets',
    title: 'An internal load balancer',
    status: 503,
    world: { scheme: 'internal', name: 'shop-back-2', targets: [] },
  },
  {
    id: 'alb-target-sent-it',
    cause: 'unknown',
    title: 'The target itself answers 500',
    status: 500,
    reply: { status: 500, headers: { 'content-type': 'application/json' }, body: '{"error":"boom"}' },
    world: {
      targets: healthyWorld.targets.map(one => ({ ...one, state: 'unhealthy', reason: 'Target.ResponseCodeMismatch' })),
    },
  },
])
