import * as z from 'zod'
import { cloudRefusal } from '../cloud/cloud-answer.ts'
import { defineReader, type Shape, type Yields } from '../reader.ts'

const mostRows = 200

const failedShape = {
  at: 'string',
  kind: 'string',
  elb_status: 'int',
  target_status: 'int',
  request_time: 'double',
  target_time: 'double',
  response_time: 'double',
  target: 'string',
  actions: 'string',
  error_reason: 'string',
  classification: 'string',
  classification_reason: 'string',
  path: 'string',
} as const satisfies Shape

/**
 * Reads lines of an ALB access log (elasticloadbalancing user guide, load-balancer-access-logs): blank-separated fields,
 * some quoted, and more at the end as AWS adds them. A time is -1 when that phase was not reached. A script may leave out
 * what did not fail, and then says how much there was in a last line `runbook-alb-log files=2 lines=900 failed=3`.
 */
export const albLog = defineReader({
  id: 'alb-log',
  describes: 'Lines of an ALB access log that the load balancer answered with an error, and how far each request came.',
  options: z.strictObject({
    /** How far back it looks. */
    minutes: z.coerce.number().int().positive().default(60),
    /** How many files are read at most, the newest first. */
    files: z.coerce.number().int().positive().default(Number.MAX_SAFE_INTEGER),
    /** Which account and region were asked. */
    asked: z.string().default(''),
  }),
  accepts: 'any',
  shape: () => ({
    total: 'int',
    files: 'int',
    is_whole: 'bool',
    failed: [failedShape],
  }),
  read(output, { minutes, files, asked }, { now }) {
    const refusal = cloudRefusal(output, { provider: 'aws', asked })
    if (refusal) return refusal
    const rows = output.stdout.split('\n').flatMap(line => rowOf(line) ?? [])
    const extent = extentIn(output.stdout)
    if (rows.length === 0 && output.stdout.trim() !== '' && !extent)
      return { ok: false, problem: 'This is not an access log of a load balancer.', reason: 'unreadable' }
    const recent = rows.filter(({ time }) => time >= now - minutes * 60_000)
    const failed = recent.filter(row => isFailed(row)).toSorted((one, other) => one.time - other.time)
    return {
      ok: true,
      values: {
        total: extent?.lines ?? recent.length,
        files: Math.min(extent?.files ?? 1, files),
        is_whole: failed.length <= mostRows && (!extent || (extent.files <= files && extent.failed <= rows.length)),
        failed: failed.slice(-mostRows).map(({ time, ...row }) => row),
      },
    }
  },
})

/** What a script that leaves most of the log out says of the whole, in its last line. */
function extentIn(text: string): { files: number; lines: number; failed: number } | undefined {
  const [, files, lines, failed] = /^runbook-alb-log files=(\d+) lines=(\d+) failed=(\d+)$/m.exec(text) ?? []
  return files === undefined ? undefined : { files: Number(files), lines: Number(lines), failed: Number(failed) }
}

/** What a target refused with a status below 500 is its own affair. */
function isFailed({ elb_status, target_status }: Row): boolean {
  return elb_status >= 500 || (elb_status >= 400 && target_status === 0)
}

/** How far a request came before the load balancer answered it. */
type Kind = 'target-answered' | 'not-connected' | 'no-answer' | 'answer-cut' | 'not-sent'

/** One request, and when it came in ms since the epoch. */
type Row = Yields<typeof failedShape> & { time: number }

function rowOf(line: string): Row | undefined {
  const fields = [...line.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '')
  const time = Date.parse((fields[1] ?? '').replace(/(\.\d{3})\d+Z$/, '$1Z'))
  if (fields.length < 25 || !Number.isFinite(time)) return undefined
  const [request_time, target_time, response_time] = fields.slice(5, 8).map(Number) as [number, number, number]
  const [elb_status, target_status] = [Number(fields[8]), fields[9] === '-' ? 0 : Number(fields[9])]
  if (![request_time, target_time, response_time, elb_status, target_status].every(Number.isFinite)) return undefined
  const target = fields[4] ?? '-'
  return {
    time,
    at: `${new Date(time).toISOString().slice(0, 19)}Z`,
    kind: kindOf({ target, target_status, request_time, target_time }),
    elb_status,
    target_status,
    request_time,
    target_time,
    response_time,
    target,
    actions: fields[22] ?? '',
    error_reason: fields[24] ?? '-',
    classification: fields[27] ?? '-',
    classification_reason: fields[28] ?? '-',
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
