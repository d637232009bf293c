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
