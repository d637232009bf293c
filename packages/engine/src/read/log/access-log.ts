import * as z from 'zod'
import { countBy } from '../common/count.ts'
import { defineReader, type Shape, type Yields } from '../reader.ts'
import { combinedFormat, type LogFields, logParser } from './access-log-format.ts'
import { bareHost, earliest, optionalText, pathOf, sinceOption, splitRequest } from './log-options.ts'

const maxLines = 200

const options = z.strictObject({
  since: sinceOption.describe('Lines from this time on: ms since the epoch, or a duration back such as `15m`.'),
  host: optionalText.describe('Only requests for this host, when the format has the host.'),
  path: optionalText.describe('Only requests for this URL path; queries are ignored.'),
  format: optionalText.describe('The text of the `log_format`; without it nginx’s `combined`.'),
})
type Options = z.infer<typeof options>

const lineShape = {
  time_ms: 'int',
  status: 'int',
  method: 'string',
  path: 'string',
  upstream_status: 'string',
  upstream_addr: 'string',
  upstream_header_time: 'string',
  upstream_connect_time: 'string',
  upstream_response_time: 'string',
  request_time: 'double',
  host: 'string',
} as const satisfies Shape
type Line = Yields<typeof lineShape>

/** Reads the end of an nginx access log by its `log_format`: who answered what, and how long it took. */
export const accessLog = defineReader({
  id: 'access-log',
  describes: 'The end of an nginx access log, read by its log_format.',
  options,
  accepts: [0],
  shape: () => ({
    lines: [lineShape],
    count: 'int',
    statuses: 'map<string, int>',
    server_errors: 'int',
    has_upstream: 'bool',
    'last_error?': lineShape,
  }),
  read({ stdout, isCut }, given, { now }) {
    if (isCut)
      return {
        ok: false,
        reason: 'unreadable',
        problem: 'The log is too long: its newest lines are missing.',
      }
    const parser = logParser(given.format ?? combinedFormat)
    const texts = stdout.split(/\r?\n/).filter(text => text !== '')
    const all = texts.flatMap(text => asLine(parser.parse(text)) ?? [])
    if (all.length === 0 && texts.length > 0)
      return {
        ok: false,
        problem: 'No line has the form of the log_format.',
        reason: 'unreadable',
      }

    const from = earliest(given.since, now)
    const matching = all.filter(entry => isRecent(entry, from) && concerns(entry, given))
    const errors = matching.filter(entry => entry.status >= 500)
    const lastError = errors.at(-1)
    return {
      ok: true,
      values: {
        lines: matching.slice(-maxLines),
        count: matching.length,
        statuses: countBy(matching.map(({ status }) => String(status))),
        server_errors: errors.length,
        has_upstream: parser.has('upstream_status'),
        ...(lastError && { last_error: lastError }),
      },
    }
  },
})

function asLine(fields: LogFields | undefined): Line | undefined {
  if (!fields) return undefined
  const value = (name: string) => fields.get(name) ?? ''
  const request = splitRequest(value('request'))
  const target = value('request_uri') || value('uri')
  return {
    time_ms: timeOf(fields),
    status: Number(value('status')) || 0,
    method: request.method || value('request_method'),
    path: request.path || pathOf(target),
    upstream_status: value('upstream_status'),
    upstream_addr: value('upstream_addr'),
    upstream_header_time: value('upstream_header_time'),
    upstream_connect_time: value('upstream_connect_time'),
    upstream_response_time: value('upstream_response_time'),
    request_time: Number(value('request_time')) || 0,
    host: bareHost(value('host') || value('http_host')),
  }
}

/** A format without a time cannot be filtered by it. */
function isRecent({ time_ms }: Line, from: number): boolean {
  return time_ms === 0 || time_ms >= from
}

/** A format without a host or path cannot be filtered by it. */
function concerns(entry: Line, { host, path }: Options): boolean {
  if (path !== undefined && entry.path !== '' && entry.path !== pathOf(path)) return false
  return host === undefined || entry.host === '' || entry.host === bareHost(host)
}

function timeOf(fields: LogFields): number {
  const msec = fields.get('msec')
  if (msec !== undefined) return Math.round(Number(msec) * 1000) || 0
  const local = fields.get('time_local')?.replace(/^(\d\d)\/(\w{3})\/(\d{4}):(\S+) (.*)$/, '$1 $2 $3 $4 $5')
  return Date.parse(fields.get('time_iso8601') ?? local ?? '') || 0
}
