import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Box } from '../../box/box.ts'
import type { Api, Reply, Request } from '../scenario.ts'
import { client, otherSubscription, principal, subscription, tenant } from './names.ts'
import { plantedSecrets } from './secrets.ts'

const loginHost = 'login.microsoftonline.com'
const secret = plantedSecrets['the secret of the login']

/**
 * Makes `dir` the configuration of an `az` that is logged in as a service principal, so that no login has to be run
 * for each scenario. The files are those that `az login --service-principal` writes (azure-cli 2.45).
 */
function signIn(dir: string, { state = 'Enabled' }: { state?: string } = {}): void {
  mkdirSync(dir, { recursive: true })
  const subscriptions = [
    { id: subscription, name: 'shop-production', state, isDefault: true },
    { id: otherSubscription, name: 'shop-staging', state: 'Enabled', isDefault: false },
  ].map(one => ({
    ...one,
    user: { name: client, type: 'servicePrincipal' },
    tenantId: tenant,
    environmentName: 'AzureCloud',
    homeTenantId: tenant,
    managedByTenants: [],
  }))
  const profile = { installationId: 'lab', subscriptions }
  writeFileSync(join(dir, 'azureProfile.json'), JSON.stringify(profile))
  writeFileSync(
    join(dir, 'service_principal_entries.json'),
    JSON.stringify([{ client_id: client, tenant, client_secret: secret }]),
    { mode: 0o600 },
  )
  writeFileSync(join(dir, 'commandIndex.json'), commandIndex())
}

/** The list of its commands that `az` makes at its first run, which takes it seconds; made once for all scenarios. */
function commandIndex(): string {
  madeIndex ??= makeIndex()
  return madeIndex
}

let madeIndex: string | undefined

function makeIndex(): string {
  const folder = mkdtempSync(join(tmpdir(), 'runbook-lab-az-'))
  try {
    const env = { ...process.env, AZURE_CONFIG_DIR: folder, AZURE_CORE_COLLECT_TELEMETRY: 'no' }
    execFileSync('az', ['account', 'list'], { env, stdio: 'ignore' })
    return readFileSync(join(folder, 'commandIndex.json'), 'utf8')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What a scenario of Azure starts with: an `az` that is logged in, and whose `az network` works. */
export const signedIn = {
  // Debian's azure-cli 2.45 misses one API version of its own library; every `az network` fails without this alias.
  env: { PYTHONPATH: join(import.meta.dirname, 'python'), PYTHONDONTWRITEBYTECODE: '1' },
  up: async (box: Box) => signIn(join(box.folder, 'azure')),
}

/** The sign-in of Microsoft Entra: its documents and its tokens, which nobody verifies. */
export const login: Api = request => {
  if (request.host !== loginHost) return undefined
  if (/\/\.well-known\/openid-configuration$/.test(request.path)) return document()
  if (request.path === '/common/discovery/instance') return discovery()
  return /\/oauth2\/v2\.0\/token$/.test(request.path) ? token(request) : undefined
}

/** A sign-in that refuses, as it does when the secret has expired. */
export const expiredLogin: Api = (request, state) =>
  request.host === loginHost && /\/token$/.test(request.path)
    ? refusal(
        7000222,
        `The provided client secret keys for app '${client}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.`,
      )
    : login(request, state)

/** A sign-in to a tenant that was deleted, or whose name is wrong. */
export const unknownTenant: Api = request =>
  request.host === loginHost
    ? refusal(90002, `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID.`)
    : undefined

/** Who bears the token of a request; nothing when there is none. */
export function bearer({ headers }: Request): string | undefined {
  const given = headers.authorization ?? ''
  return given.startsWith('Bearer ') ? given.slice(7) : undefined
}

function document(): Reply {
  const base = `https://${loginHost}/${tenant}`
  return {
    status: 200,
    body: {
      token_endpoint: `${base}/oauth2/v2.0/token`,
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
      issuer: `${base}/v2.0`,
      jwks_uri: `${base}/discovery/v2.0/keys`,
      tenant_region_scope: 'EU',
      cloud_instance_name: 'microsoftonline.com',
    },
  }
}

function discovery(): Reply {
  return {
    status: 200,
    body: {
      tenant_discovery_endpoint: `https://${loginHost}/${tenant}/v2.0/.well-known/openid-configuration`,
      'api-version': '1.1',
      metadata: [
        {
          preferred_network: loginHost,
          preferred_cache: 'login.windows.net',
          aliases: [loginHost, 'login.windows.net'],
        },
      ],
    },
  }
}

function token({ body }: Request): Reply {
  const form = new URLSearchParams(body)
  if (form.get('client_secret') !== secret) return refusal(7000215, 'Invalid client secret provided.')
  const now = Math.floor(Date.now() / 1000)
  const claims = {
    aud: (form.get('scope') ?? '').replace(/\/\.default$/, ''),
    iss: `https://sts.windows.net/${tenant}/`,
    iat: now,
    nbf: now,
    exp: now + 3599,
    appid: client,
    oid: principal,
    sub: principal,
    tid: tenant,
    ver: '1.0',
  }
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const access_token = `${part({ typ: 'JWT', alg: 'RS256', kid: 'lab' })}.${part(claims)}.${plantedSecrets['a token of the login']}`
  return { status: 200, body: { token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599, access_token } }
}

function refusal(code: number, text: string): Reply {
  const id = '99999999-9999-9999-9999-999999999999'
  const stamp = new Date().toISOString().slice(0, 19).replace('T', ' ')
  return {
    status: 401,
    body: {
      error: 'invalid_client',
      error_description: `AADSTS${code}: ${text}\r\nTrace ID: ${id}\r\nCorrelation ID: ${id}\r\nTimestamp: ${stamp}Z`,
      error_codes: [code],
      timestamp: `${stamp}Z`,
      trace_id: id,
      correlation_id: id,
    },
  }
}
