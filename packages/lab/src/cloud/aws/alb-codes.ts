import type { Scenario } from '../scenario.ts'
import { type AlbSpec, albScenarios } from './alb.ts'
import { forward } from './elbv2.ts'
import { healthyWorld, type World } from './world.ts'

const plain: [number, string, string][] = [
  [501, 'alb-transfer-encoding', 'A Transfer-Encoding that it does not know'],
  [505, 'alb-http-version', 'An HTTP version that it does not take'],
  [507, 'alb-redirect-too-long', 'The URL of a redirect is too long'],
  [561, 'alb-sign-in-failed', 'The identity provider answers with an error'],
  [460, 'alb-client-closed', 'The client leaves before the answer'],
  [463, 'alb-too-many-forwarded-for', 'More than 30 addresses in X-Forwarded-For'],
  [464, 'alb-protocol-version-mismatch', 'HTTP/1.1 to a group that speaks gRPC'],
  [403, 'alb-waf-blocked', 'AWS WAF blocks the request'],
  [400, 'alb-bad-request', 'The request is malformed'],
  [401, 'alb-sign-in-denied', 'The request is not signed in'],
  [405, 'alb-bad-request', 'The method TRACE'],
  [408, 'alb-bad-request', 'The body does not come in time'],
  [413, 'alb-bad-request', 'The body is too large for a function'],
  [414, 'alb-bad-request', 'The URL is too long'],
]

const signsIn: Partial<World> = {
  rules: [
    {
      priority: 'default',
      action: forward(healthyWorld),
      before: { Type: 'authenticate-oidc', Order: 1, AuthenticateOidcConfig: { Issuer: 'https://idp.example.com' } },
    },
  ],
}

/** Statuses other than 502, 503 and 504. */
export const codeScenarios: readonly Scenario[] = albScenarios([
  ...plain.map(
    ([status, cause, title]): AlbSpec => ({
      id: `alb-${status}`,
      cause,
      title,
      status,
    }),
  ),
  {
    id: 'alb-waf-error',
    cause: 'alb-waf-error',
    title: 'AWS WAF does not answer the load balancer',
    status: 500,
    world: { log: [{ elb: 500, to: '-', reason: 'WAFConnectionTimeout', times: [-1, -1, -1], actions: 'waf-failed' }] },
  },
  {
    id: 'alb-desync',
    cause: 'alb-bad-request',
    title: 'A request that could be smuggled is refused, as the access log shows',
    status: 400,
    world: { log: [{ elb: 400, to: '-', times: [-1, -1, -1], actions: '-', desync: ['Severe', 'BothTeClPresent'] }] },
  },
  {
    id: 'alb-weighted-cookie',
    cause: 'alb-weighted-groups-error',
    title: 'The cookie of weighted target groups is not valid',
    status: 500,
    world: { log: [{ elb: 500, to: '-', reason: 'AWSALBTGCookieInvalid', times: [-1, -1, -1] }] },
  },
  {
    id: 'alb-sign-in-unreachable',
    cause: 'alb-sign-in-failed',
    title: 'The token endpoint cannot be reached, as a metric shows',
    status: 500,
    world: { ...signsIn, metrics: { ELBAuthError: 9 } },
  },
  {
    id: 'alb-sign-in-logged',
    cause: 'alb-sign-in-failed',
    title: 'The token endpoint fails, as the access log shows',
    status: 500,
    world: { ...signsIn, log: [{ elb: 500, to: '-', reason: 'AuthTokenEpRequestTimeout', times: [-1, -1, -1] }] },
  },
])
