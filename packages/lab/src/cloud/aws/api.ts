import type { Api, Reply } from '../scenario.ts'
import { cloudwatch } from './cloudwatch.ts'
import { ec2 } from './ec2.ts'
import { elbv2 } from './elbv2.ts'
import { lambda, logs, s3 } from './logs.ts'
import { type Refusal, refuse } from './refusals.ts'
import { type Call, callOf, xmlAnswer } from './wire.ts'
import { account, healthyWorld, type World } from './world.ts'

export interface AwsOptions {
  /** Calls that are refused, by action; `*` is every one. */
  refused?: Record<string, Refusal>
  /** What differs once the fix's request has arrived. */
  healed?: Partial<World>
}

/** The APIs of one account: what they know of one load balancer. */
export function aws(world: World, { refused = {}, healed = {} }: AwsOptions = {}): Api {
  return (request, state) => {
    const call = callOf(request)
    if (!call) return undefined
    const refusal = refused[call.action] ?? refused['*']
    if (refusal) return refuse(call, refusal)
    return services[call.service]?.(call, state.healed ? { ...world, ...healthOf(healed) } : world)
  }
}

/** What is healthy again after a fix, unless the scenario says more. */
function healthOf(healed: Partial<World>): Partial<World> {
  return { targets: healthyWorld.targets, metrics: healthyWorld.metrics, ...healed }
}

const services: Record<string, (call: Call, world: World) => Reply> = {
  elasticloadbalancing: elbv2,
  ec2,
  monitoring: (call, world) => cloudwatch(call, world),
  logs,
  s3,
  lambda,
  sts: call => xmlAnswer(call, { Arn: `arn:aws:iam::${account}:user/on-call`, UserId: 'AIDAONCALL', Account: account }),
}
