import { familyOf, isUnspecified, sameAddress } from './addresses.ts'

/** What counts of a listening socket, in the words of the reader `sockets`: `*` takes both families, `::` only IPv6. */
export interface ListeningSocket {
  address: string
  /** 0 for a unix socket. */
  port: number
}

/**
 * Whether a listening socket takes a TCP connection to that host and port, once it has arrived at this machine. As in
 * ip(7) and ipv6(7): a socket takes its own address, or every address of its family when bound to the wildcard; `*` is
 * the IPv6 wildcard without IPV6_V6ONLY, which takes IPv4 as well. An IPv4-mapped address is IPv4. Linux leads a
 * connection to `0.0.0.0` or `::` to the loopback. A name of the loopback may be either of its addresses. What any
 * other name stands for is not known here: only a wildcard that takes IPv4 is sure enough to take it.
 */
export function acceptsConnection({ address, port }: ListeningSocket, host: string, wantedPort: number): boolean {
  if (port !== wantedPort || port === 0 || address === '') return false
  return targetsOf(host).some(target => accepts(address, target))
}

function accepts(address: string, target: string): boolean {
  if (address === '*') return true
  const family = familyOf(target)
  if (family === undefined) return address === '0.0.0.0'
  return isUnspecified(address) ? familyOf(address) === family : sameAddress(address, target)
}

/** RFC 6761 section 6.3 gives `localhost` and what ends in it to the loopback; the last two are Debian's, in /etc/hosts. */
const loopbackName = /^(?:(?:.+\.)?localhost|localhost\.localdomain)$/
const loopbackNameIpv6 = /^ip6-(?:localhost|loopback)$/

function targetsOf(host: string): string[] {
  const name = host.trim().toLowerCase().replace(/\.$/, '')
  if (loopbackName.test(name)) return ['127.0.0.1', '::1']
  if (loopbackNameIpv6.test(name)) return ['::1']
  if (isUnspecified(name)) return [familyOf(name) === 4 ? '127.0.0.1' : '::1']
  return name === '' ? [] : [name]
}
