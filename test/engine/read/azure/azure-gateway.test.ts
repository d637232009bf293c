import { gatewayBody } from '@runbook/lab/cloud/azure/network-gateway.ts'
import { describe, expect, it } from 'vitest'
import { valuesOf } from '../read-with.ts'

const list = (...gateways: object[]) => JSON.stringify({ value: gateways })
const shop = gatewayBody({})
const wild = gatewayBody({ name: 'agw-wild', host: '*.example.com' })
const any = gatewayBody({ name: 'agw-any', host: '' })

describe('the reader of application gateways', () => {
  it.for<[string, string, object, string, string]>([
    ['an exact name before a wildcard', list(wild, shop), { host: 'shop.example.com' }, 'agw-shop', 'host'],
    [
      'a wildcard before a listener without a name',
      list(any, wild),
      { host: 'www.example.com' },
      'agw-wild',
      'wildcard',
    ],
    ['a listener without a name', list(any), { host: 'else.example' }, 'agw-any', 'any'],
    ['nothing on another port without a name', list(any), { host: 'else.example', port: 8443 }, '', ''],
    [
      'the name on another port, as a CDN may ask there',
      list(shop),
      { host: 'shop.example.com', port: 80 },
      'agw-shop',
      'host',
    ],
    ['nothing for another host', list(shop), { host: 'other.example.org' }, '', ''],
    [
      'the one that a person named',
      list(shop, gatewayBody({ name: 'b' })),
      { host: 'shop.example.com', gateway: 'B' },
      'b',
      'given',
    ],
    ['none of two that are alike', list(shop, gatewayBody({ name: 'b' })), { host: 'shop.example.com' }, '', ''],
    [
      'what az network application-gateway show prints',
      JSON.stringify({ ...shop, ...shop.properties, properties: undefined }),
      { host: 'shop.example.com' },
      'agw-shop',
      'host',
    ],
  ])('takes %s', ([, stdout, options, name, by]) => {
    expect(valuesOf('azure-gateway', { stdout, options })).toMatchObject({ name, by, found: name !== '' })
  })

  it('follows the listener to pool, setting and probe', () => {
    const told = gatewayBody({
      setting: { port: 8443, protocol: 'Https', requestTimeout: 7 },
      probe: { path: '/up', timeout: 9 },
    })
    expect(valuesOf('azure-gateway', { stdout: list(told), options: { host: 'shop.example.com' } })).toMatchObject({
      resource_group: 'rg-shop',
      pool: 'web',
      addresses: ['10.0.1.4', '10.0.1.5'],
      pool_empty: false,
      settings: 'app',
      backend_port: 8443,
      backend_protocol: 'https',
      request_timeout: 7,
      probe: 'health',
      probe_path: '/up',
      probe_timeout: 9,
      probe_host: 'shop.example.com',
      is_whole: true,
    })
  })

  it('says that a list goes on', () => {
    const stdout = JSON.stringify({ value: [shop], nextLink: 'https://management.azure.com/more' })
    expect(valuesOf('azure-gateway', { stdout, options: { host: 'a' } })).toMatchObject({
      found: false,
      is_whole: false,
    })
  })

  it('gives the names of the default probe as the gateway does', () => {
    const stdout = list(gatewayBody({ probe: null }))
    const values = valuesOf('azure-gateway', { stdout, options: { host: 'shop.example.com' } })
    expect(values).toMatchObject({ probe: '', probe_host: '', probe_path: '/', probe_timeout: 30 })
  })
})
