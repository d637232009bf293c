import { readFileSync } from 'node:fs'

/** Whether a TCP port of a host is listened on in the network that the process sees; see proc_net_tcp(5). */
export function isListening(pid: number, { port, host }: { port: number; host: string }): boolean {
  const is6 = host.includes(':')
  const ownTable = addressesOf(pid, is6 ? 'tcp6' : 'tcp', port)
  // An application on "::" answers IPv4 as well.
  return ownTable.length > 0 || (!is6 && addressesOf(pid, 'tcp6', port).some(address => /^0+$/.test(address)))
}

/** Whether a UDP port is bound in the network that the process sees. */
export function isBound(pid: number, port: number): boolean {
  return addressesOf(pid, 'udp', port).length > 0
}

/** Local addresses in hex on which a port is open; 0A is LISTEN, and 07 what an unconnected UDP socket shows. */
function addressesOf(pid: number, table: 'tcp' | 'tcp6' | 'udp', port: number): string[] {
  const hex = port.toString(16).toUpperCase().padStart(4, '0')
  const line = new RegExp(`^ *\\d+: ([0-9A-F]+):${hex} [0-9A-F:]+ (?:0A|07) `, 'gm')
  return [...readOrEmpty(`/proc/${pid}/net/${table}`).matchAll(line)].map(([, address = '']) => address)
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
