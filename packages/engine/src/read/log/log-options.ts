import * as z from 'zod'
import { durationMs } from '../common/duration.ts'

/** An optional text; empty means not given, as a template without a value leaves it. */
export const optionalText = z.preprocess(
  value =>
    typeof value === 'string' && value.trim() === '' ? undefined : typeof value === 'number' ? String(value) : value,
  z.string().optional(),
)

/** `since`: ms since the epoch, or how far back from now, such as `15m` or `24h`. */
export const sinceOption = z.preprocess(
  value =>
    typeof value === 'string' && value.trim() === '' ? undefined : typeof value === 'number' ? String(value) : value,
  z
    .string()
    .trim()
    .regex(/^\d+(?:\.\d+)?(?:ms|s|m|h|d)?$/, 'Give ms since the epoch, or a duration such as 15m.')
    .optional(),
)

/** `zone`: the zone of the machine as `date +%z` prints it; `+0000` unless given. */
export const zoneOption = z.preprocess(
  value => (value === '' ? undefined : value),
  z
    .string()
    .regex(/^[+-]\d{4}$/)
    .optional(),
)

/** The earliest time of a line in ms since the epoch, rounded down to the whole seconds that logs have. */
export function earliest(since: string | undefined, now: number): number {
  const back = durationMs(since ?? '')
  return Math.floor((back === undefined ? Number(since ?? 0) : now - back) / 1000) * 1000
}

/** A host for comparison: lower case, without port, brackets and final dot. */
export function bareHost(host: string): string {
  return host
    .toLowerCase()
    .replace(/:\d+$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')
}

/** The method and the path without its query of a request line such as `GET /x?y HTTP/1.1`. */
export function splitRequest(request: string): {
  method: string
  path: string
} {
  const [, method = '', target = ''] = request.match(/^([A-Z]+) (.*?)(?: HTTP\/[\d.]+)?$/) ?? []
  return { method, path: pathOf(target) }
}

/** The path of a request target, without query. */
export function pathOf(target: string): string {
  return target.replace(/^https?:\/\/[^/]*/i, '').replace(/[?#].*$/s, '')
}
