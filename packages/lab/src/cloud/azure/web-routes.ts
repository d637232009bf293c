import type { Api, Request, State } from '../scenario.ts'
import { type Asked, arm, denied, inGroup, ok, type Route } from './arm.ts'
import { graphRoute } from './graph.ts'
import { insightsRoutes } from './insights.ts'
import { kudu } from './kudu.ts'
import { login } from './login.ts'
import { location, resourceId } from './names.ts'
import { plantedSecrets } from './secrets.ts'
import { child, configBody, loggingBody, planName, siteBody, siteOf, type WebApp } from './web-app.ts'

type Described = (state: State) => WebApp

/** Everything of Azure that a session about one App Service app can ask: sign-in, ARM, the app's own Kudu. */
export function appService(describe: Described | WebApp, further: readonly Route[] = []): Api[] {
  const described = typeof describe === 'function' ? describe : () => describe
  return [
    login,
    (request, state) => kudu(described(state))(request, state),
    (request, state) => arm([...further, ...webRoutes(described(state))])(request, state),
  ]
}

/** The routes of Microsoft.Web for one app and its plan, for layers that stand in front of it as well. */
function webRoutes(app: WebApp): Route[] {
  const site = siteOf(app)
  const plan = resourceId('Microsoft.Web/serverfarms', planName, app.subscription)
  const sites = { value: [siteBody(app)], nextLink: null }
  return [
    get(`/subscriptions/{subscription}/providers/Microsoft.Web/sites`, () => sites),
    get(inGroup('Microsoft.Web/sites'), () => sites),
    get(site, () => siteBody(app)),
    get(`${site}/config/web`, () => configBody(app)),
    get(`${site}/config/logs`, () => loggingBody(app)),
    get(`${site}/config/slotConfigNames`, () =>
      child(app, 'config/slotConfigNames', 'Microsoft.Web/sites/config', { appSettingNames: [] }),
    ),
    get(`${site}/config/configreferences/appsettings`, () => ({ value: references(app) })),
    get(`${site}/instances`, () => ({ value: instances(app), nextLink: null })),
    get(`${site}/usages`, () => ({ value: usages(app) })),
    get(`${site}/detectors`, () => ({ value: (app.detectors ?? []).map(one => detectorBody(app, one)) })),
    get(`${site}/detectors/{detector}`, ({ params }) => {
      const found = (app.detectors ?? []).find(({ id }) => id === params.detector)
      return found && detectorBody(app, found)
    }),
    get(plan, () => planBody(app, plan)),
    { method: 'POST', path: `${site}/config/appsettings/list`, reply: () => ok(settingsBody(app)) },
    ...secretRoutes(app, site),
    {
      method: 'POST',
      path: `${site}/containerlogs`,
      reply: () => ({ status: 200, headers: { 'content-type': 'text/plain' }, body: app.platformLog ?? '' }),
    },
    graphRoute(),
    ...insightsRoutes(site, () => app),
    ...insightsRoutes(plan, () => app.plan ?? {}),
    ...writes(app, site, plan),
  ]
}

/** What nobody may ask for, and what az asks for by itself in some of its commands. */
function secretRoutes(app: WebApp, site: string): Route[] {
  const connection = `Server=db.internal;Password=${plantedSecrets['a connection string']}`
  const publishing = plantedSecrets['a publishing password']
  return [
    {
      method: 'POST',
      path: `${site}/config/connectionstrings/list`,
      reply: () =>
        ok(
          child(app, 'config/connectionstrings', 'Microsoft.Web/sites/config', {
            shop: { value: connection, type: 'SQLAzure' },
          }),
        ),
    },
    {
      method: 'POST',
      path: `${site}/config/publishingcredentials/list`,
      reply: () =>
        ok(
          child(app, 'publishingcredentials', 'Microsoft.Web/sites/config', {
            publishingUserName: '$app-shop',
            publishingPassword: publishing,
          }),
        ),
    },
    {
      method: 'POST',
      path: `${site}/publishxml`,
      reply: () => ({
        status: 200,
        headers: { 'content-type': 'application/xml' },
        body: `<publishData><publishProfile publishMethod="MSDeploy" publishUrl="app-shop.scm.azurewebsites.net:443" userName="$app-shop" userPWD="${publishing}" SQLServerDBConnectionString="" destinationAppUrl="https://app-shop.azurewebsites.net" databases=""/></publishData>`,
      }),
    },
  ]
}

