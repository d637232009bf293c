import { expect, it } from 'vitest'
import { durationMs, type TimeUnit } from '../../../../packages/engine/src/read/common/duration.ts'

it.each<[string, TimeUnit | undefined, number | undefined]>([
  ['10s', undefined, 10_000],
  ['300ms', undefined, 300],
  ['2m', 's', 120_000],
  ['1.5h', undefined, 5_400_000],
  ['1d', undefined, 86_400_000],
  ['2w', undefined, 1_209_600_000],
  ['500us', undefined, 0.5],
  ['1m 30s', undefined, 90_000],
  ['1m30', 's', 90_000],
  ['60', 's', 60_000],
  ['60', 'ms', 60],
  ['60', undefined, undefined],
  ['0', 's', 0],
  ['', 's', undefined],
  ['off', 's', undefined],
  ['10 apples', 's', undefined],
  ['-5s', 's', undefined],
])('%j, with a bare amount in %s, is %s ms', (text, bare, wanted) => {
  expect(durationMs(text, bare)).toBe(wanted)
})
