import type { Box } from '../../box/box.ts'
import type { Api, Reply, Request } from '../scenario.ts'
import { armError, denied, resourceNotFound } from './arm.ts'
import { signedIn } from './login.ts'
import { subscription, tenant } from './names.ts'

/** Answers some requests to ARM in place of the routes behind it; put it before `arm(…)`. */
export function failing(reply: (request: Request) => Reply, when: RegExp = /./): Api {
  return request =>
    request.host === 'management.azure.com' && when.test(`${request.method} ${request.path}`)
      ? reply(request)
      : undefined
}

/** 403 with the action that the method and path stand for. */
export const forbidden = (request: Request): Reply => denied(actionOf(request), request.path)

/** 429: the read limit of the subscription is used up. */
export const throttled = (): Reply =>
  armError(429, 'TooManyRequests', 'The request is being throttled.', { 'retry-after': '1' })

/** 401: the token was good once. */
export const expiredToken = (): Reply =>
  armError(
    401,
    'ExpiredAuthenticationToken',
    "The access token expiry UTC time '11/20/2026 7:59:00 PM' is earlier than current UTC time '11/20/2026 8:59:00 PM'.",
    {
      'www-authenticate': `Bearer authorization_uri="https://login.microsoftonline.com/${tenant}", error="invalid_token", error_description="The access token expiry UTC time is earlier than current UTC time."`,
    },
  )

/** 404: there is no such subscription in the tenant of the login. */
export const noSubscription = (): Reply =>
  armError(404, 'SubscriptionNotFound', `The subscription '${subscription}' could not be found.`)

/** 404 for a resource that was there once. */
export const notFound = ({ path }: Request): Reply => {
  const [, type = '', name = ''] = /\/providers\/([^/]+\/[^/]+)\/([^/]+)/i.exec(path) ?? []
  return resourceNotFound(type, name)
}

/** An `az` that ends as Python does when a part of it is missing. */
export async function brokenAz(box: Box): Promise<void> {
  await signedIn.up(box)
  const traceback = [
    'Traceback (most recent call last):',
    '  File "/usr/lib/python3.11/runpy.py", line 198, in _run_module_as_main',
    '  File "/opt/az/lib/python3.11/site-packages/azure/cli/__main__.py", line 16, in <module>',
    "ModuleNotFoundError: No module named 'knack'",
  ]
  box.write('bin/az', `#!/bin/sh\ncat >&2 <<'END'\n${traceback.join('\n')}\nEND\nexit 1\n`, 0o755)
}

/** What a proxy of a company says in ARM's place. */
export const html = (): Reply => ({
  status: 403,
  headers: { 'content-type': 'text/html' },
  body: '<html><body>Blocked by corporate proxy</body></html>',
})

/** 200, and the text ends in the middle. */
export const cutJson = (): Reply => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: '{"value": [{"id": "/subscr',
})

/** The connection stands, and nothing ever comes. */
export const hang = (): Reply => ({ status: 200, hang: true })

function actionOf({ method, path }: Request): string {
  const [namespace = '', ...rest] = (path.split('/providers/').at(-1) ?? '').split('/')
  const types = rest.filter((_, at) => at % 2 === 0)
  const verbs: Record<string, string> = { GET: 'read', POST: 'action', DELETE: 'delete' }
  return `${[namespace, ...types].join('/')}/${verbs[method] ?? 'write'}`
}
