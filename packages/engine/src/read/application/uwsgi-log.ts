import * as z from 'zod'
import { linesOf } from '../lines.ts'
import { bareLine } from '../log/log-prefix.ts'
import { defineReader } from '../reader.ts'

/**
 * Reads a piece of uWSGI's log. Most of its lines carry no time, so a check hands over only what the log gained; the
 * texts are those of uWSGI 2.0 (core/protocol.c, core/master_checks.c, plugins/python/wsgi_handlers.c).
 */
export const uwsgiLog = defineReader({
  id: 'uwsgi-log',
  describes: 'What a piece of the log of uWSGI says of refused requests, killed workers and a failed start.',
  options: z.strictObject({}),
  accepts: [0],
  shape: () => ({
    kinds: 'list<string>',
    line: 'string',
    size: 'int',
    limit: 'int',
    verb: 'string',
    signal: 'string',
    request: 'string',
    start_failed: 'bool',
    has_no_app: 'bool',
    reason: 'string',
    error: 'string',
    lines: 'int',
  }),
  read({ stdout }) {
    const lines = linesOf(stdout).map(line => bareLine(line).replace(/^\w{3} \w{3} [ \d]\d [\d:]{8} \d{4} - /, ''))
    const blocks = lines.flatMap(blockOf)
    const big = blocks.findLast(({ verb, line }) => verb === '' && line !== '')
    const verb = blocks.findLast(block => block.verb !== '')
    const harakiri = lines.findLast(line => /HARAKIRI ON WORKER \d+/.test(line))
    const deaths = deathsOf(lines)
    const missing = lines.findLast(line => /--- no \w+ application found/.test(line))
    const kinds = [
      ...(verb ? ['http-block'] : []),
      ...(big ? ['block-too-big'] : []),
      ...(harakiri ? ['harakiri'] : []),
      ...(deaths.length > 0 ? ['worker-died'] : []),
      ...(missing ? ['no-app'] : []),
      ...(lines.some(line => /uWSGI listen queue of socket .* full/.test(line)) ? ['queue-full'] : []),
    ]
    const death = deaths.at(-1)
    return {
      ok: true,
      values: {
        kinds,
        line: (harakiri ?? death?.line ?? big?.line ?? missing ?? verb?.line ?? '').slice(0, 300),
        size: big?.size ?? 0,
        limit: big?.limit ?? 0,
        verb: verb?.verb ?? '',
        signal: death?.signal ?? '',
        request:
          lines
            .flatMap(line => /^HARAKIRI \[core \d+\] \S* ?- (.*) since \d+$/.exec(line)?.[1] ?? [])
            .at(-1)
            ?.slice(0, 200) ?? '',
        ...startOf(lines),
        lines: lines.length,
      },
    }
  },
})

/** The second and third byte of an HTTP request are read as the size of a uwsgi block, the lower byte first. */
const verbs = ['GET', 'POST', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'CONNECT', 'TRACE']
const verbOfSize = new Map(verbs.map(verb => [verb.charCodeAt(1) + 256 * verb.charCodeAt(2), verb]))

function blockOf(line: string): { line: string; size: number; limit: number; verb: string }[] {
  const block = /invalid request block size: (\d+) \(max (\d+)\)\.\.\.skip/.exec(line)
  const http = /invalid HTTP request size \(max (\d+)\)\.\.\.skip/.exec(line)
  if (http) return [{ line, size: 0, limit: Number(http[1]), verb: '' }]
  if (!block) return []
  return [{ line, size: Number(block[1]), limit: Number(block[2]), verb: verbOfSize.get(Number(block[1])) ?? '' }]
}

/** Workers that died by something else than their own harakiri. */
function deathsOf(lines: readonly string[]): { line: string; signal: string }[] {
  const harakiri = new Set(lines.flatMap(line => /HARAKIRI ON WORKER \d+ \(pid: (\d+)/.exec(line)?.[1] ?? []))
  const faults = new Set(lines.flatMap(line => /!!! uWSGI process (\d+) got Segmentation Fault/.exec(line)?.[1] ?? []))
  return lines.flatMap(line => {
    const [, pid = '', signal] = /DAMN ! worker \d+ \(pid: (\d+)\) died(?:, killed by signal (\d+))?/.exec(line) ?? []
    if (pid === '' || harakiri.has(pid)) return []
    return [
      {
        line,
        signal:
          signal === '9' ? 'SIGKILL' : signal !== undefined ? `signal ${signal}` : faults.has(pid) ? 'SIGSEGV' : '',
      },
    ]
  })
}

/** How the newest start in the text went: whether uWSGI gave up, or runs without an application, and why. */
function startOf(lines: readonly string[]): {
  start_failed: boolean
  has_no_app: boolean
  reason: string
  error: string
} {
  const from = lines.findLastIndex(line => /^\*\*\* Starting uWSGI /.test(line))
  const own = lines.slice(Math.max(from, 0))
  const isUp = own.some(line => /^spawned uWSGI (?:master process|worker 1) /.test(line))
  const fatal = own.findLast(line =>
    /no app loaded\. GAME OVER|Listen queue size is greater than the system max|^bind\(\): |unable to (?:find|load) (?:config|plugin)|chdir\(\): |^open\(.*\.so: cannot open shared object|uwsgi_set_processname|invalid socket/.test(
      line,
    ),
  )
  const hasNoApp = own.some(line => /unable to load app \d+|no app loaded\. going in full dynamic mode/.test(line))
  return {
    start_failed: from >= 0 && !isUp && fatal !== undefined,
    has_no_app: from >= 0 && isUp && hasNoApp,
    reason: from >= 0 ? (fatal ?? own.find(line => /unable to load app/.test(line)) ?? '').slice(0, 200) : '',
    error:
      from >= 0
        ? (
            own.find(line => exception.test(line)) ??
            own.find(line => /another instance of uWSGI/.test(line)) ??
            ''
          ).slice(0, 300)
        : '',
  }
}

const exception = /^[A-Za-z_][\w.]*(?:Error|Exception|Exit)\b.*$/
