import { describe, expect, it } from 'vitest'
import { idOf, isSame, listOf, nameOf, parts, placeOf } from '../../../../packages/engine/src/read/azure/azure-parts.ts'
import { portsMeet } from '../../../../packages/engine/src/read/azure/azure-ports.ts'

const id = '/subscriptions/0000/resourceGroups/shop-rg/providers/Microsoft.Network/applicationGateways/shop-gw'

describe('an answer about resources of Azure', () => {
  it.for([
    ['of az rest', { value: [{ id, properties: { a: 1 } }] }, true],
    [
      'of az rest with more pages',
      { value: [{ id, properties: { a: 1 } }], nextLink: 'https://management.azure.com/x' },
      false,
    ],
    ['of a list command', [{ id, a: 1 }], true],
    ['of one alone', { id, properties: { a: 1 } }, true],
  ] as const)('%s has its resources', ([, root, isWhole]) => {
    expect(listOf(root)).toMatchObject({ items: [{ id, a: 1 }], isWhole })
  })

  it.for([[{}], [null], ['text']])('%j has none', ([root]) => {
    expect(listOf(root)).toBeUndefined()
  })

  it('takes ids apart, in any case', () => {
    expect(nameOf(id)).toBe('shop-gw')
    expect(placeOf(id.replace('resourceGroups', 'resourcegroups'))).toEqual({
      subscription: '0000',
      resource_group: 'shop-rg',
    })
    expect(isSame(id, id.toUpperCase())).toBe(true)
    expect(isSame('', '')).toBe(false)
    expect(idOf({ id })).toBe(id)
    expect(idOf(undefined)).toBe('')
    expect(parts(undefined)).toEqual([])
  })
})

describe('the ports of a rule', () => {
  it.for([
    ['*', '443', true],
    ['443', '443', true],
    ['443', '80', false],
    ['8000-8100', '8080', true],
    ['8000-8100', '8100-8200', true],
    ['65200-65535', '443', false],
  ] as const)('%s meet %s: %s', ([rule, wanted, expected]) => {
    expect(portsMeet(rule, wanted)).toBe(expected)
  })
})
