import { describe, expect, it } from 'vitest'
import {
  bareHost,
  earliest,
  optionalText,
  pathOf,
  sinceOption,
  splitRequest,
  zoneOption,
} from '../../../../packages/engine/src/read/log/log-options.ts'

const now = Date.UTC(2026, 10, 21, 8, 0, 0, 900)

describe('options of the readers of logs', () => {
  it.for([
    ['15m', Date.UTC(2026, 10, 21, 7, 45, 0)],
    ['1795245350999', 1_795_245_350_000],
    [undefined, 0],
  ] as const)('since %s begins at %i', ([since, expected]) => {
    expect(earliest(since, now)).toBe(expected)
  })

  it.for([
    [sinceOption, '15m', true],
    [sinceOption, 1_795_245_350_000, true],
    [sinceOption, '', true],
    [sinceOption, 'yesterday', false],
    [zoneOption, '+0100', true],
    [zoneOption, 'CET', false],
    [optionalText, 80, true],
  ] as const)('%#: %s fits: %s', ([option, value, expected]) => {
    expect(option.safeParse(value).success).toBe(expected)
  })

  it.for([
    ['Shop.test:8080', 'shop.test'],
    ['[::1]:80', '::1'],
    ['shop.test.', 'shop.test'],
  ] as const)('the host %s is compared as %s', ([host, expected]) => {
    expect(bareHost(host)).toBe(expected)
  })

  it.for([
    ['GET /a?token=x HTTP/1.1', { method: 'GET', path: '/a' }],
    ['GET http://shop.test/a#b HTTP/1.1', { method: 'GET', path: '/a' }],
    ['GET /a b', { method: 'GET', path: '/a b' }],
    ['\\x16\\x03\\x01', { method: '', path: '' }],
  ] as const)('the request %s is taken apart', ([request, expected]) => {
    expect(splitRequest(request)).toEqual(expected)
  })

  it('a path has no query', () => {
    expect(pathOf('/a/b?c=/d')).toBe('/a/b')
  })
})
