import type { Shape, Yields } from '../reader.ts'
import { inheritedAll, settingText } from './nginx-config-settings.ts'
import type { Scope } from './nginx-config-tree.ts'

/** What is yielded of the request that nginx makes to an upstream; a setting that is not there is empty. */
export const requestShape = {
  http_version: 'string',
  upgrade_header: 'string',
  connection_header: 'string',
  headers_inherited: 'bool',
  request_buffering: 'string',
  body_limit: 'string',
} as const satisfies Shape

/**
 * How nginx asks the upstream. Headers are inherited only by a block that sets none itself, so one that is added to such
 * a block takes all inherited ones away: `headers_inherited` tells it
 * (https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_set_header).
 */
export function requestSettings(scope: Scope): Yields<typeof requestShape> {
  const headers = inheritedAll(scope, 'proxy_set_header')
  const header = (name: string) => headers.find(({ args }) => args[0]?.toLowerCase() === name)?.args[1] ?? ''
  return {
    http_version: settingText(scope, 'proxy_http_version'),
    upgrade_header: header('upgrade'),
    connection_header: header('connection'),
    headers_inherited: headers.length > 0 && !scope[0]?.some(({ name }) => name === 'proxy_set_header'),
    request_buffering: settingText(scope, 'proxy_request_buffering', 'on'),
    body_limit: settingText(scope, 'client_max_body_size', '1m'),
  }
}
