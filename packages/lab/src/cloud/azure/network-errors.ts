import type { Scenario } from '../scenario.ts'
import {
  brokenAz,
  cutJson,
  expiredToken,
  failing as failingApi,
  forbidden,
  hang,
  html,
  noSubscription,
  notFound,
  throttled,
} from './errors.ts'
import { expiredLogin, unknownTenant } from './login.ts'
import { gateways } from './network.ts'
import { failing } from './network-probe.ts'
import { noConnection } from './network-reach.ts'
import { behindGateway, gatewayPage } from './network-scenario.ts'

const sick = { backends: failing(noConnection), backendRules: [] }
const anyGateway = /applicationGateways/i

/** Answers that are none: what a session must not take for evidence. */
export const gatewayErrors: readonly Scenario[] = [
  behindGateway({
    id: 'agw-no-right-to-health',
    cause: 'unknown',
    title: 'Reader alone does not show the health of backends (agw-no-permission-to-see-health)',
    reason: /applicationGateways\/backendhealth\/action/,
    apis: [failingApi(forbidden, /^POST .*backendhealth$/i), ...gateways(sick)],
  }),
  behindGateway({
    id: 'agw-no-right-at-all',
    cause: 'unknown',
    title: 'the gateways may not be read',
    reason: /Microsoft\.Network\/applicationGateways\/read/,
    apis: [failingApi(forbidden, anyGateway), ...gateways(sick)],
  }),
  behindGateway({
    id: 'agw-no-right-to-network',
    cause: 'unknown',
    title: 'health is seen, and the network is not',
    reason: /Microsoft\.Network\/virtualNetworks\/read/,
    apis: [failingApi(forbidden, /virtualNetworks/i), ...gateways(sick)],
  }),
  behindGateway({
    id: 'agw-no-right-to-group',
    cause: 'unknown',
    title: 'the security group may not be read',
    reason: /networkSecurityGroups\/read/,
    apis: [failingApi(forbidden, /networkSecurityGroups/i), ...gateways(sick)],
  }),
  behindGateway({
    id: 'agw-token-expired',
    cause: 'unknown',
    title: 'the token has expired',
    reason: /az login/,
    apis: [failingApi(expiredToken), ...gateways(sick)],
  }),
  behindGateway({
    id: 'agw-login-expired',
    cause: 'unknown',
    title: 'the secret of the login has expired',
    reason: /az login/,
    apis: [expiredLogin, ...gateways(sick)],
  }),
  behindGateway({
    id: 'agw-not-logged-in',
    cause: 'unknown',
    title: 'nobody is logged in',
    reason: /az login/,
    up: async () => {},
  }),
  behindGateway({
    id: 'agw-unknown-tenant',
    cause: 'unknown',
    title: 'the tenant of the login is not there',
    reason: /tenant of this login is not known to Azure.*az login/,
    apis: [unknownTenant, ...gateways(sick)],
  }),
  behindGateway({
    id: 'agw-unknown-subscription',
    cause: 'unknown',
    title: 'Azure does not know the subscription that az uses',
    reason: /not known to this login \(subscription shop-production \(2{8}-/,
    apis: [failingApi(noSubscription), ...gateways(sick)],
  }),
  behindGateway({
    id: 'agw-network-not-found',
    cause: 'unknown',
    title: 'the security group is gone, and it is said where it was looked for',
    reason: /Nothing was found \(subscription shop-production\)/,
    apis: [failingApi(notFound, /networkSecurityGroups/i), ...gateways(sick)],
  }),
  behindGateway({
    id: 'agw-broken-az',
    cause: 'unknown',
    title: 'az ends with a traceback of Python',
    reason: /installation of az is broken: it ended with a Python traceback/,
    up: brokenAz,
  }),
  behindGateway({
    id: 'agw-broken-az-network',
    cause: 'unknown',
    title: "the gateway is in the second part of the list, which Debian's az cannot read",
    reason: /installation of az is broken for this command/,
    azure: { ...sick, isPaged: true },
    env: { PYTHONPATH: '' },
  }),
  behindGateway({
    id: 'agw-throttled',
    cause: 'unknown',
    title: 'Azure throttles',
    reason: /throttles/,
    apis: [failingApi(throttled, anyGateway), ...gateways(sick)],
  }),
  behindGateway({
    id: 'agw-proxy-page',
    cause: 'unknown',
    title: 'a proxy answers in the place of Azure',
    reason: /proxy/,
    apis: [failingApi(html), ...gateways(sick)],
  }),
  behindGateway({
    id: 'agw-cut-json',
    cause: 'unknown',
    title: 'the answer is cut, and az prints it as it is',
    reason: /not whole JSON/,
    apis: [failingApi(cutJson, anyGateway), ...gateways(sick)],
  }),
  behindGateway({
    id: 'agw-hang',
    cause: 'unknown',
    title: 'Azure never answers',
    reason: /no answer within 40 s/,
    apis: [failingApi(hang, anyGateway), ...gateways(sick)],
  }),
  behindGateway({
    id: 'agw-any-host-elsewhere',
    cause: 'unknown',
    title: 'a gateway takes any host, and the address that answers is not its own',
    azure: { gateway: { host: '', members: [] }, backends: [], publicAddress: '198.51.100.1' },
  }),
  behindGateway({
    id: 'agw-own-refusal',
    cause: 'unknown',
    title: 'the firewall of the gateway refuses the request with 403',
    answers: () => gatewayPage(403),
  }),
  behindGateway({
    id: 'agw-elsewhere',
    cause: 'unknown',
    title: 'no gateway of the subscription serves the host',
    azure: { gateway: { host: 'other.example.com' } },
  }),
]
