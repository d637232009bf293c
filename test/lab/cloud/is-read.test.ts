import { isRead } from '@runbook/lab/cloud/is-read.ts'
import type { Request } from '@runbook/lab/cloud/scenario.ts'
import { describe, expect, it } from 'vitest'

const arm = 'management.azure.com'
const site = '/subscriptions/1/resourceGroups/rg/providers/Microsoft.Web/sites/app'
const gateway = '/subscriptions/1/resourceGroups/rg/providers/Microsoft.Network/applicationGateways/agw'
const elb = 'elasticloadbalancing.us-east-1.amazonaws.com'
const cloudflare = 'api.cloudflare.com'
const form = (action: string) => ({ body: `Action=${action}&Version=2015-12-01` })
const target = (name: string) => ({ headers: { 'x-amz-target': name } })
const graph = (query: string) => ({ body: JSON.stringify({ query }) })

type Row = [method: string, host: string, path: string, more?: Partial<Request>]

const writes: Row[] = [
  ['PUT', arm, `${site}/config/appsettings`],
  ['PUT', arm, gateway],
  ['PATCH', arm, `${site}/config/web`],
  ['DELETE', arm, `${site}/hostNameBindings/shop.example.com`],
  ['POST', arm, `${site}/restart`],
  ['POST', arm, `${site}/start`],
  ['POST', arm, `${site}/stop`],
  ['POST', arm, `${site}/slotsswap`],
  ['POST', arm, `${gateway}/stop`],
  ['POST', arm, `${gateway}/start`],
  ['POST', arm, `${site}/publishxml`],
  ['POST', arm, '/subscriptions/1/providers/Microsoft.Web/playlist'],
  ['POST', elb, '/', form('ModifyListener')],
  ['POST', elb, '/', form('ModifyLoadBalancerAttributes')],
  ['POST', elb, '/', form('RegisterTargets')],
  ['POST', elb, '/', form('DeregisterTargets')],
  ['POST', elb, '/', form('SetSecurityGroups')],
  ['POST', elb, '/', { body: '' }],
  ['POST', 'ec2.us-east-1.amazonaws.com', '/', form('StopInstances')],
  ['POST', 'ec2.us-east-1.amazonaws.com', '/', form('AuthorizeSecurityGroupIngress')],
  ['POST', 'sts.us-east-1.amazonaws.com', '/', form('AssumeRole')],
  ['POST', 'logs.us-east-1.amazonaws.com', '/', target('Logs_20140328.PutRetentionPolicy')],
  ['POST', 'logs.us-east-1.amazonaws.com', '/', target('Logs_20140328.StartQuery')],
  ['PUT', 'lambda.us-east-1.amazonaws.com', '/2015-03-31/functions/shop/configuration'],
  ['POST', 'lambda.us-east-1.amazonaws.com', '/2015-03-31/functions/shop/policy'],
  ['POST', 'lambda.us-east-1.amazonaws.com', '/2015-03-31/functions/shop/invocations'],
  ['PUT', 'shop-logs.s3.us-east-1.amazonaws.com', '/prod/a.gz'],
  ['PATCH', cloudflare, '/client/v4/zones/1/settings/ssl'],
  ['POST', cloudflare, '/client/v4/zones/1/purge_cache'],
  ['POST', cloudflare, '/client/v4/graphql', graph('mutation { x }')],
  ['POST', cloudflare, '/client/v4/graphql', graph('query A { a } mutation B { b }')],
  ['POST', cloudflare, '/client/v4/graphql', { body: '{"query":"\\n  mutation{x}"}' }],
  ['POST', cloudflare, '/client/v4/graphql', { body: 'no JSON' }],
  ['POST', 'shop.example.com', '/list'],
]

const reads: Row[] = [
  ['GET', arm, site],
  ['HEAD', 'azure.microsoft.com', '/'],
  ['POST', arm, `${site}/config/appsettings/list`],
  ['POST', arm, `${gateway}/backendhealth`],
  ['POST', arm, `${gateway}/getBackendHealthOnDemand`],
  ['POST', arm, '/providers/Microsoft.ResourceGraph/resources'],
  ['POST', 'api.loganalytics.io', '/v1/workspaces/1/query'],
  ['POST', 'login.microsoftonline.com', '/1/oauth2/v2.0/token'],
  ['POST', elb, '/', form('DescribeTargetHealth')],
  ['POST', 'monitoring.us-east-1.amazonaws.com', '/', form('GetMetricData')],
  ['POST', 'logs.us-east-1.amazonaws.com', '/', target('Logs_20140328.FilterLogEvents')],
  ['POST', 'sts.us-east-1.amazonaws.com', '/', form('GetCallerIdentity')],
  ['POST', cloudflare, '/client/v4/graphql', graph('query($z:String!){viewer{zones{a}}}')],
  ['POST', cloudflare, '/client/v4/graphql', graph('{ viewer { mutations } }')],
]

describe('a request to the API of a provider', () => {
  it.each(writes)('counts as a change: %s %s%s %j', (...row) => {
    expect(isRead(requestOf(row))).toBe(false)
  })

  it.each(reads)('counts as a read: %s %s%s %j', (...row) => {
    expect(isRead(requestOf(row))).toBe(true)
  })
})

function requestOf([method, host, path, more]: Row): Request {
  return { method, host, path, port: 443, query: {}, headers: {}, body: '', ...more }
}
