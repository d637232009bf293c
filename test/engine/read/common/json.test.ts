import { describe, expect, it } from 'vitest'
import {
  intOf,
  isObject,
  objectOf,
  objectsOf,
  parseJson,
  textOf,
  textsOf,
} from '../../../../packages/engine/src/read/common/json.ts'

describe('a JSON value of unknown form', () => {
  it.each<[unknown, { object?: object; objects?: unknown[]; text?: string; texts?: string[]; int?: number }]>([
    [null, {}],
    [undefined, {}],
    [true, {}],
    [{ a: 1 }, { object: { a: 1 } }],
    [[{ a: 1 }, 'b', null, ['c'], 2], { objects: [{ a: 1 }], texts: ['b'] }],
    ['', {}],
    ['words', { text: 'words' }],
    [' ', { text: ' ' }],
    ['12', { text: '12', int: 12 }],
    ['1.5', { text: '1.5' }],
    ['1e400', { text: '1e400' }],
    [12, { int: 12 }],
    [-3, { int: -3 }],
    [1.5, {}],
    [Number.MAX_VALUE, {}],
  ])(
    '%j is taken for what it is, and is empty for all else',
    (value, { object = {}, objects = [], text = '', texts = [], int = 0 }) => {
      expect(objectOf(value)).toEqual(object)
      expect(objectsOf(value)).toEqual(objects)
      expect(textOf(value)).toBe(text)
      expect(textsOf(value)).toEqual(texts)
      expect(intOf(value)).toBe(int)
      expect(isObject(value)).toBe(Object.keys(object).length > 0)
    },
  )

  it.each([
    ['{"a": 1}', { a: 1 }],
    ['\ufeff[1]\n', [1]],
    ['null', null],
    ['', undefined],
    ['{"a": ', undefined],
    ['<html>', undefined],
  ])('%j says %j', (text, wanted) => {
    expect(parseJson(text)).toEqual(wanted)
  })
})
