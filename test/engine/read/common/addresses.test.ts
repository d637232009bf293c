import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  contains,
  familyOf,
  isLoopback,
  isPrivate,
  isUnspecified,
  overlap,
  parseAddress,
  prefixLength,
  sameAddress,
} from '../../../../packages/engine/src/read/common/addresses.ts'

describe('addresses', () => {
  it.each([
    ['127.0.0.1', '4 127.0.0.1 '],
    ['[::1]', '6 ::1 '],
    ['0:0:0:0:0:0:0:1', '6 ::1 '],
    ['2001:DB8::A', '6 2001:db8::a '],
    ['::ffff:10.0.0.1', '4 10.0.0.1 '],
    ['[::FFFF:a00:1]', '4 10.0.0.1 '],
    ['fe80::1%eth0', '6 fe80::1 eth0'],
    ['[fe80::1%eth0]', '6 fe80::1 eth0'],
    ['[fe80::1]%eth0', '6 fe80::1 eth0'],
    ['127.0.0.53%lo', '4 127.0.0.53 lo'],
    ...['', '*', 'localhost', '127.1', '0x7f.0.0.1', '010.0.0.1', '1.2.3', '1.2.3.256', '1.2.3.4:80', '::g', '[]'].map(
      text => [text, undefined],
    ),
  ])('reads %j as %j', (text, wanted) => {
    const address = parseAddress(String(text))
    expect(address && `${address.family} ${address.text} ${address.zone}`).toBe(wanted)
    expect(familyOf(String(text))).toBe(address?.family)
  })

  it.each([
    ['10.0.0.1', '::ffff:10.0.0.1', true],
    ['::1', '[0:0:0:0:0:0:0:1]', true],
    ['fe80::1%eth0', 'fe80::1', true],
    ['fe80::1%eth0', 'fe80::1%eth1', false],
    ['127.0.0.1', '::1', false],
    ['shop.test', 'shop.test', false],
  ])('%s and %s name the same address: %s', (one, other, wanted) => {
    expect(sameAddress(one, other)).toBe(wanted)
    expect(sameAddress(other, one)).toBe(wanted)
  })

  it.each([
    ['127.0.0.1', 'loopback'],
    ['127.8.9.1', 'loopback'],
    ['::1', 'loopback'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['0.0.0.0', 'unspecified'],
    ['::', 'unspecified'],
    ['[::ffff:0.0.0.0]', 'unspecified'],
    ['10.1.2.3', 'private'],
    ['172.31.0.1', 'private'],
    ['fd00::1', 'private'],
    ['172.32.0.1', ''],
    ['8.8.8.8', ''],
    ['localhost', ''],
  ])('%s is %s', (text, wanted) => {
    const kinds = [
      isLoopback(text) && 'loopback',
      isUnspecified(text) && 'unspecified',
      isPrivate(text) && 'private',
    ].filter(kind => kind !== false)
    expect(kinds.join()).toBe(wanted)
  })

  it.each([
    ['10.0.0.0/8', '10.0.1.0/24', 'whole'],
    ['10.0.1.0/24', '10.0.0.0/8', 'part'],
    ['10.0.0.0/24', '10.0.1.0/24', 'none'],
    ['0.0.0.0/0', '203.0.113.9', 'whole'],
    ['0.0.0.0/0', '2001:db8::1', 'none'],
    ['::/0', '2001:db8::/32', 'whole'],
    ['2001:db8::/32', '::/0', 'part'],
    ['2001:db8:1::/48', '2001:db8:2::/48', 'none'],
    ['::/0', '10.0.0.1', 'none'],
    ['::ffff:10.0.0.0/104', '10.1.2.3', 'whole'],
    ['10.1.2.3/24', '10.1.2.9', 'whole'],
    ['10.0.0.0/33', '10.0.0.0', 'none'],
    ['VirtualNetwork', '10.0.0.0', 'none'],
  ])('%s covers of %s: %s', (block, part, wanted) => {
    expect(overlap(block, part)).toBe(wanted)
  })

  it.each([
    ['10.0.0.0/8', 8],
    ['10.0.0.1', 32],
    ['0.0.0.0/0', 0],
    ['::1', 128],
    ['2001:db8::/32', 32],
    ['::/0', 0],
    ['::ffff:10.0.0.0/104', 8],
    ['10.0.0.0/', -1],
    ['10.0.0.0/x', -1],
    ['*', -1],
  ])('%s fixes %i bits', (block, bits) => {
    expect(prefixLength(block)).toBe(bits)
  })

  it('holds an address in each block that is cut from it', () => {
    const bytes = fc.oneof(
      fc.ipV4().map(address => [address, 32] as const),
      fc.ipV6().map(address => [address, 128] as const),
    )
    fc.assert(
      fc.property(bytes, fc.nat(128), ([address, most], bits) => {
        const mapped = most === 128 && familyOf(address) === 4
        const length = mapped ? 96 + (bits % 33) : bits % (most + 1)
        expect(contains(`${address}/${length}`, address)).toBe(true)
      }),
    )
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        overlap(one, other)
        contains(one, other)
        sameAddress(one, other)
        expect(isLoopback(one) && isUnspecified(one)).toBe(false)
      }),
    )
  })
})
