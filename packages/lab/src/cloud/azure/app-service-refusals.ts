import type { Api, Scenario } from '../scenario.ts'
import { brokenAz, cutJson, expiredToken, failing, forbidden, hang, html, noSubscription, throttled } from './errors.ts'
import { graphRoute } from './graph.ts'
import { expiredLogin, unknownTenant } from './login.ts'
import { appLogFile, failedStart, noPing, written } from './logs.ts'
import { otherSubscription, resourceId } from './names.ts'
import { scenarioOf, type Told } from './scenario-of.ts'
import { appName, siteOf } from './web-app.ts'
import { appService, without } from './web-routes.ts'

function refused(told: Omit<Told, 'cause'> & { reason: RegExp }): Scenario {
  return scenarioOf({ cause: 'unknown', ...told })
}

const other: Api = failing(() => ({ status: 200, body: { value: [], nextLink: null } }), /\/Microsoft\.Web\/sites$/i)

/** Azure does not say what is asked: none of these may end in a cause, and each must say what is missing. */
export const appServiceRefusalScenarios: readonly Scenario[] = [
  refused({
    id: 'as-not-logged-in',
    title: 'nobody is logged in',
    up: async () => {},
    reason: /Nobody is logged in.*az login/s,
  }),
  refused({
    id: 'as-secret-expired',
    title: 'the secret has expired',
    before: [expiredLogin],
    reason: /login has expired/,
  }),
  refused({
    id: 'as-token-expired',
    title: 'the token has expired',
    before: [failing(expiredToken)],
    reason: /login has expired/,
  }),
  refused({
    id: 'as-forbidden',
    title: 'the login may not list apps',
    before: [failing(forbidden)],
    reason: /lacks the right Microsoft\.Web\/sites\/read/,
  }),
  refused({
    id: 'as-unknown-tenant',
    title: 'the tenant of the login is not there',
    before: [unknownTenant],
    reason: /tenant of this login is not known to Azure.*az login/,
  }),
  refused({
    id: 'as-unknown-subscription',
    title: 'Azure does not know the subscription that az uses',
    before: [failing(noSubscription)],
    reason: /not known to this login \(subscription shop-production/,
  }),
  refused({
    id: 'as-broken-az',
    title: 'az ends with a traceback of Python',
    up: brokenAz,
    reason: /installation of az is broken: it ended with a Python traceback/,
  }),
  refused({
    id: 'as-throttled',
    title: 'the reads of the subscription are used up',
    before: [failing(throttled)],
    reason: /throttles/,
  }),
  refused({ id: 'as-html', title: 'a proxy answers with a page', before: [failing(html)], reason: /web page came/ }),
  refused({ id: 'as-cut-json', title: 'the answer is cut', before: [failing(cutJson)], reason: /cut or garbled/ }),
  refused({
    id: 'as-state-html',
    title: 'a proxy answers az rest with a page',
    before: [failing(html, /\/sites\/app-shop$/)],
    reason: /web page came/,
  }),
  refused({
    id: 'as-state-cut',
    title: 'the answer to az rest is cut',
    before: [failing(cutJson, /\/sites\/app-shop$/)],
    reason: /whole JSON/,
  }),
  refused({ id: 'as-hang', title: 'ARM never answers', before: [failing(hang)], reason: /timeout|no answer within/ }),
  scenarioOf({
    id: 'as-wrong-subscription',
    cause: 'unknown',
    title: 'the app is in no subscription of this login',
    before: [other],
  }),
  scenarioOf({
    id: 'as-other-subscription',
    cause: 'as-container-exits-at-start',
    title: 'the app is in another subscription of this login',
    apis: elsewhere(),
  }),
  scenarioOf({
    id: 'as-reader-only',
    cause: 'as-custom-container-port-mismatch',
    title: 'a Reader may not list settings; the logs are enough',
    apis: appService(
      {
        stack: 'DOCKER|shop.azurecr.io/shop:1.4',
        platformLog: noPing(80),
        files: { [appLogFile]: written(5, 'shop listening on http://0.0.0.0:3000') },
      },
      [without('POST', `${siteOf({})}/config/appsettings/list`, 'Microsoft.Web/sites/config/list/action')],
    ),
  }),
  refused({
    id: 'as-no-container-logs',
    title: 'the platform log may not be read, and the app started',
    apis: appService({ files: { [appLogFile]: written(5, 'listening on 0.0.0.0:8080') } }, [
      without('POST', `${siteOf({})}/containerlogs`, 'Microsoft.Web/sites/containerlogs/action'),
    ]),
    reason: /lacks the right Microsoft\.Web\/sites\/containerlogs\/action/,
  }),
]

function elsewhere(): Api[] {
  const id = resourceId('Microsoft.Web/sites', appName, otherSubscription)
  const app = {
    platformLog: failedStart(`Container ${appName}_0_1a2b3c4d for site ${appName} has exited, failing site start`),
    files: { [appLogFile]: written(5, "Error: Cannot find module 'express'") },
    subscription: otherSubscription,
  }
  const graph = graphRoute([{ id, name: appName, group: 'rg-shop' }])
  return [other, ...appService(app, [graph])]
}
