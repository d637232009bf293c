import { expectTypeOf, it } from 'vitest'
import type { Shape, Value, Yields } from '../../../packages/engine/src/read/reader.ts'

const shape = {
  count: 'int',
  share: 'double',
  name: 'string',
  found: 'bool',
  pids: 'list<int>',
  kinds: 'map<string, int>',
  rows: [{ 'at?': 'string', place: { line: 'int' } }],
} as const satisfies Shape

it('yields values of the types that its shape declares', () => {
  expectTypeOf<Yields<typeof shape>['count']>().toEqualTypeOf<number>()
  expectTypeOf<Yields<typeof shape>['share']>().toEqualTypeOf<number>()
  expectTypeOf<Yields<typeof shape>['name']>().toEqualTypeOf<string>()
  expectTypeOf<Yields<typeof shape>['found']>().toEqualTypeOf<boolean>()
  expectTypeOf<Yields<typeof shape>['pids']>().toEqualTypeOf<number[]>()
  expectTypeOf<Yields<typeof shape>['kinds']>().toEqualTypeOf<Record<string, number>>()
  expectTypeOf<Yields<typeof shape>['rows'][number]['at']>().toEqualTypeOf<string | undefined>()
  expectTypeOf<Yields<typeof shape>['rows'][number]['place']['line']>().toEqualTypeOf<number>()
  expectTypeOf<Yields<Shape>>().toEqualTypeOf<Record<string, Value>>()
  expectTypeOf<Yields<typeof shape>>().toExtend<Record<string, Value>>()
})