function writes(app: WebApp, site: string, plan: string): Route[] {
  const empty = () => ({ status: 200 })
  return [
    { method: 'PUT', path: `${site}/config/appsettings`, reply: ({ request }) => ok(echo(settingsBody(app), request)) },
    { method: 'PATCH', path: `${site}/config/web`, reply: ({ request }) => ok(echo(configBody(app), request)) },
    { method: 'PUT', path: `${site}/config/web`, reply: ({ request }) => ok(echo(configBody(app), request)) },
    { method: 'PUT', path: `${site}/config/logs`, reply: ({ request }) => ok(echo(loggingBody(app), request)) },
    { method: 'PUT', path: site, reply: ({ request }) => ok(echo(siteBody(app), request)) },
    { method: 'PATCH', path: site, reply: ({ request }) => ok(echo(siteBody(app), request)) },
    { method: 'PUT', path: plan, reply: ({ request }) => ok(echo(planBody(app, plan), request)) },
    ...['start', 'stop', 'restart'].map((verb): Route => ({ method: 'POST', path: `${site}/${verb}`, reply: empty })),
    { method: 'DELETE', path: `${site}/hostNameBindings/{host}`, reply: empty },
    {
      method: 'PUT',
      path: `${site}/hostNameBindings/{host}`,
      reply: ({ params }) =>
        ok(
          child(app, `hostNameBindings/${params.host}`, 'Microsoft.Web/sites/hostNameBindings', { siteName: app.name }),
        ),
    },
  ]
}

/** An answer that lacks the right to the action, put before the others. */
export function without(method: Route['method'], path: string, action: string): Route {
  return { method, path, reply: ({ request }) => denied(action, request.path) }
}

function get(path: string, body: (asked: Asked) => object | undefined): Route {
  return {
    method: 'GET',
    path,
    reply: asked => {
      const found = body(asked)
      return found && ok(found)
    },
  }
}

function echo(before: object, { body }: Request): object {
  const sent = body ? (JSON.parse(body) as { properties?: object; sku?: object }) : {}
  const properties = { ...('properties' in before ? (before.properties as object) : {}), ...sent.properties }
  return { ...before, ...(sent.sku ? { sku: sent.sku } : {}), properties }
}

function settingsBody(app: WebApp): object {
  const given = { DB_PASSWORD: plantedSecrets['an app setting'], WEBSITE_NODE_DEFAULT_VERSION: '~20', ...app.settings }
  return child(app, 'config/appsettings', 'Microsoft.Web/sites/config', given)
}

function references(app: WebApp): object[] {
  return Object.entries(app.references ?? {}).map(([name, status]) =>
    child(app, `config/configreferences/appsettings/${name}`, 'Microsoft.Web/sites/config/configreferences', {
      reference: `@Microsoft.KeyVault(SecretUri=https://kv-shop.vault.azure.net/secrets/${name.toLowerCase()})`,
      status,
      vaultName: 'kv-shop',
      secretName: name.toLowerCase(),
      identityType: 'SystemAssigned',
      details:
        status === 'Resolved' ? 'Reference has been successfully resolved.' : `Reference was not resolved: ${status}`,
    }),
  )
}

function instances(app: WebApp): object[] {
  const all = app.instances ?? [{ name: 'a1b2c3d4e5f6', state: 'READY' }]
  return all.map(({ name, state }) => child(app, `instances/${name}`, 'Microsoft.Web/sites/instances', { state }))
}

function usages(app: WebApp): object[] {
  return (app.usages ?? []).map(({ name, currentValue, limit }) => ({
    name: { value: name, localizedValue: name },
    unit: 'Milliseconds',
    currentValue,
    limit,
    nextResetTime: new Date(Date.now() + 6 * 3_600_000).toISOString(),
  }))
}

function detectorBody(app: WebApp, { id, name, rows, columns }: NonNullable<WebApp['detectors']>[number]): object {
  const width = Math.max(0, ...rows.map(row => row.length))
  const names = columns ?? ['Status', 'Message', 'Data.Name', 'Data.Value', 'Expanded'].slice(0, width)
  return child(app, `detectors/${id}`, 'Microsoft.Web/sites/detectors', {
    metadata: { id, name, description: '', category: 'Availability and Performance', type: 'Detector' },
    dataset: [
      {
        table: { tableName: '', columns: names.map(columnName => ({ columnName, dataType: 'String' })), rows },
        renderingProperties: { type: 7, title: null, description: null },
      },
    ],
    status: { message: null, statusId: rows.some(row => row[0] === 'Critical') ? 0 : 3 },
  })
}

function planBody({ plan = {}, os = 'linux' }: WebApp, id: string): object {
  const { sku = 'B1', tier = 'Basic', capacity = 1, sites = 1 } = plan
  return {
    id,
    name: planName,
    type: 'Microsoft.Web/serverfarms',
    kind: os === 'linux' ? 'linux' : 'app',
    location,
    properties: {
      name: planName,
      numberOfWorkers: capacity,
      currentNumberOfWorkers: capacity,
      status: 'Ready',
      maximumNumberOfWorkers: 3,
      geoRegion: location,
      perSiteScaling: false,
      numberOfSites: sites,
      reserved: os === 'linux',
      provisioningState: 'Succeeded',
      zoneRedundant: false,
    },
    sku: { name: sku, tier, size: sku, family: sku.replace(/\d.*/, ''), capacity },
  }
}
