import * as z from 'zod'
import { cloudFailure } from './cloud-failure.ts'
import { defineReader, type Value } from './reader.ts'

const mostRows = 200

/**
 * Reads lines of an ALB access log (elasticloadbalancing user guide, load-balancer-access-logs): blank-separated fields,
 * some quoted, and more at the end as AWS adds them. A time is -1 when that phase was not reached.
 */
export const albLog = defineReader({
  id: 'alb-log',
  describes: 'Lines of an ALB access log that the load balancer answered with an error, and how far each request came.',
  options: z.strictObject({
    /** How far back it looks. */
    minutes: z.coerce.number().int().positive().default(60),
  }),
  accepts: 'any',
  shape: () => ({
    total: 'int',
    failed: [
      {
        kind: 'string',
        elb_status: 'int',
        target_status: 'int',
        request_time: 'double',
        target_time: 'double',
        response_time: 'double',
        target: 'string',
        actions: 'string',
        error_reason: 'string',
        path: 'string',
      },
    ] as const,
  }),
  read(output, { minutes }, { now }) {
    const failure = cloudFailure(output, { provider: 'aws', asked: '' })
    if (failure) return { ok: false, problem: failure.problem, ...(failure.reason ? { reason: failure.reason } : {}) }
    const rows = output.stdout.split('\n').flatMap(line => rowOf(line) ?? [])
    if (rows.length === 0 && output.stdout.trim() !== '')
      return { ok: false, problem: 'This is not an access log of a load balancer.', reason: 'unreadable' }
    const recent = rows.filter(({ at }) => at >= now - minutes * 60_000)
    const failed = recent.filter(({ elb_status }) => elb_status >= 500 || (elb_status >= 460 && elb_status < 470))
    return { ok: true, values: { total: recent.length, failed: failed.slice(-mostRows).map(({ at, ...row }) => row) } }
  },
})

/** How far a request came before the load balancer answered it. */
type Kind = 'target-answered' | 'not-connected' | 'no-answer' | 'answer-cut' | 'not-sent'

interface Row {
  [key: string]: Value
  /** ms since the epoch. */
  at: number
  kind: Kind
  elb_status: number
}

function rowOf(line: string): Row | undefined {
  const fields = [...line.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '')
  const at = Date.parse((fields[1] ?? '').replace(/(\.\d{3})\d+Z$/, '$1Z'))
  if (fields.length < 25 || !Number.isFinite(at)) return undefined
  const [request_time, target_time, response_time] = fields.slice(5, 8).map(Number) as [number, number, number]
  const [elb_status, target_status] = [Number(fields[8]), fields[9] === '-' ? 0 : Number(fields[9])]
  if (![request_time, target_time, response_time, elb_status, target_status].every(Number.isFinite)) return undefined
  const target = fields[4] ?? '-'
  return {
    at,
    kind: kindOf({ target, target_status, request_time, target_time }),
    elb_status,
    target_status,
    request_time,
    target_time,
    response_time,
    target,
    actions: fields[22] ?? '',
    error_reason: fields[24] ?? '-',
    path: pathOf(fields[12] ?? ''),
  }
}

function kindOf({ target, target_status, request_time, target_time }: Record<string, string | number>): Kind {
  if (Number(target_status) > 0) return 'target-answered'
  if (target === '-') return 'not-sent'
  if (Number(request_time) < 0) return 'not-connected'
  return Number(target_time) < 0 ? 'no-answer' : 'answer-cut'
}

/** Without the query, which may hold secrets. */
function pathOf(request: string): string {
  const url = request.split(' ')[1] ?? ''
  return /^[a-z]+:\/\/[^/]*([^?]*)/i.exec(url)?.[1] ?? ''
}
