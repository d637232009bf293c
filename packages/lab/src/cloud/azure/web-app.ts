import type { Insights } from './insights.ts'
import { group, location, resourceId } from './names.ts'

/** An App Service app as a scenario describes it; what is not said is a healthy Linux app on a plan of one B1. */
export interface WebApp extends Insights {
  name?: string
  /** Where it is; the subscription that az uses unless said. */
  subscription?: string
  /** The bound host names beside `<name>.azurewebsites.net`. */
  hosts?: readonly string[]
  os?: 'linux' | 'windows'
  /** `linuxFxVersion`, such as `NODE|20-lts` or `DOCKER|registry/image:tag`. */
  stack?: string
  /** Replaces properties of the site. */
  site?: Record<string, unknown>
  /** Replaces properties of `config/web`. */
  config?: Record<string, unknown>
  /** Replaces properties of `config/logs`. */
  logging?: Record<string, unknown>
  settings?: Record<string, string>
  /** Settings that are references to a key vault, with their state. */
  references?: Record<string, string>
  plan?: { sku?: string; tier?: string; capacity?: number; sites?: number } & Insights
  instances?: readonly { name: string; state: string }[]
  usages?: readonly { name: string; currentValue: number; limit: number }[]
  /** What `containerlogs` prints: the platform's own lines. */
  platformLog?: string
  /** Files below `LogFiles` that Kudu shows, by their path. */
  files?: Record<string, string>
  detectors?: readonly Detector[]
}

/** A detector of "Diagnose and solve problems": its id, its name, and the rows of its tables. */
interface Detector {
  id: string
  name: string
  rows: readonly (readonly (string | number)[])[]
  columns?: readonly string[]
}

export const appName = 'app-shop'
export const planName = 'plan-shop'
export const publicHost = 'shop.example.com'

/** The resource id of an app. */
export function siteOf({ name = appName, subscription }: WebApp): string {
  return resourceId('Microsoft.Web/sites', name, subscription)
}

/** The site as `GET sites/{name}` gives it (api-version 2022-03-01). */
export function siteBody(app: WebApp): object {
  const { name = appName, hosts = [publicHost], os = 'linux', stack = 'NODE|20-lts' } = app
  const own = `${name}.azurewebsites.net`
  const scm = `${name}.scm.azurewebsites.net`
  return {
    id: siteOf(app),
    name,
    type: 'Microsoft.Web/sites',
    kind: os === 'windows' ? 'app' : stack.startsWith('DOCKER|') ? 'app,linux,container' : 'app,linux',
    location,
    tags: {},
    properties: {
      name,
      state: 'Running',
      hostNames: [own, ...hosts],
      repositorySiteName: name,
      usageState: 'Normal',
      enabled: true,
      enabledHostNames: [own, ...hosts, scm],
      availabilityState: 'Normal',
      hostNameSslStates: [
        { name: own, sslState: 'Disabled', hostType: 'Standard' },
        { name: scm, sslState: 'Disabled', hostType: 'Repository' },
      ],
      serverFarmId: resourceId('Microsoft.Web/serverfarms', planName, app.subscription),
      reserved: os === 'linux',
      isXenon: false,
      hyperV: false,
      lastModifiedTimeUtc: '2026-01-01T00:00:00',
      siteConfig: { numberOfWorkers: 1, linuxFxVersion: os === 'linux' ? stack : '', alwaysOn: true },
      clientAffinityEnabled: true,
      clientCertEnabled: false,
      hostNamesDisabled: false,
      httpsOnly: true,
      outboundIpAddresses: '20.1.1.1,20.1.1.2',
      suspendedTill: null,
      resourceGroup: group,
      defaultHostName: own,
      redundancyMode: 'None',
      virtualNetworkSubnetId: null,
      publicNetworkAccess: null,
      ...app.site,
    },
  }
}

/** `GET config/web`. */
export function configBody(app: WebApp): object {
  const { os = 'linux', stack = 'NODE|20-lts', name = appName } = app
  return child(app, 'config/web', 'Microsoft.Web/sites/config', {
    numberOfWorkers: 1,
    linuxFxVersion: os === 'linux' ? stack : '',
    windowsFxVersion: null,
    httpLoggingEnabled: true,
    detailedErrorLoggingEnabled: false,
    publishingUsername: `$${name}`,
    scmType: 'None',
    use32BitWorkerProcess: false,
    webSocketsEnabled: os === 'linux',
    alwaysOn: true,
    appCommandLine: 'node server.js',
    managedPipelineMode: 'Integrated',
    loadBalancing: 'LeastRequests',
    autoHealEnabled: false,
    vnetRouteAllEnabled: false,
    healthCheckPath: null,
    http20Enabled: true,
    ipSecurityRestrictions: [
      { ipAddress: 'Any', action: 'Allow', priority: 2147483647, name: 'Allow all', description: 'Allow all access' },
    ],
    ...app.config,
  })
}

/** `GET config/logs`. */
export function loggingBody(app: WebApp): object {
  return child(app, 'config/logs', 'Microsoft.Web/sites/config', {
    applicationLogs: { fileSystem: { level: 'Information' } },
    httpLogs: { fileSystem: { retentionInMb: 35, retentionInDays: 3, enabled: true } },
    failedRequestsTracing: { enabled: false },
    detailedErrorMessages: { enabled: false },
    ...app.logging,
  })
}

/** A child of the site with that path, type and properties. */
export function child(app: WebApp, path: string, type: string, properties: object): object {
  return { id: `${siteOf(app)}/${path}`, name: path.split('/').at(-1), type, location, properties }
}
