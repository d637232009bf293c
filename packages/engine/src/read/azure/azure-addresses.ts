/** True when an IPv4 address lies in a block such as `10.0.1.0/24`; an address alone is a block of one. */
export function isWithin(address: string, block: string): boolean {
  const [base = '', length = '32'] = block.split('/')
  const [one, other, bits] = [numberOf(address), numberOf(base), Number(length)]
  if (one === undefined || other === undefined || !(bits >= 0 && bits <= 32)) return false
  return bits === 0 || Math.floor(one / 2 ** (32 - bits)) === Math.floor(other / 2 ** (32 - bits))
}

/** The first address of a block, to stand for all of it. */
export function firstOf(block: string): string {
  return block.split('/')[0] ?? ''
}

/** True for an IPv4 address. */
export function isAddress(text: string): boolean {
  return numberOf(text) !== undefined
}

/** Bits that a block fixes; -1 when it is none. */
export function lengthOf(block: string): number {
  const [base = '', length = '32'] = block.split('/')
  return isAddress(base) && /^\d{1,2}$/.test(length) && Number(length) <= 32 ? Number(length) : -1
}

/** True when a port, or any of a range such as `65200-65535`, is in a rule's ports (`*`, `443`, `8000-8100`). */
export function portsMeet(rule: string, wanted: string): boolean {
  if (rule === '*') return true
  const [from = 0, to = from] = rule.split('-').map(Number)
  const [first = 0, last = first] = wanted.split('-').map(Number)
  return from <= last && first <= to
}

function numberOf(address: string): number | undefined {
  const octets = address.split('.')
  if (octets.length !== 4 || !octets.every(octet => /^\d{1,3}$/.test(octet) && Number(octet) < 256)) return undefined
  return octets.reduce((sum, octet) => sum * 256 + Number(octet), 0)
}
