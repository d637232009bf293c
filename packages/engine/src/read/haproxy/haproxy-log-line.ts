import { pathOf, splitRequest } from '../log/log-options.ts'
import type { Shape, Yields } from '../reader.ts'

/** One request or connection in HAProxy's log. Times are ms; -1 where that phase was never reached. */
export const haproxyLogLineShape = {
  /** When the request arrived; the line is written at its end. */
  time_ms: 'int',
  frontend: 'string',
  backend: 'string',
  /** The server, or `<NOSRV>` when none was chosen. */
  server: 'string',
  queue_ms: 'int',
  connect_ms: 'int',
  response_ms: 'int',
  total_ms: 'int',
  status: 'int',
  /** The two letters that say how and in which phase it ended. */
  state: 'string',
  retries: 'int',
  method: 'string',
  path: 'string',
  raw: 'string',
} as const satisfies Shape
export type HaproxyLogLine = Yields<typeof haproxyLogLineShape>

const stamp = String.raw`\[(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d):(\d\d):(\d\d)\.(\d{3})\]`
const who = String.raw`(\S+?)~? ([^\s/]+)\/(\S+)`
const counters = String.raw`\d+\/\d+\/\d+\/\d+\/\+?(\d+) \d+\/\d+`
const time = String.raw`\+?(-?\d+)`
const http = new RegExp(
  String.raw`${stamp} ${who} -?\d+\/${time}\/${time}\/${time}\/${time} (-?\d+) \+?\d+ \S+ \S+ (\S\S)\S\S ${counters}(?: \{[^}]*\})*(?: "([^"]*)"?)?`,
)
const tcp = new RegExp(String.raw`${stamp} ${who} ${time}\/${time}\/${time} \+?\d+ (\S\S) ${counters}`)
const months = 'JanFebMarAprMayJunJulAugSepOctNovDec'
const maxLength = 8192

/** Takes a line of `option httplog` or `option tcplog` apart, behind whatever a log keeper put in front. */
export function parseHaproxyLine(line: string, offsetMs: number): HaproxyLogLine | undefined {
  if (line.length > maxLength) return undefined
  const found = http.exec(line)
  const match = found ?? tcp.exec(line)
  if (!match) return undefined
  const [, day, month = '', year, hour, minute, second, ms, frontend = '', backend = '', server = '', ...rest] = match
  const [queue, connect, third, fourth, status, state, retries, request] = found
    ? rest
    : [rest[0], rest[1], '-1', rest[2], '-1', rest[3], rest[4], '']
  const { method, path } = splitRequest(request ?? '')
  return {
    time_ms:
      Date.UTC(
        Number(year),
        months.indexOf(month) / 3,
        ...([day, hour, minute, second, ms].map(Number) as [number, number, number, number, number]),
      ) - offsetMs,
    frontend,
    backend,
    server,
    state: state ?? '',
    method,
    path: pathOf(path),
    queue_ms: Number(queue),
    connect_ms: Number(connect),
    response_ms: Number(third),
    total_ms: Number(fourth),
    status: Number(status),
    retries: Number(retries),
    raw: line.slice(Math.max(0, match.index - 60)).slice(0, 500),
  }
}
