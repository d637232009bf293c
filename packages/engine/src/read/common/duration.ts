/** Units of time in ms, as nginx, HAProxy, Apache and the runbooks themselves write them. */
const unitsMs = { us: 0.001, ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const

/** A unit of time. */
export type TimeUnit = keyof typeof unitsMs

/**
 * A duration such as `10s`, `1.5h` or `1m 30s` in ms; undefined when it is none. An amount without a unit counts in
 * `bare`, and is none when that is not given.
 */
export function durationMs(text: string, bare?: TimeUnit): number | undefined {
  if (!/^\s*(?:\d+(?:\.\d+)?(?:us|ms|[smhdw])?\s*)+$/.test(text)) return undefined
  let sum = 0
  for (const [, amount, unit = bare] of text.matchAll(/(\d+(?:\.\d+)?)(us|ms|[smhdw])?/g)) {
    if (unit === undefined) return undefined
    sum += Number(amount) * unitsMs[unit as TimeUnit]
  }
  return sum
}
