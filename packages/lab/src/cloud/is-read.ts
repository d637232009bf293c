import type { Request } from './scenario.ts'

/** Actions of AWS that change nothing, by the first word of their names. */
const readAction = /^(?:Describe|Get|List|Filter|Lookup|BatchGet|Head|Test)/
/** Calls of Azure that read although they are sent by POST. */
const readPath =
  /\/(?:backendhealth|getBackendHealthOnDemand|containerlogs|list|effectiveRouteTable|effectiveNetworkSecurityGroups|query|resources)$/i

const azureHost = /(?:^|\.)(?:management\.azure\.com|loganalytics\.io|applicationinsights\.io)$/

/** Whether a request to a provider's API changes nothing. */
export function isRead({ method, host, path, body, headers }: Request): boolean {
  if (/^(?:GET|HEAD|OPTIONS)$/.test(method)) return true
  if (method !== 'POST') return false
  if (host === 'login.microsoftonline.com') return true
  if (host === 'api.cloudflare.com') return path.endsWith('/graphql') && isQuery(body)
  if (host.endsWith('.amazonaws.com')) return readAction.test(actionOf(headers, body))
  return azureHost.test(host) && readPath.test(path)
}

/** A document of GraphQL may hold several operations; one that changes something bears the word outside of any name. */
function isQuery(body: string): boolean {
  const [, query = ''] = /"query"\s*:\s*"((?:\\.|[^"\\])*)"/.exec(body) ?? []
  return query !== '' && !/\b(?:mutation|subscription)\b/.test(query.replace(/\\./g, ' '))
}

function actionOf(headers: Readonly<Record<string, string>>, body: string): string {
  const target = headers['x-amz-target']
  return target === undefined ? (new URLSearchParams(body).get('Action') ?? '') : (target.split('.').at(-1) ?? '')
}
