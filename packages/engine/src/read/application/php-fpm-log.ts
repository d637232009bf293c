import * as z from 'zod'
import { linesOf } from '../lines.ts'
import { earliest, sinceOption } from '../log/log-options.ts'
import { bareLine } from '../log/log-prefix.ts'
import { defineReader } from '../reader.ts'

/**
 * Reads php-fpm's own log, plain or from the journal: children that were ended, a full pool, a failed start
 * (php-src sapi/fpm/fpm/fpm_children.c, fpm_process_ctl.c, fpm_request.c). Its times are local and carry no zone.
 */
export const phpFpmLog = defineReader({
  id: 'php-fpm-log',
  describes: "What php-fpm's log says of ended children, a full pool and a failed start.",
  options: z.strictObject({
    since: sinceOption,
    zone: z
      .string()
      .regex(/^(?:[+-]\d{4})?$/)
      .default('')
      .describe('The zone of its times, as date +%z prints it.'),
    pool: z.string().default('').describe('Only lines of this pool.'),
  }),
  accepts: [0],
  shape: () => ({
    kinds: 'list<string>',
    line: 'string',
    seconds: 'string',
    script: 'string',
    signal: 'string',
    start_failed: 'bool',
    error: 'string',
    lines: 'int',
  }),
  read({ stdout }, { since, zone, pool }, { now }) {
    const from = since === undefined ? 0 : earliest(since, now)
    const all = linesOf(stdout).map(bareLineOf)
    const recent = all.filter(line => timeOf(line, zone) >= from && (pool === '' || isOf(line, pool)))
    const timeouts = recent.flatMap(line => [timeout.exec(line)?.groups ?? []].flat())
    const ended = new Set(timeouts.map(({ child }) => child))
    const deaths = recent.flatMap(line => {
      const groups = death.exec(line)?.groups
      return groups && !ended.has(groups.child ?? '') && !orderly.has(groups.signal ?? '')
        ? [{ line, signal: groups.signal ?? '' }]
        : []
    })
    const full = recent.findLast(line => /server reached (?:pm\.)?max_children setting/.test(line))
    const refused = recent.findLast(line => /Connection disallowed: IP address/.test(line))
    const slow = recent.findLast(line => timeout.test(line))
    const named = [
      ['terminated', slow],
      ['child-died', deaths.at(-1)?.line],
      ['max-children', full],
      ['disallowed', refused],
    ] as const
    return {
      ok: true,
      values: {
        kinds: named.flatMap(([kind, line]) => (line === undefined ? [] : [kind])),
        line: (named.find(([, line]) => line !== undefined)?.[1] ?? '').replace(/^\[[^\]]*\] /, '').slice(0, 300),
        seconds: timeouts.at(-1)?.seconds ?? '',
        script: (timeouts.at(-1)?.script ?? '').slice(0, 200),
        signal: deaths.at(-1)?.signal ?? '',
        ...startOf(all),
        lines: all.length,
      },
    }
  },
})

const timeout =
  /child (?<child>\d+), script '(?<script>.*?)' .*execution timed out \((?<seconds>[\d.]+) sec\), terminating/
const death = /child (?<child>\d+) exited on signal \d+ \((?<signal>\w+)/
const orderly = new Set(['SIGTERM', 'SIGQUIT', 'SIGINT'])

function bareLineOf(line: string): string {
  const at = line.search(/\[\d\d-[A-Z][a-z]{2}-\d{4} \d\d:\d\d:\d\d(?:\.\d+)?\] /)
  return at >= 0 ? line.slice(at) : bareLine(line)
}

/** Lines without a time, as the journal may hold them, count as recent: the journal was asked for recent ones. */
function timeOf(line: string, zone: string): number {
  const [, day = '', month = '', year = '', clock = ''] = /^\[(\d\d)-(\w{3})-(\d{4}) ([\d:.]+)\]/.exec(line) ?? []
  const time = Date.parse(`${day} ${month} ${year} ${clock} ${zone || '+0000'}`)
  return Number.isNaN(time) ? Number.POSITIVE_INFINITY : time
}

function isOf(line: string, pool: string): boolean {
  const named = /\[pool ([^\]]+)\]/.exec(line)?.[1]
  return named === undefined || named === pool
}

function startOf(lines: readonly string[]): { start_failed: boolean; error: string } {
  const at = lines.findLastIndex(line => /ERROR: FPM initialization failed/.test(line))
  if (at < 0 || lines.slice(at).some(line => /NOTICE: fpm is running/.test(line)))
    return { start_failed: false, error: '' }
  const own = lines.slice(Math.max(0, at - 6), at)
  const error = own.find(line => /ERROR: /.test(line)) ?? ''
  return { start_failed: true, error: error.replace(/^.*?ERROR: /, '').slice(0, 300) }
}
