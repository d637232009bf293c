import { expectTypeOf, it } from 'vitest'
import { defineReader, type Shape, type Value, type Yields } from '../../../packages/engine/src/read/reader.ts'
import { table } from '../../../packages/engine/src/read/table.ts'

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

const head = {
  id: 'a',
  describes: 'A.',
  options: table.options,
  accepts: [0],
} as const

it('takes a reader that yields what its shape declares', () => {
  defineReader({
    ...head,
    shape: () => ({ count: 'int', rows: [{ name: 'string', 'at?': 'int' }] }),
    read: (_output, { columns }) => ({
      ok: true,
      values: { count: columns.length, rows: columns.map(name => ({ name })) },
    }),
  })
})

it('refuses a reader that leaves a declared field out, or yields another type', () => {
  defineReader({
    ...head,
    shape: () => ({ count: 'int', found: 'bool' }),
    // @ts-expect-error: `found` is missing.
    read: () => ({ ok: true, values: { count: 1 } }),
  })
  defineReader({
    ...head,
    shape: () => ({ rows: [{ name: 'string' }] }),
    // @ts-expect-error: `name` is a number.
    read: () => ({ ok: true, values: { rows: [{ name: 1 }] } }),
  })
})

it('refuses a reader that yields a field which its shape does not declare', () => {
  defineReader({
    ...head,
    shape: () => ({ count: 'int' }),
    // @ts-expect-error: `other` is not declared.
    read: () => ({ ok: true, values: { count: 1, other: 1 } }),
  })
})

it('lets a shape follow the options', () => {
  defineReader({
    ...head,
    shape: ({ columns }) => Object.fromEntries(columns.map(name => [name, 'int'])),
    read: (_output, { columns }) => ({ ok: true, values: Object.fromEntries(columns.map(name => [name, 1])) }),
  })
})
