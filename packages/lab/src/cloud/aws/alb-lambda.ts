import type { Scenario } from '../scenario.ts'
import { type AlbSpec, albScenarios } from './alb.ts'
import { plantedKey, type World } from './world.ts'

const id = 'arn:aws:lambda:us-east-1:123456789012:function:shop-cart'
const logged = (elb: number, reason: string): World['log'] => [
  { elb: 200, target: 200, to: '-' },
  { elb, to: '-', reason, times: [0.001, 0.3, -1] },
]

function withFunction(world: Partial<World>): Partial<World> {
  return {
    group: { TargetGroupName: 'shop-cart', TargetType: 'lambda', HealthCheckEnabled: false, HealthCheckPath: '/' },
    targets: [
      {
        id,
        state: 'unavailable',
        reason: 'Target.HealthCheckDisabled',
        description: 'Health checks are not enabled for this target',
      },
    ],
    lambda: { timeout: 3 },
    metrics: { LambdaUserError: 12 },
    ...world,
  }
}

const byReason = ([name, reason]: [string, string]): AlbSpec => ({
  id: `alb-lambda-${name}`,
  cause: 'alb-lambda-error-or-throttled',
  title: `The access log says ${reason}`,
  status: 502,
  world: withFunction({ log: logged(502, reason) }),
})

/** A function as the target. */
export const lambdaScenarios: readonly Scenario[] = albScenarios([
  {
    id: 'alb-lambda-too-large',
    cause: 'alb-lambda-response-too-large',
    title: 'The answer of the function is larger than 1 MB',
    status: 502,
    world: withFunction({ log: logged(502, 'LambdaResponseTooLarge') }),
  },
  {
    id: 'alb-lambda-timeout',
    cause: 'alb-lambda-timeout',
    title: 'The function runs into its timeout, and nothing is logged by the load balancer',
    status: 502,
    world: withFunction({
      lambda: { timeout: 3, log: ['2026-11-21T10:00:00Z 8a5 Task timed out after 3.00 seconds'] },
    }),
    healed: { targets: [{ id, state: 'unavailable', reason: 'Target.HealthCheckDisabled' }] },
    fix: {
      id: 'longer-timeout',
      action: 'PUT /2015-03-31/functions/shop-cart/configuration',
      back: { action: 'PUT /2015-03-31/functions/shop-cart/configuration', holds: ['3'] },
    },
  },
  {
    id: 'alb-lambda-timeout-unhandled',
    cause: 'alb-lambda-timeout',
    title: 'LambdaUnhandled, and the log of the function says why',
    status: 502,
    world: withFunction({
      log: logged(502, 'LambdaUnhandled'),
      lambda: { timeout: 3, log: ['2026-11-21T10:00:00Z 8a5 Task timed out after 3.00 seconds'] },
    }),
  },
  {
    id: 'alb-lambda-throws',
    cause: 'alb-lambda-error-or-throttled',
    title: 'The function throws, and nothing is logged by the load balancer',
    status: 502,
    world: withFunction({
      lambda: {
        timeout: 3,
        log: [`2026-11-21T10:00:00Z 8a5 ERROR Uncaught Exception TypeError DB_PASSWORD=${plantedKey}`],
      },
    }),
  },
  {
    id: 'alb-lambda-not-allowed',
    cause: 'alb-lambda-error-or-throttled',
    title: 'The load balancer may not call the function',
    status: 502,
    world: withFunction({ lambda: { timeout: 3, policy: false } }),
    fix: {
      id: 'let-balancer-call',
      action: 'POST /2015-03-31/functions/shop-cart/policy',
      back: { action: 'DELETE /2015-03-31/functions/shop-cart/policy/load-balancer', holds: [] },
    },
  },
  ...(
    [
      ['invalid-response', 'LambdaInvalidResponse'],
      ['throttled', 'LambdaThrottling'],
      ['denied', 'LambdaAccessDenied'],
      ['eni', 'LambdaENILimitReachedException'],
      ['kms', 'LambdaKMSDisabledException'],
      ['service', 'LambdaServiceException'],
    ] satisfies [string, string][]
  ).map(byReason),
  {
    id: 'alb-lambda-unhandled',
    cause: 'alb-lambda-error-or-throttled',
    title: 'LambdaUnhandled, and the function logs nothing',
    status: 502,
    world: withFunction({ log: logged(502, 'LambdaUnhandled') }),
  },
  {
    id: 'alb-lambda-connect',
    cause: 'alb-lambda-connect-timeout',
    title: 'The load balancer does not get through to Lambda',
    status: 504,
    world: withFunction({ log: logged(504, 'LambdaConnectionTimeout'), metrics: { LambdaInternalError: 4 } }),
  },
  {
    id: 'alb-lambda-silent',
    cause: 'unknown',
    title: 'Nothing says why the function fails, and its log may not be read',
    status: 502,
    world: withFunction({}),
    refused: { FilterLogEvents: 'denied' },
    reason: /logs:FilterLogEvents/,
  },
])
