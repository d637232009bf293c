import * as z from 'zod'
import { countBy } from '../common/count.ts'
import { zoneOffsetMs } from '../common/zone.ts'
import { linesOf } from '../lines.ts'
import { earliest, optionalText, pathOf, sinceOption, zoneOption } from '../log/log-options.ts'
import { defineReader, type Shape } from '../reader.ts'
import { type HaproxyLogLine, haproxyLogLineShape, parseHaproxyLine } from './haproxy-log-line.ts'

const options = z.strictObject({
  since: sinceOption.describe('Requests from this time on: ms since the epoch, or a duration back such as `15m`.'),
  frontend: optionalText.describe('Only requests to this frontend.'),
  path: optionalText.describe('Only requests for this URL path; queries are ignored.'),
  zone: zoneOption.describe(
    'The zone of the machine as `date +%z` prints it; HAProxy logs local time. The default is `+0000`.',
  ),
})

const shape = {
  failures: [haproxyLogLineShape],
  count: 'int',
  requests: 'int',
  states: 'map<string, int>',
  'last?': haproxyLogLineShape,
  down: [{ backend: 'string', server: 'string', reason: 'string', info: 'string' }],
  readable_lines: 'int',
} as const satisfies Shape

const maxFailures = 100

/** Reads the end of HAProxy's log: requests that failed, each with its termination state, and servers that are down. */
export const haproxyLog = defineReader({
  id: 'haproxy-log',
  describes:
    "The end of HAProxy's log: failed requests with termination state, server and times; servers that are down.",
  options,
  accepts: [0],
  shape: () => shape,
  read({ stdout, isCut }, { since, frontend, path, zone }, { now }) {
    if (isCut) return { ok: false, reason: 'unreadable', problem: 'The log is too long: its newest lines are missing.' }
    const all = linesOf(stdout).flatMap(line => parseHaproxyLine(line, zoneOffsetMs(zone)) ?? [])
    const from = earliest(since, now)
    const matching = all.filter(
      one =>
        one.time_ms >= from &&
        (frontend === undefined || one.frontend === frontend) &&
        (path === undefined || one.path === '' || one.path === pathOf(path)),
    )
    const failures = matching.filter(hasFailed)
    const last = failures.at(-1)
    return {
      ok: true,
      values: {
        failures: failures.slice(-maxFailures),
        count: failures.length,
        requests: matching.length,
        states: countBy(failures.map(({ state }) => state)),
        ...(last && { last }),
        down: downOf(stdout),
        readable_lines: all.length,
      },
    }
  },
})

/** A 5xx, or a connection or answer that the server's side broke off; clients that leave do not count. */
function hasFailed({ status, state }: HaproxyLogLine): boolean {
  return (
    !/^[Cc]/.test(state) &&
    (status >= 500 || /^[SsPRIFDLUK]/.test(state)) &&
    (status < 0 || status >= 500 || /^[Ss][DL]/.test(state))
  )
}

/** The last word of each server: a later `is UP` takes a `is DOWN` back. */
function downOf(text: string) {
  const down = new Map<string, { backend: string; server: string; reason: string; info: string }>()
  const pattern =
    /\bServer ([^\s/]+)\/(\S+) is (UP|DOWN|going DOWN[^,]*)(?:, reason: ([^,\n]+(?:, code: \d+)?)(?:, info: "([^"\n]*)")?)?/g
  for (const [, backend = '', server = '', state, reason = '', info = ''] of text.matchAll(pattern)) {
    if (state === 'UP') down.delete(`${backend}/${server}`)
    else down.set(`${backend}/${server}`, { backend, server, reason, info })
  }
  return [...down.values()]
}
