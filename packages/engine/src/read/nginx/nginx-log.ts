import * as z from 'zod'
import { countBy } from '../common/count.ts'
import { zoneOffsetMs } from '../common/zone.ts'
import { bareHost, earliest, optionalText, pathOf, sinceOption, zoneOption } from '../log/log-options.ts'
import { defineReader, type Shape } from '../reader.ts'
import { failsRequest, isGlobalKind } from './nginx-log-kinds.ts'
import { type NginxLogLine, nginxLogLineShape, parseLine, splitEntries } from './nginx-log-line.ts'

const maxLines = 200

const options = z.strictObject({
  since: sinceOption.describe('Lines from this time on: ms since the epoch, or a duration back such as `15m`.'),
  host: optionalText.describe('Only requests for this host.'),
  path: optionalText.describe('Only requests for this URL path; queries are ignored.'),
  server_names: optionalText.describe('Names of the server block, separated by spaces, that count as the host too.'),
  upstreams: optionalText.describe(
    'Only lines about these upstreams, `host:port` or the path of a socket, separated by spaces; names count by port.',
  ),
  zone: zoneOption.describe(
    'The zone of the machine as `date +%z` prints it; nginx logs local time. The default is `+0000`.',
  ),
})
type Options = z.infer<typeof options>

const shape = {
  lines: [nginxLogLineShape],
  count: 'int',
  kinds: 'map<string, int>',
  'last?': nginxLogLineShape,
  'last_emerg?': nginxLogLineShape,
  newest_ms: 'int',
  readable_lines: 'int',
} as const satisfies Shape

/** Reads the end of an nginx error log: what failed, of which kind, on which upstream. */
export const nginxLog = defineReader({
  id: 'nginx-log',
  describes: 'The end of an nginx error log, each line with its kind, request and upstream.',
  options,
  accepts: [0],
  shape: () => shape,
  read({ stdout, isCut }, given, { now }) {
    if (isCut)
      return {
        ok: false,
        reason: 'unreadable',
        problem: 'The log is too long: its newest lines are missing.',
      }
    const entries = splitEntries(stdout).flatMap(entry => parseLine(entry, zoneOffsetMs(given.zone)) ?? [])
    if (entries.length === 0 && stdout.trim() !== '')
      return {
        ok: false,
        problem: 'No line has the form of an nginx error log.',
        reason: 'unreadable',
      }

    const from = earliest(given.since, now)
    const recent = entries.filter(entry => entry.time_ms >= from)
    const isWanted = upstreamFilter(given.upstreams)
    const matching = recent.filter(entry => entry.kind !== 'other' && concerns(entry, given) && isWanted(entry))
    const last = matching.findLast(failsRequest)
    const lastEmerg = recent.findLast(entry => entry.level === 'emerg')
    return {
      ok: true,
      values: {
        lines: matching.slice(-maxLines),
        count: matching.length,
        kinds: countBy(matching.map(entry => entry.kind)),
        ...(last && { last: last }),
        ...(lastEmerg && { last_emerg: lastEmerg }),
        newest_ms: entries.reduce((newest, entry) => Math.max(newest, entry.time_ms), 0),
        readable_lines: entries.length,
      },
    }
  },
})

function concerns(entry: NginxLogLine, { host, path, server_names }: Options): boolean {
  if (path !== undefined && entry.method !== '' && entry.path !== pathOf(path)) return false
  if (host === undefined) return true
  // Before a request is parsed, `server` is the address that was listened on and says nothing about the host.
  if (entry.host === '' && entry.method === '') return isGlobalKind(entry.kind)
  const names = (server_names ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  const server = entry.server.toLowerCase()
  return (entry.host || server) === bareHost(host) || names.includes(server)
}

function upstreamFilter(wanted: string | undefined): (entry: NginxLogLine) => boolean {
  if (wanted === undefined) return () => true
  const addresses = new Set(wanted.split(/\s+/).filter(Boolean))
  // nginx logs the address that a name stood for, so of a name only the port can be compared.
  const ports = [...addresses].flatMap(address => /^[^/]*[a-z][^/:]*:(\d+)$/i.exec(address)?.[1] ?? [])
  return ({ upstream_address: host, upstream_port: port, upstream_is_unix: isUnix }) =>
    addresses.has(isUnix ? host : `${host}:${port}`) || (!isUnix && ports.includes(String(port)))
}
