import { zoneOffsetMs } from '../common/zone.ts'
import { bareHost, pathOf } from '../log/log-options.ts'
import { rankOf } from './apache-log-kinds.ts'

/** One line of an Apache error log that carries a message code, taken apart. */
export interface ApacheLogLine {
  time_ms: number
  /** Process and thread: what one request writes in a row has the same. */
  thread: string
  client: string
  code: string
  message: string
  /** Of the system or of APR (20014 closed, 70007 timed out); 0 when there is none, and for DNS. */
  errno: number
  errno_text: string
  /** How telling it is, 0 the most. */
  rank: number
  host: string
  port: number
  /** The backend as the configuration names it, where a line has both: `localhost:3000` for 127.0.0.1. */
  alias: string
  unix: string
  path: string
  raw: string
}

const months = 'JanFebMarAprMayJunJulAugSepOctNovDec'
const ctime = /\b([A-Z][a-z]{2}) ([ \d]\d) (\d\d):(\d\d):(\d\d)(?:\.(\d+))? (\d{4})\b/
const iso = /\b(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d+))?(Z|[+-]\d\d:?\d\d)?/
/** Where the messages of rankOf name the backend; a worker's name stands in brackets, sometimes without its port. */
const address =
  /(?:attempt to connect to |from remote server |request body failed to |support for | for \()(\[[^\]]*\]|[^\s:()]+)(?::(\d+))?/
const maxLength = 8192

/** The time of a line, in the default form or in one that ErrorLogFormat or a log keeper makes; local unless it says. */
export function timeOf(line: string, offsetMs: number): number | undefined {
  const start = line.slice(0, 160)
  const [, month = '', day, hour, minute, second, fraction, year] = ctime.exec(start) ?? []
  const monthAt = months.indexOf(month)
  if (year !== undefined && monthAt >= 0)
    return utc([year, monthAt / 3 + 1, day, hour, minute, second], fraction) - offsetMs
  const found = iso.exec(start)
  if (!found) return undefined
  const zone = found[8]
  const own = zone === undefined ? offsetMs : zoneOffsetMs(zone)
  return utc(found.slice(1, 7), found[7]) - own
}

/** Takes a line apart; undefined when it has no time, or says nothing about a proxied request. */
export function parseApacheLine(line: string, offsetMs: number): ApacheLogLine | undefined {
  if (line.length > maxLength) return undefined
  const time_ms = timeOf(line, offsetMs)
  const [whole = '', code = '', message = ''] = /\b(AH\d{5}): +(.*)$/.exec(line) ?? []
  const rank = rankOf(code, message)
  if (time_ms === undefined || rank === undefined) return undefined
  const before = line.slice(0, line.length - whole.length)
  const [, errno = '', text = ''] = /\((\d+|EAI -?\d+)\)([^:[\]]*): (?:\[client [^\]]*\] ?)?$/.exec(before) ?? []
  const [, pid = '', tid = ''] = /\bpid["':= ]+(\d+)(?:.{0,6}?tid["':= ]+(\d+))?/.exec(before) ?? []
  return {
    time_ms,
    code,
    message,
    rank,
    thread: `${pid}:${tid}`,
    client: /\[client ([^\]\s]+)\]/.exec(before)?.[1] ?? '',
    errno: /^\d/.test(errno) ? Number(errno) : 0,
    errno_text: text.replace(/ \(.*\)$/, ''),
    ...backendOf(before, message),
    path: pathOf(/(?:returned by|for the URL) (\/\S*)/.exec(message)?.[1] ?? ''),
    raw: line.slice(0, 500),
  }
}

function backendOf(before: string, message: string): Pick<ApacheLogLine, 'host' | 'port' | 'alias' | 'unix'> {
  const unix = / to Unix domain socket (\S+) /.exec(message)?.[1] ?? ''
  if (unix !== '') return { host: '', port: 0, alias: '', unix }
  const [, lookedUp] = /^DNS lookup failure for: (\S+) /.exec(message) ?? []
  if (lookedUp !== undefined) return { host: bareHost(lookedUp), port: 0, alias: '', unix }
  const [, host = '', port = '0'] = address.exec(message) ?? /\[remote (\S+):(\d+)\]/.exec(before) ?? []
  const [, name = '', namePort = port] = / \((\[[^\]]*\]|[^\s:()]+)(?::(\d+))?\)/.exec(message) ?? []
  const alias = name === '' ? '' : `${bareHost(name)}:${namePort}`
  return { host: bareHost(host), port: Number(port), alias, unix }
}

function utc(parts: readonly unknown[], fraction = ''): number {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.map(Number)
  return Date.UTC(year, month - 1, day, hour, minute, second, Number(fraction.padEnd(3, '0').slice(0, 3)))
}
