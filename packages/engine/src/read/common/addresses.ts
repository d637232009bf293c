import ipaddr from 'ipaddr.js'

/**
 * An IP address as the kernel compares it: an IPv4-mapped one (`::ffff:10.0.0.1`, RFC 4291 section 2.5.5.2) is the IPv4
 * address in it, because that is what goes over the wire.
 */
export interface Address {
  family: 4 | 6
  /** In its shortest form (RFC 5952), without brackets and zone. */
  text: string
  /** The interface of a link-local address, such as `eth0` in `fe80::1%eth0` (RFC 4007); empty when none is named. */
  zone: string
}

/** Reads an address with or without brackets; undefined for a name, and for short forms such as `127.1`. */
export function parseAddress(text: string): Address | undefined {
  const [bare = '', zone = ''] = text
    .trim()
    .replace(/^\[(.*?)\](?=%|$)/, '$1')
    .split('%', 2)
  const parsed = parseIp(bare)
  if (!parsed) return undefined
  return { family: parsed.kind() === 'ipv4' ? 4 : 6, text: parsed.toString(), zone }
}

/** 4 or 6; undefined for what is no address. */
export function familyOf(text: string): 4 | 6 | undefined {
  return parseAddress(text)?.family
}

/** True when both name the same address, however it is written; zones count only where both name one. */
export function sameAddress(one: string, other: string): boolean {
  const [a, b] = [parseAddress(one), parseAddress(other)]
  return a !== undefined && a.text === b?.text && (a.zone === '' || b.zone === '' || a.zone === b.zone)
}

/** True for 127.0.0.0/8 and `::1`; false for names. */
export function isLoopback(text: string): boolean {
  return rangeOf(text) === 'loopback'
}

/** True for `0.0.0.0` and `::`, which stand for every address of a family. */
export function isUnspecified(text: string): boolean {
  const bare = parseAddress(text)?.text
  return bare === '0.0.0.0' || bare === '::'
}

/** True for what a private network has: RFC 1918, and unique local IPv6 addresses (RFC 4193). */
export function isPrivate(text: string): boolean {
  return ['private', 'uniqueLocal'].includes(rangeOf(text) ?? '')
}

/** True when the address lies in the block, such as `10.0.1.0/24`; an address alone is a block of one. */
export function contains(block: string, address: string): boolean {
  return parseAddress(address) !== undefined && overlap(block, address) === 'whole'
}

/** How much of `part` a block covers; blocks of different families have nothing in common. */
export function overlap(block: string, part: string): 'whole' | 'part' | 'none' {
  const [one, other] = [parseBlock(block), parseBlock(part)]
  if (!one || !other || one.base.kind() !== other.base.kind()) return 'none'
  if (!one.base.match([other.base, Math.min(one.bits, other.bits)])) return 'none'
  return one.bits <= other.bits ? 'whole' : 'part'
}

/** Bits that a block fixes (32 or 128 for an address alone); -1 when it is none. */
export function prefixLength(block: string): number {
  return parseBlock(block)?.bits ?? -1
}

interface Block {
  base: ipaddr.IPv4 | ipaddr.IPv6
  bits: number
}

/** A mapped block such as `::ffff:10.0.0.0/104` is the IPv4 block in it. */
function parseBlock(text: string): Block | undefined {
  const [, base = '', length] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text.trim()) ?? []
  const address = parseAddress(base)
  if (!address) return undefined
  const parsed = ipaddr.parse(address.text)
  const most = address.family === 4 ? 32 : 128
  const isMapped = address.family === 4 && base.includes(':')
  const bits = length === undefined ? most : Number(length) - (isMapped ? 96 : 0)
  return bits >= 0 && bits <= most ? { base: parsed, bits } : undefined
}

function rangeOf(text: string): string | undefined {
  const address = parseAddress(text)
  return address && ipaddr.parse(address.text).range()
}

/** `ipaddr.process` reads mapped addresses as IPv4; it would also take `0x7f.1`, which no tool that is read here prints. */
function parseIp(bare: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  const isAddress = bare.includes(':') ? ipaddr.IPv6.isValid(bare) : ipaddr.IPv4.isValidFourPartDecimal(bare)
  return isAddress ? ipaddr.process(bare) : undefined
}
