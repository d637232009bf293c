import { gzipSync } from 'node:zlib'
import type { Reply } from '../scenario.ts'
import { errorAnswer } from './refusals.ts'
import { type Call, escaped, jsonAnswer } from './wire.ts'
import { account, type LogSpec, namesOf, plantedKey, type World } from './world.ts'

/** Answers CloudWatch Logs: there is a group for the function, and none for a load balancer. */
export function logs(call: Call, world: World): Reply {
  if (world.lambda === undefined || call.input.logGroupName !== '/aws/lambda/shop-cart')
    return errorAnswer(call, { code: 'ResourceNotFoundException', message: 'The specified log group does not exist.' })
  const events = (world.lambda.log ?? []).map((message, index) => ({
    logStreamName: 's',
    timestamp: Date.now() - 60_000,
    message,
    ingestionTime: Date.now() - 59_000,
    eventId: String(index),
  }))
  return jsonAnswer({ events, searchedLogStreams: [] })
}

/** Answers S3 for the bucket with the access log. */
export function s3(call: Call, world: World): Reply {
  const lines = world.log
  if (lines === undefined) return errorAnswer(call, { code: 'NoSuchBucket', message: 'no such bucket', status: 404 })
  const keys = keysOf(world)
  if (call.action === 'ListBucket')
    return { status: 200, headers: { 'content-type': 'application/xml' }, body: listOf(call, keys, world.pageSize) }
  const at = Number(/_file(\d+)\.log\.gz$/.exec(call.request.path)?.[1] ?? Number.NaN)
  if (!(at < keys.length))
    return errorAnswer(call, { code: 'NoSuchKey', message: 'The specified key does not exist.', status: 404 })
  const own = at === keys.length - 1 ? lines : [{ elb: 200, target: 200, ago: (keys.length - at) * 120 }]
  return {
    status: 200,
    headers: { 'content-type': 'application/octet-stream', 'last-modified': new Date().toUTCString(), etag: '"e"' },
    body: gzipSync(own.map(line => lineOf(line, world)).join('')),
  }
}

/** Answers Lambda: the configuration, and who may call the function. */
export function lambda(call: Call, world: World): Reply {
  if (world.lambda === undefined)
    return errorAnswer(call, { code: 'ResourceNotFoundException', message: 'Function not found', status: 404 })
  if (call.action === 'AddPermission') return { ...jsonAnswer({ Statement: '{}' }), status: 201 }
  if (call.action === 'GetPolicy')
    return world.lambda.policy === false
      ? errorAnswer(call, {
          code: 'ResourceNotFoundException',
          message: 'The resource you requested does not exist.',
          status: 404,
        })
      : jsonAnswer({
          Policy: '{"Statement":[{"Principal":{"Service":"elasticloadbalancing.amazonaws.com"}}]}',
          RevisionId: 'r',
        })
  return jsonAnswer({
    FunctionName: 'shop-cart',
    Timeout: world.lambda.timeout,
    MemorySize: 128,
    State: 'Active',
    Environment: { Variables: { DB_PASSWORD: plantedKey } },
  })
}

/** `[prefix/]AWSLogs/<account>/elasticloadbalancing/<region>/<yyyy>/<mm>/<dd>/…`, the oldest first, the last one of now. */
function keysOf(world: World): string[] {
  const { region, logFiles = 1 } = world
  const id = namesOf(world).balancer.split(':loadbalancer/')[1]?.replaceAll('/', '.')
  return Array.from({ length: logFiles }, (_, index) => {
    const end = new Date(Date.now() - (logFiles - 1 - index) * 60_000).toISOString()
    const day = end.slice(0, 10).replaceAll('-', '/')
    const time = `${end.slice(0, 16).replace(/[-:]/g, '')}Z`
    return `prod/AWSLogs/${account}/elasticloadbalancing/${region}/${day}/${account}_elasticloadbalancing_${region}_${id}_${time}_192.0.2.9_file${index}.log.gz`
  })
}

/** A page of keys, as S3 gives it with `encoding-type=url`. */
function listOf({ request: { query } }: Call, keys: readonly string[], pageSize = 1000): string {
  const { prefix = '' } = query
  const after = query['continuation-token'] ?? query['start-after'] ?? ''
  const meant = keys.filter(key => key.startsWith(prefix) && key > after)
  const page = meant.slice(0, pageSize)
  const contents = page.map(
    key =>
      `<Contents><Key>${escaped(encodeURIComponent(key).replaceAll('%2F', '/'))}</Key><LastModified>${new Date().toISOString()}</LastModified><ETag>&quot;e&quot;</ETag><Size>900</Size><StorageClass>STANDARD</StorageClass></Contents>`,
  )
  const next =
    meant.length > page.length ? `<NextContinuationToken>${escaped(page.at(-1) ?? '')}</NextContinuationToken>` : ''
  return `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>shop-alb-logs</Name><Prefix>${escaped(prefix)}</Prefix><KeyCount>${page.length}</KeyCount><MaxKeys>1000</MaxKeys><EncodingType>url</EncodingType><IsTruncated>${next !== ''}</IsTruncated>${next}${contents.join('')}</ListBucketResult>`
}

/** A line as AWS documents it (load-balancer-access-logs), with the fields that were added later. */
function lineOf(
  {
    elb,
    target,
    times = [0.001, 0.02, 0],
    to = '10.0.1.10:8080',
    reason = '-',
    path = '/',
    actions = 'forward',
    ago = 90,
    desync = ['-', '-'],
  }: LogSpec,
  world: World,
): string {
  const names = namesOf(world)
  const at = new Date(Date.now() - ago * 1000).toISOString().replace('Z', '000Z')
  const status = target === undefined ? '-' : String(target)
  const id = names.balancer.split(':loadbalancer/')[1]
  return `https ${at} ${id} 192.0.2.7:2817 ${to} ${times.join(' ')} ${elb} ${status} 34 366 "GET https://${world.host}:443${path}?token=${plantedKey} HTTP/1.1" "curl/7.88.1" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 ${names.group} "Root=1-58337281-1d84f3d73c47ec4e58577259" "${world.host}" "arn:aws:acm:${world.region}:${account}:certificate/1" 0 ${at} "${actions}" "-" "${reason}" "${to}" "${status}" "${desync[0]}" "${desync[1]}" TID_1234abcd5678ef90 "-" "-" "-"\n`
}
