import type { Api, Reply, Request, State } from '../scenario.ts'
import { bearer } from './login.ts'
import { group, principal, subscription, tenant } from './names.ts'

/** Parts of a path that a pattern names, and the request itself. */
export interface Asked {
  params: Record<string, string>
  request: Request
  state: State
}

/**
 * An operation of Azure Resource Manager: the method, the path as `/subscriptions/{sub}/…` with `{name}` for what varies
 * (compared without regard to case, as ARM does), and its answer; `undefined` leaves it to the next route.
 */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  reply(asked: Asked): Reply | undefined
}

/** The path of a resource of the lab's group: `inGroup('Microsoft.Web/sites/{site}')`. */
export function inGroup(rest: string): string {
  return `/subscriptions/${subscription}/resourceGroups/${group}/providers/${rest}`
}

/** Azure Resource Manager with those routes; what none of them knows is an error of ARM itself. */
export function arm(routes: readonly Route[]): Api {
  return (request, state) => {
    if (request.host !== 'management.azure.com') return undefined
    if (bearer(request) === undefined) return notSignedIn()
    for (const route of [...routes, ...common]) {
      const params = request.method === route.method ? match(route.path, request.path) : undefined
      const reply = params && route.reply({ params, request, state })
      if (reply) return reply
    }
    return notFound(request)
  }
}

/** 200 with a JSON body. */
export function ok(body: object): Reply {
  return { status: 200, body }
}

/** An error in ARM's envelope. */
export function armError(status: number, code: string, message: string, headers: Record<string, string> = {}): Reply {
  return { status, headers, body: { error: { code, message } } }
}

/** The error of a missing right; its message names the action, as it does in Azure. */
export function denied(action: string, scope: string): Reply {
  return armError(
    403,
    'AuthorizationFailed',
    `The client '${principal}' with object id '${principal}' does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  )
}

/** What ARM answers for a resource that is not there. */
export function resourceNotFound(type: string, name: string): Reply {
  return armError(
    404,
    'ResourceNotFound',
    `The Resource '${type}/${name}' under resource group '${group}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
  )
}

const common: readonly Route[] = [
  {
    method: 'GET',
    path: '/subscriptions',
    reply: () =>
      ok({
        value: [
          {
            id: `/subscriptions/${subscription}`,
            subscriptionId: subscription,
            tenantId: tenant,
            displayName: 'shop-production',
            state: 'Enabled',
            authorizationSource: 'RoleBased',
            subscriptionPolicies: {},
            managedByTenants: [],
          },
        ],
        count: { type: 'Total', value: 1 },
      }),
  },
  { method: 'GET', path: '/tenants', reply: () => ok({ value: [{ id: `/tenants/${tenant}`, tenantId: tenant }] }) },
]

function match(pattern: string, path: string): Record<string, string> | undefined {
  const source = pattern
    .split(/\{(\w+)\}/)
    .map((part, at) => (at % 2 === 0 ? part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : `(?<${part}>[^/]+)`))
    .join('')
  const found = new RegExp(`^${source}/?$`, 'i').exec(decodeURIComponent(path))
  return found ? { ...found.groups } : undefined
}

function notSignedIn(): Reply {
  return armError(401, 'AuthenticationFailed', "Authentication failed. The 'Authorization' header is missing.", {
    'www-authenticate': `Bearer authorization_uri="https://login.microsoftonline.com/${tenant}", error="invalid_token"`,
  })
}

function notFound({ path, method }: Request): Reply {
  const [, type, name] = /\/providers\/([^/]+\/[^/]+)\/([^/]+)$/i.exec(path) ?? []
  if (method === 'GET' && type && name) return resourceNotFound(type, name)
  const [, group] = /\/resourceGroups\/([^/]+)$/i.exec(path) ?? []
  if (group) return armError(404, 'ResourceGroupNotFound', `Resource group '${group}' could not be found.`)
  return armError(404, 'NotFound', `The simulator has no answer to ${method} ${path}.`)
}
