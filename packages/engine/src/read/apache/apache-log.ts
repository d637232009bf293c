import * as z from 'zod'
import { countBy } from '../common/count.ts'
import { zoneOffsetMs } from '../common/zone.ts'
import { linesOf } from '../lines.ts'
import { earliest, optionalText, pathOf, sinceOption, zoneOption } from '../log/log-options.ts'
import { defineReader, type Shape } from '../reader.ts'
import { isGlobalAt, kindAt } from './apache-log-kinds.ts'
import { type ApacheLogLine, parseApacheLine, timeOf } from './apache-log-line.ts'

const maxIncidents = 100
/** Lines of one request come together; a thread that waited for another second serves another request. */
const togetherMs = 1000

const options = z.strictObject({
  since: sinceOption.describe('Lines from this time on: ms since the epoch, or a duration back such as `15m`.'),
  path: optionalText.describe('Only requests for this URL path, where a line names one.'),
  backends: optionalText.describe('Only these backends, as `host:port` or socket paths separated by spaces.'),
  zone: zoneOption.describe(
    'The zone of the machine as `date +%z` prints it; Apache logs local time. The default is `+0000`.',
  ),
})
type Options = z.infer<typeof options>

const incident = {
  time_ms: 'int',
  kind: 'string',
  errno: 'int',
  errno_text: 'string',
  host: 'string',
  port: 'int',
  unix: 'string',
  aliases: 'list<string>',
  path: 'string',
  disabled: 'bool',
  certain: 'bool',
  detail: 'string',
  raw: 'string',
} as const satisfies Shape

const shape = {
  incidents: [incident],
  count: 'int',
  kinds: 'map<string, int>',
  'last?': incident,
  newest_ms: 'int',
  readable_lines: 'int',
} as const satisfies Shape

interface Incident {
  lines: ApacheLogLine[]
  thread: string
  client: string
}

/** Reads the end of an Apache error log: each failing proxied request as one incident, with what its lines say together. */
export const apacheLog = defineReader({
  id: 'apache-log',
  describes: 'The end of an Apache error log: requests that mod_proxy could not serve, each with its kind and backend.',
  options,
  accepts: [0],
  shape: () => shape,
  read({ stdout, isCut }, given, { now }) {
    if (isCut) return { ok: false, reason: 'unreadable', problem: 'The log is too long: its newest lines are missing.' }
    const offset = zoneOffsetMs(given.zone)
    const lines = linesOf(stdout)
    const times = lines.flatMap(line => timeOf(line, offset) ?? [])
    if (times.length === 0 && stdout.trim() !== '')
      return { ok: false, reason: 'unreadable', problem: 'No line has a time as Apache error logs have.' }

    const from = earliest(given.since, now)
    // Grouped before old ones are left out: half an incident lacks the line that names its backend.
    const found = incidentsOf(lines.flatMap(line => parseApacheLine(line, offset) ?? []))
      .map(summary)
      .filter(one => one.time_ms >= from && concerns(one, given))
      .map(one => ({ ...one, certain: isCertain(one) }))
    const last = found.findLast(one => one.certain) ?? found.at(-1)
    return {
      ok: true,
      values: {
        incidents: found.slice(-maxIncidents),
        count: found.length,
        kinds: countBy(found.map(({ kind }) => kind)),
        ...(last && { last }),
        newest_ms: times.reduce((newest, time) => Math.max(newest, time), 0),
        readable_lines: times.length,
      },
    }
  },
})

function incidentsOf(lines: readonly ApacheLogLine[]): Incident[] {
  const all: Incident[] = []
  const open = new Map<string, Incident>()
  for (const line of lines) {
    const known = open.get(line.thread)
    const isSame =
      known !== undefined &&
      line.time_ms - (known.lines.at(-1)?.time_ms ?? 0) < togetherMs &&
      (known.client === '' || line.client === '' || known.client === line.client) &&
      // A connection attempt begins anew when the one before it was already given up for its client.
      !(known.client !== '' && line.client === '' && known.lines.some(({ code }) => code === 'AH00898'))
    if (isSame) {
      known.lines.push(line)
      known.client ||= line.client
      continue
    }
    const begun: Incident = { lines: [line], thread: line.thread, client: line.client }
    all.push(begun)
    open.set(line.thread, begun)
  }
  return all
}

function summary({ lines }: Incident) {
  const rank = Math.min(...lines.map(line => line.rank))
  const main = lines.find(line => line.rank === rank) as ApacheLogLine
  const errored = main.errno > 0 ? main : (lines.find(line => line.errno > 0 && line.rank === rank) ?? main)
  const backend = [main, ...lines].find(({ host, unix }) => host !== '' || unix !== '')
  return {
    time_ms: main.time_ms,
    kind: kindAt(rank),
    errno: errored.errno,
    errno_text: errored.errno_text,
    host: backend?.host ?? '',
    port: backend?.port ?? 0,
    unix: backend?.unix ?? '',
    aliases: lines.flatMap(({ alias }) => (alias === '' ? [] : [alias])),
    path: lines.find(({ path }) => path !== '')?.path ?? '',
    disabled: lines.some(({ raw }) => raw.includes('AH00959: ')),
    certain: isGlobalAt(rank),
    detail: lines.find(({ code }) => /^AH0(?:2039|2004|2005|2411)$/.test(code))?.message ?? '',
    raw: main.raw,
  }
}

type Summary = ReturnType<typeof summary>

function concerns({ certain, path, host, port, aliases, unix }: Summary, given: Options): boolean {
  if (certain) return true
  if (given.path !== undefined && path !== '' && path !== pathOf(given.path)) return false
  const backends = (given.backends ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  if (backends.length === 0) return true
  if (unix !== '') return backends.includes(unix.toLowerCase())
  if (host === '') return true
  if (aliases.some(alias => backends.includes(alias))) return true
  return backends.some(one => (port > 0 ? one === `${host}:${port}` : one.slice(0, one.lastIndexOf(':')) === host))
}

/** Without a backend and a path nothing ties an incident to the URL. */
function isCertain({ certain, path, host, unix }: Summary): boolean {
  return certain || path !== '' || host !== '' || unix !== ''
}
