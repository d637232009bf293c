import { expect, it } from 'vitest'
import { zoneOffsetMs } from '../../../../packages/engine/src/read/common/zone.ts'

it.each([
  [undefined, 0],
  ['+0000', 0],
  ['-0000', 0],
  ['Z', 0],
  ['+0100', 60],
  ['+01:00', 60],
  ['-0330', -210],
  ['-03:30', -210],
  ['+1245', 765],
])('%s is %i minutes ahead of UTC', (zone, minutes) => {
  expect(zoneOffsetMs(zone)).toBe(minutes * 60_000)
})
