import type { Environment } from '@marcbachmann/cel-js'
import { contains } from '../read/common/addresses.ts'
import { acceptsConnection } from '../read/common/listening.ts'

/** The functions of our own field that conditions can call, beside those of CEL. */
const functions: readonly { signature: string; describes: string; call: (...args: never[]) => unknown }[] = [
  {
    signature: 'first(list<T>): T',
    describes: 'The first record of a list. Of an empty list a record without parts, so that has(x.part) is false.',
    call: (list: unknown[]) => list[0] ?? {},
  },
  {
    signature: 'latest(list<T>): T',
    describes: 'The last record of a list. Of an empty list a record without parts, so that has(x.part) is false.',
    call: (list: unknown[]) => list.at(-1) ?? {},
  },
  {
    signature: 'accepts(list<T>, string, int): bool',
    describes:
      'Whether one of some listening sockets takes a connection to that address and port, as the kernel decides it: the address itself, or a wildcard of its family.',
    call: (sockets: CelSocket[], host: string, port: bigint) => accepting(sockets, host, port).length > 0,
  },
  {
    signature: 'accepting(list<T>, string, int): list<T>',
    describes: 'Those of some listening sockets that take a connection to that address and port.',
    call: accepting,
  },
  {
    signature: 'in_network(string, string): bool',
    describes: 'Whether an address lies in a network, such as in_network("10.0.3.4", "10.0.0.0/16"); IPv4 or IPv6.',
    call: (address: string, network: string) => contains(network, address),
  },
  {
    signature: 'url_host(string): string',
    describes: 'A host as a URL has it: an IPv6 address in square brackets, anything else as it is.',
    call: (host: string) => (host.includes(':') && !host.startsWith('[') ? `[${host}]` : host),
  },
]

/** What the reader `sockets` yields of a socket, with CEL's whole numbers. */
interface CelSocket {
  address: string
  port: bigint
}

function accepting(sockets: CelSocket[], host: string, port: bigint): CelSocket[] {
  return sockets.filter(socket => acceptsConnection({ ...socket, port: Number(socket.port) }, host, Number(port)))
}

/** Adds them to an environment, and returns it. */
export function registerFunctions(environment: Environment): Environment {
  for (const { signature, describes, call } of functions)
    environment.registerFunction(signature, call as (...args: unknown[]) => unknown, { description: describes })
  return environment
}
