import type { Scenario } from '../scenario.ts'
import { type AlbSpec, albScenarios } from './alb.ts'
import type { Refusal } from './refusals.ts'
import { healthyWorld } from './world.ts'

const failing: [Refusal, string, RegExp][] = [
  ['expired', '*', /login has expired/],
  ['unknown-key', '*', /does not accept the credentials/],
  ['denied', 'DescribeTargetHealth', /lack the right elasticloadbalancing:DescribeTargetHealth/],
  ['denied', 'DescribeLoadBalancers', /lack the right elasticloadbalancing:DescribeLoadBalancers/],
  ['denied', 'DescribeListeners', /lack the right elasticloadbalancing:DescribeListeners/],
  ['denied', 'DescribeRules', /lack the right elasticloadbalancing:DescribeRules/],
  ['denied', 'DescribeTargetGroups', /lack the right elasticloadbalancing:DescribeTargetGroups/],
  ['throttled', 'DescribeTargetHealth', /throttles DescribeTargetHealth/],
  ['internal', 'DescribeRules', /AWS itself failed/],
  ['skewed', '*', /clock of this machine/],
  ['html', '*', /web page came instead/],
  ['cut', 'DescribeTargetHealth', /cut or garbled/],
  ['empty', 'DescribeTargetHealth', /printed nothing|has no "TargetHealthDescriptions"/],
  ['hang', 'DescribeTargetHealth', /no answer within/],
]

/** As Python ends when a module of the CLI is not there. */
const brokenCli = `#!/bin/sh
cat >&2 <<'END'
Traceback (most recent call last):
  File "/usr/bin/aws", line 19, in <module>
    import awscli.clidriver
ModuleNotFoundError: No module named 'awscli'
END
exit 1
`

/** Ways in which AWS cannot be asked; each ends without a cause, and says what is needed. */
export const errorScenarios: readonly Scenario[] = albScenarios([
  ...failing.map(
    ([refusal, action, reason]): AlbSpec => ({
      id: `alb-asked-${refusal}${action === '*' ? '' : `-${action.toLowerCase()}`}`,
      cause: 'unknown',
      title: `${action} gives: ${refusal}`,
      status: 503,
      world: { targets: [] },
      refused: { [action]: refusal },
      reason,
    }),
  ),
  {
    id: 'alb-way-not-seen',
    cause: 'unknown',
    title: 'Packets get lost, and the network ACLs may not be read',
    status: 504,
    world: { targets: healthyWorld.targets.map(one => ({ ...one, state: 'unhealthy', reason: 'Target.Timeout' })) },
    refused: { DescribeNetworkAcls: 'denied' },
    reason: /ec2:DescribeNetworkAcls/,
  },
  {
    id: 'alb-metrics-denied',
    cause: 'unknown',
    title: 'The metrics may not be read, and nothing else tells',
    status: 502,
    refused: { GetMetricData: 'denied' },
    reason: /lack the right cloudwatch:GetMetricData/,
  },
  {
    id: 'alb-broken-cli',
    cause: 'unknown',
    title: 'The aws that is installed ends with a traceback',
    status: 503,
    reason: /installation of aws is broken/,
    async up(box) {
      box.write('bin/aws', brokenCli, 0o755)
    },
  },
  {
    id: 'alb-no-region',
    cause: 'unknown',
    title: 'Nothing tells the region, and none is set',
    status: 503,
    isAlias: true,
    env: { AWS_DEFAULT_REGION: '' },
  },
  {
    id: 'alb-other-account-by-address',
    cause: 'unknown',
    title: 'Hidden by an alias record, and in a region that is not the one that is set',
    status: 503,
    isAlias: true,
    env: { AWS_DEFAULT_REGION: 'eu-west-1' },
  },
  {
    id: 'alb-no-credentials',
    cause: 'unknown',
    title: 'Nobody is logged in',
    status: 503,
    env: { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' },
    reason: /No AWS credentials|not accept the credentials|part of the AWS credentials/,
  },
  {
    id: 'alb-other-region',
    cause: 'unknown',
    title: 'The load balancer is in another region than the one that is given',
    status: 503,
    world: { targets: [] },
    inputs: { load_balancer: 'shop-alb', aws_region: 'eu-west-1' },
    reason: /found nothing \(account 123456789012, region eu-west-1\)/,
  },
  {
    id: 'alb-other-account',
    cause: 'unknown',
    title: 'The load balancer that DNS names is in another account',
    status: 503,
    world: { targets: [] },
    inputs: { load_balancer: 'blog-alb', aws_region: 'us-east-1' },
    reason: /found nothing \(account 123456789012, region us-east-1\)/,
  },
])
