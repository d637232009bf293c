import type { Reply, Request } from '../scenario.ts'

/** How a service is spoken to: forms answered in XML, EC2's own kind of that, JSON, or S3's paths. */
type Protocol = 'query' | 'ec2' | 'json' | 's3' | 'rest-json'

/** A call of an AWS API, in the same form whatever the protocol. */
export interface Call {
  service: string
  region: string
  action: string
  protocol: Protocol
  /** Of a form: its fields, such as `Names.member.1`. Of JSON: empty. */
  form: URLSearchParams
  /** Of JSON: the body. Of a form: empty. */
  input: Record<string, unknown>
  request: Request
}

/** Reads a call as both generations of the CLI send it; undefined when it is not for AWS, or not signed. */
export function callOf(request: Request): Call | undefined {
  if (!request.host.endsWith('.amazonaws.com')) return undefined
  const { headers, body } = request
  const [, region = '', service = ''] =
    /Credential=[^/]+\/\d+\/([^/]+)\/([^/]+)\/aws4_request/.exec(headers.authorization ?? '') ?? []
  const base = { service, region, form: new URLSearchParams(), input: {}, request }
  const target = headers['x-amz-target']
  if (target !== undefined)
    return { ...base, protocol: 'json', action: target.split('.').at(-1) ?? '', input: JSON.parse(body || '{}') }
  if (service === 's3') return { ...base, protocol: 's3', action: s3Action(request) }
  if (service === 'lambda') return { ...base, protocol: 'rest-json', action: lambdaAction(request) }
  const form = new URLSearchParams(body)
  return { ...base, protocol: service === 'ec2' ? 'ec2' : 'query', action: form.get('Action') ?? '', form }
}

function s3Action({ method, query }: Request): string {
  if ('list-type' in query) return 'ListBucket'
  return method === 'HEAD' ? 'HeadObject' : 'GetObject'
}

function lambdaAction({ method, path }: Request): string {
  const isPolicy = path.endsWith('/policy')
  if (method === 'GET') return isPolicy ? 'GetPolicy' : 'GetFunctionConfiguration'
  return isPolicy ? 'AddPermission' : 'UpdateFunctionConfiguration'
}

/** The values of a list in a form: `Names.member.1`, or EC2's `GroupId.1`. */
export function listOf({ form }: Call, name: string): string[] {
  const pattern = new RegExp(`^${name}\\.(?:member\\.)?\\d+$`)
  return [...form].filter(([key]) => pattern.test(key)).map(([, value]) => value)
}

/** The values of a filter in EC2's form. */
export function filterOf(call: Call, name: string): string[] | undefined {
  const key = [...call.form].find(([key, value]) => /^Filter\.\d+\.Name$/.test(key) && value === name)?.[0]
  return key === undefined ? undefined : listOf(call, key.replace(/Name$/, 'Value').replaceAll('.', '\\.'))
}

/** What XML is made of: an array becomes a list of items. */
export type Data = string | number | boolean | undefined | readonly Data[] | { readonly [key: string]: Data }

const namespaces: Record<string, string> = {
  elasticloadbalancing: 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/',
  monitoring: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
  sts: 'https://sts.amazonaws.com/doc/2011-06-15/',
  ec2: 'http://ec2.amazonaws.com/doc/2016-11-15/',
}
const requestId = 'b8cf1b2a-6f2a-11e9-8f9e-2a86e4085a59'

/** The answer of a service that speaks XML. */
export function xmlAnswer({ service, action, protocol }: Call, data: { readonly [key: string]: Data }): Reply {
  const open = `<${action}Response xmlns="${namespaces[service] ?? ''}">`
  const inner =
    protocol === 'ec2'
      ? `<requestId>${requestId}</requestId>${xml(data, 'item')}`
      : `<${action}Result>${xml(data, 'member')}</${action}Result><ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`
  return { status: 200, headers: { 'content-type': 'text/xml' }, body: `${open}${inner}</${action}Response>` }
}

/** The answer of a service that speaks JSON. */
export function jsonAnswer(body: object): Reply {
  return { status: 200, headers: { 'content-type': 'application/x-amz-json-1.1' }, body }
}

/** Elements of an object; `item` names those of lists. */
function xml(data: Data, item: string): string {
  if (data === undefined) return ''
  if (Array.isArray(data)) return data.map(one => `<${item}>${xml(one, item)}</${item}>`).join('')
  if (typeof data !== 'object') return escaped(String(data))
  return Object.entries(data)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `<${key}>${xml(value, item)}</${key}>`)
    .join('')
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
