import { expect, it } from 'vitest'
import { edgeCodeOf } from '../../../../packages/engine/src/read/http/http-edge-code.ts'

const edge = { server: 'cloudflare', 'cf-ray': '8f0123456789abcd-AMS' }

it.each<[code: number, title: string, headers: Record<string, string>, body: string]>([
  [1016, 'the header', { ...edge, 'cf-error-type': '1016' }, ''],
  [1033, 'the short page', edge, 'error code: 1033'],
  [1101, 'the long page', edge, '<h1><span>Error</span> <span>1101</span></h1>'],
  [1000, 'the heading of the long page', edge, '<h2 class="x">Error 1000</h2>'],
  [522, 'the short page of a code of three digits', edge, 'error code: 522\n'],
  [0, 'the family of a code alone', { ...edge, 'cf-error-type': '52x' }, ''],
  [0, 'a page of the origin', edge, '<h1>Out of stock: item 1016</h1>'],
  [0, 'the same words without Cloudflare', { server: 'nginx' }, 'error code: 1016'],
])('is %i by %s', (code, _title, headers, body) => {
  expect(edgeCodeOf({ headers: new Map(Object.entries(headers)), body })).toBe(code)
})
