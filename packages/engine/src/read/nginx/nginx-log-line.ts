import { bareHost, pathOf, splitRequest } from '../log/log-options.ts'
import type { Shape, Yields } from '../reader.ts'
import { kindOf } from './nginx-log-kinds.ts'

/** One line of an nginx error log, taken apart. */
export const nginxLogLineShape = {
  time_ms: 'int',
  level: 'string',
  pid: 'int',
  connection: 'int',
  kind: 'string',
  message: 'string',
  /** Of the system, or of DNS when a name could not be resolved; 0 when there is none. */
  errno: 'int',
  phase: 'string',
  client: 'string',
  server: 'string',
  method: 'string',
  path: 'string',
  /** The path that nginx asked for by itself, such as that of `auth_request`. */
  subrequest: 'string',
  host: 'string',
  upstream: 'string',
  upstream_scheme: 'string',
  upstream_address: 'string',
  upstream_port: 'int',
  upstream_is_unix: 'bool',
  upstream_name: 'string',
  name: 'string',
  /** The file or folder that could not be opened, made or written. */
  target: 'string',
  file: 'string',
  file_line: 'int',
  raw: 'string',
} as const satisfies Shape
export type NginxLogLine = Yields<typeof nginxLogLineShape>

const head = /^(\d{4})\/(\d\d)\/(\d\d) (\d\d):(\d\d):(\d\d) \[(\w+)\] (\d+)#\d+: (?:\*(\d+) )?(.*)$/s

/**
 * The fields that nginx appends, in the order it writes them (ngx_http_log_error_handler). It does not escape quotes,
 * so the referrer, which a client chooses, may only be the end: what it holds never counts as a field.
 */
const tail =
  /, client: (\S+), server: ([^,]*)(?:, request: "(.*?)")?(?:, subrequest: "([^" ]*)")?(?:, upstream: "(\S*?)")?(?:, bytes from[^"]*)?(?:, host: "(\S*?)")?(?:, referrer: ".*")?$/s

/** nginx cuts an entry at 2048 bytes (NGX_MAX_ERROR_STR), so that a long URL may take the last fields with it. */
const cutTail =
  /, client: (\S+), server: ([^,]*), request: "([A-Z]+ [^\s"]*(?: HTTP\/[\d.]+)?)(?:", subrequest: "([^" ]*))?(?:", upstream: "([^\s"]*))?\S*$/
const cutLength = 1900
/** Longer entries are not nginx's own; a bound keeps matching cheap. */
const maxLength = 8192

const phases = [
  ['while connecting to upstream', 'connecting'],
  ['while SSL handshaking to upstream', 'ssl-handshake'],
  ['while sending request to upstream', 'sending-request'],
  ['while reading response header from upstream', 'reading-header'],
  ['while reading upstream', 'reading-body'],
  ['while proxying upgraded connection', 'upgraded'],
  ['while resolving, resolver: ', 'resolving'],
] as const

/** Splits a log into entries: a message that holds line ends (PHP's stderr, a broken PROXY header) is one entry. */
export function splitEntries(text: string): string[] {
  const entries: string[] = []
  for (const line of text.split(/\r?\n/)) {
    const last = entries.at(-1)
    if (head.test(line)) entries.push(line.slice(0, maxLength))
    else if (last !== undefined && isOpen(last)) entries[entries.length - 1] = `${last}\n${line}`
  }
  return entries
}

/** Takes one entry apart; undefined when it is not of an nginx error log. `offsetMs` is the zone's distance from UTC. */
export function parseLine(entry: string, offsetMs: number): NginxLogLine | undefined {
  const match = entry.match(head)
  if (!match) return undefined
  const [, year, month, day, hour, minute, second, level = '', pid, connection, rest = ''] = match
  const found = rest.match(tail) ?? (rest.length > cutLength ? rest.match(cutTail) : null)
  const [, client = '', server = '', request = '', subrequest = '', upstream = '', host = ''] = found ?? []
  const message = found ? rest.slice(0, found.index) : rest
  const kind = kindOf({ level, message, upstream })
  const [, file = '', fileLine] = message.match(/ in (\/\S+|[A-Za-z]:\S+):(\d+)$/) ?? []
  return {
    time_ms:
      Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)) - offsetMs,
    level,
    pid: Number(pid),
    connection: Number(connection ?? 0),
    kind,
    message,
    errno: Number(message.match(/\((\d{1,5}): /)?.[1] ?? 0),
    phase: phases.find(([words]) => message.includes(words))?.[1] ?? '',
    client,
    server,
    ...splitRequest(request),
    subrequest: pathOf(subrequest),
    host: bareHost(host),
    upstream,
    ...splitUpstream(upstream, kind),
    name: nameIn(message),
    target: message.match(/\b(?:open|mkdir|pwrite|pwritev|write|rename|unlink)\(\) (?:to )?"([^"]+)"/)?.[1] ?? '',
    file,
    file_line: Number(fileLine ?? 0),
    raw: entry.slice(0, 500),
  }
}

/** Bounded, so that a log of another program cannot be swallowed as one endless message. */
function isOpen(entry: string): boolean {
  if (entry.length >= maxLength) return false
  const rest = entry.match(head)?.[10] ?? ''
  return !tail.test(rest) && (rest.split('"').length - 1) % 2 === 1
}

function splitUpstream(upstream: string, kind: string) {
  const [, scheme = '', target = ''] = upstream.match(/^(?:(\w+):\/\/)?(.*)$/s) ?? []
  const isUnix = target.startsWith('unix:')
  const [, bracketed, plain = '', port] = target.match(/^(?:\[([^\]]*)\]|([^/:?]*))(?::(\d+))?/) ?? []
  const host = bracketed ?? plain
  const isGroup = kind === 'no-live-upstreams'
  const address = isUnix ? (target.match(/^unix:([^:]*)/)?.[1] ?? '') : isGroup ? '' : host
  return {
    upstream_scheme: scheme,
    upstream_address: address,
    upstream_port: isUnix ? 0 : Number(port ?? 0),
    upstream_is_unix: isUnix,
    upstream_name: isGroup ? host : '',
  }
}

function nameIn(message: string): string {
  const name =
    message.match(/^(\S+) could not be resolved \(/)?.[1] ??
    message.match(/no resolver defined to resolve (\S+)/)?.[1] ??
    message.match(/host not found in \S+ "([^"]+)"/)?.[1] ??
    ''
  return bareHost(name.replace(/^\w+:\/\//, '').replace(/\/.*$/, ''))
}
