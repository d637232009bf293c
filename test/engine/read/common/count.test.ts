import { expect, it } from 'vitest'
import { countBy } from '../../../../packages/engine/src/read/common/count.ts'

it.each<[string[], [string, number][]]>([
  [[], []],
  [
    ['b', 'a', 'b'],
    [
      ['b', 2],
      ['a', 1],
    ],
  ],
  [
    ['__proto__', 'constructor', '__proto__'],
    [
      ['__proto__', 2],
      ['constructor', 1],
    ],
  ],
])('the names %j come as %j', (names, wanted) => {
  expect(Object.entries(countBy(names))).toEqual(wanted)
})
