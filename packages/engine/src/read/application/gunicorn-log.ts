import * as z from 'zod'
import { linesOf } from '../lines.ts'
import { earliest, sinceOption } from '../log/log-options.ts'
import { bareLine } from '../log/log-prefix.ts'
import { defineReader } from '../reader.ts'

/**
 * Reads gunicorn's error log, plain or from the journal: what happened to its workers since a time, and whether its last
 * start failed. The words are those of gunicorn 20 to 26 (gunicorn/arbiter.py, gunicorn/sock.py).
 */
export const gunicornLog = defineReader({
  id: 'gunicorn-log',
  describes: "What gunicorn's error log says of killed workers, refused requests and a failed start.",
  options: z.strictObject({ since: sinceOption }),
  accepts: [0],
  shape: () => ({
    kinds: 'list<string>',
    kind: 'string',
    line: 'string',
    pid: 'int',
    signal: 'string',
    request: 'string',
    start_failed: 'bool',
    reason: 'string',
    error: 'string',
    lines: 'int',
  }),
  read({ stdout }, { since }, { now }) {
    const lines = linesOf(stdout).map(bareLineOf)
    const stamped = withTimes(lines)
    const from = since === undefined ? 0 : earliest(since, now)
    const events = eventsOf(stamped).filter(({ time }) => time >= from)
    const newest = events.at(-1)
    return {
      ok: true,
      values: {
        kinds: [...new Set(events.map(({ kind }) => kind))],
        kind: newest?.kind ?? '',
        line: newest?.line ?? '',
        pid: newest?.pid ?? 0,
        signal: newest?.signal ?? '',
        request: events.findLast(({ kind }) => kind === 'too-large')?.line ?? '',
        ...startOf(stamped, now),
        lines: lines.length,
      },
    }
  },
})

interface Line {
  /** ms since the epoch; that of the line above for one without a time, 0 before the first. */
  time: number
  text: string
}

interface Event {
  kind: string
  time: number
  line: string
  pid: number
  signal: string
}

const stamp = /^\[(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) ([+-]\d\d)(\d\d)\] /

const kinds: readonly { kind: string; pattern: RegExp }[] = [
  { kind: 'worker-timeout', pattern: /WORKER TIMEOUT \(pid: ?(?<pid>\d+)\)/ },
  {
    kind: 'worker-killed',
    pattern:
      /Worker (?:with pid |\(pid: ?)(?<pid>\d+)\)? was (?:terminated due to signal |sent SIG)(?<signal>[A-Z\d]+)/,
  },
  {
    kind: 'too-large',
    pattern: /Request Line is too large|limit request (?:line|headers fields size)|limit request headers count/i,
  },
]

/** The journal puts its own prefix before gunicorn's; gunicorn's own stamp stays. */
function bareLineOf(line: string): string {
  const at = line.search(/\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d{4}\] \[\d+\] /)
  return at >= 0 ? line.slice(at) : bareLine(line)
}

function withTimes(lines: readonly string[]): Line[] {
  let time = 0
  return lines.map(text => {
    const [, day, clock, hours, minutes] = stamp.exec(text) ?? []
    const own = day === undefined ? Number.NaN : Date.parse(`${day}T${clock}${hours}:${minutes}`)
    if (!Number.isNaN(own)) time = own
    return { time, text }
  })
}

/** A worker that is killed after its own timeout, or while gunicorn stops, is no event of its own. */
function eventsOf(lines: readonly Line[]): Event[] {
  const timedOut = new Set<number>()
  let isStopping = false
  const events: Event[] = []
  for (const { time, text } of lines) {
    if (/ Starting gunicorn /.test(text)) isStopping = false
    if (/Handling signal: (?:term|int|quit)|Shutting down: Master/.test(text)) isStopping = true
    const found = kinds.flatMap(({ kind, pattern }) => {
      const match = pattern.exec(text)
      return match ? [{ kind, pid: Number(match.groups?.pid ?? 0), signal: signalOf(match.groups?.signal) }] : []
    })[0]
    if (!found) continue
    if (found.kind === 'worker-timeout') timedOut.add(found.pid)
    if (found.kind === 'worker-killed' && (isStopping || timedOut.has(found.pid) || isOrderly(found.signal))) continue
    events.push({ ...found, time, line: text.replace(stamp, '').slice(0, 300) })
  }
  return events
}

function signalOf(written: string | undefined): string {
  const names: Record<string, string> = {
    '4': 'SIGILL',
    '6': 'SIGABRT',
    '7': 'SIGBUS',
    '9': 'SIGKILL',
    '11': 'SIGSEGV',
    '15': 'SIGTERM',
    '3': 'SIGQUIT',
    '2': 'SIGINT',
  }
  if (written === undefined) return ''
  return /^\d+$/.test(written) ? (names[written] ?? `signal ${written}`) : `SIG${written}`
}

/** Signals by which gunicorn itself and operators end workers in good order. */
function isOrderly(signal: string): boolean {
  return ['SIGTERM', 'SIGQUIT', 'SIGINT'].includes(signal)
}

/** A start that is younger than this may still fail, ms; gunicorn tries for five seconds to bind. */
const starting = 15_000

/** Whether the newest start that is decided failed, with gunicorn's reason and the last error before it. */
function startOf(lines: readonly Line[], now: number): { start_failed: boolean; reason: string; error: string } {
  const end = lines.findLastIndex(({ text }) => failure.test(text))
  const bare = lines.findLastIndex(({ text }) => /^\s+self\.app\.wsgi\(\)|, in load_wsgi(?:app)?$/.test(text))
  const at = Math.max(end, bare)
  const later = lines.slice(at + 1).filter(({ text }) => / Starting gunicorn /.test(text))
  const isOver = later.some(({ time }) => now - time > starting) || later.length > 1
  if (at < 0 || isOver) return { start_failed: false, reason: '', error: '' }
  // Without preloading gunicorn says how it ended; the text of a worker alone decides nothing.
  const last = bare > end ? errorAfter(lines, bare) : errorBefore(lines, end)
  if (bare > end && lines.slice(bare).some(({ text }) => stamp.test(text)))
    return { start_failed: false, reason: '', error: '' }
  const reason =
    end >= bare ? (failure.exec(lines[end]?.text ?? '')?.[1] ?? '') : 'The application could not be loaded.'
  return { start_failed: true, reason: reason.slice(0, 200), error: last.slice(0, 300) }
}

const failure = /(?:Reason: )((?:Worker|App) failed to (?:boot|load)\.)|\[ERROR\] (Can't connect to .*)/
const exception =
  /^(?:[A-Za-z_][\w.]*(?:Error|Exception|Exit|Interrupt|Warning)\b.*|Failed to find (?:attribute|application).*|Failed to parse .*)$/

function errorBefore(lines: readonly Line[], end: number): string {
  const start = lines.slice(0, end).findLastIndex(({ text }) => / Starting gunicorn /.test(text))
  const own = lines.slice(Math.max(start, 0), end).map(({ text }) => text)
  const inUse = own.findLast(text => /Connection in use: |Invalid address: /.test(text))?.replace(/^.*\[ERROR\] /, '')
  return inUse ?? own.findLast(text => exception.test(text)) ?? ''
}

function errorAfter(lines: readonly Line[], from: number): string {
  return lines.slice(from).findLast(({ text }) => exception.test(text))?.text ?? ''
}
