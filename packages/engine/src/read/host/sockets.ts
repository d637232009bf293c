import * as z from 'zod'
import { linesOf } from '../lines.ts'
import { defineReader, type Shape, type Yields } from '../reader.ts'

const listenerShape = {
  family: 'string',
  address: 'string',
  port: 'int',
  path: 'string',
  type: 'string',
  process: 'string',
  pid: 'int',
  pids: 'list<int>',
  recv_q: 'int',
  send_q: 'int',
  /** A connection to 127.0.0.1 reaches it. */
  answers_ipv4: 'bool',
  /** A connection to ::1 reaches it. */
  answers_ipv6: 'bool',
} as const satisfies Shape
type Listener = Yields<typeof listenerShape>

/** Reads `ss -Hltnp` and `ss -Hlxp`, one or both, also as one run (`ss -Hlnxtp`, which adds a column in front). */
export const sockets = defineReader({
  id: 'sockets',
  describes: 'Listening TCP and unix sockets with their processes, from ss.',
  options: z.strictObject({}),
  accepts: [0],
  shape: () => ({ listeners: [listenerShape], count: 'int', shows_processes: 'bool' }),
  read({ stdout }) {
    const lines = linesOf(stdout).filter(line => line.trim() !== '')
    const listeners = lines.flatMap(line => unixListener(line) ?? tcpListener(line) ?? [])
    if (lines.length > 0 && listeners.length === 0) return { ok: false, problem: 'This is not the output of ss.' }
    const shows_processes = listeners.some(({ pid }) => pid > 0)
    return {
      ok: true,
      values: { listeners, count: listeners.length, shows_processes },
    }
  },
})

const types: Record<string, string> = {
  u_str: 'stream',
  u_seq: 'seqpacket',
  u_dgr: 'dgram',
}

function unixListener(line: string): Listener | undefined {
  const match = /^\s*(u_\w{3})\s+\S+\s+(\d+)\s+(\d+)\s+(\S.*?)\s+\d+\s+\*\s+\d+(?:\s+(users:.*))?\s*$/.exec(line)
  if (!match) return undefined
  const [, netid = '', recv, send, path = '', users] = match
  return {
    family: 'unix',
    address: '',
    port: 0,
    path: path === '*' ? '' : path,
    type: types[netid] ?? '',
    ...usersOf(users),
    recv_q: Number(recv),
    send_q: Number(send),
    answers_ipv4: false,
    answers_ipv6: false,
  }
}

function tcpListener(line: string): Listener | undefined {
  const match = /^\s*(?:tcp\s+)?LISTEN\s+(\d+)\s+(\d+)\s+(\S+):(\d+)\s+\S+(?:\s+(users:.*))?/.exec(line)
  if (!match) return undefined
  const [, recv, send, local = '', port, users] = match
  const address = addressOf(local)
  return {
    family: local.includes(':') || local === '*' ? 'tcp6' : 'tcp4',
    address,
    port: Number(port),
    path: '',
    type: 'stream',
    ...usersOf(users),
    recv_q: Number(recv),
    send_q: Number(send),
    answers_ipv4: ['*', '0.0.0.0', '127.0.0.1'].includes(address),
    answers_ipv6: ['*', '::', '::1'].includes(address),
  }
}

/**
 * ss prints `*` for a socket that takes both families and `[::]` for one that takes only IPv6; before iproute2 4.16
 * it printed `::` for both, which is read as the usual one.
 */
function addressOf(local: string): string {
  if (local === '::') return '*'
  const bare = local.replace(/%[^\]]*/, '').replace(/^\[(.*)\]$/, '$1')
  return bare.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '')
}

/** ss prints a process name raw, so that it may hold quotes and parentheses; it has at most 15 bytes (proc(5), comm). */
function usersOf(users: string | undefined): Pick<Listener, 'process' | 'pid' | 'pids'> {
  const found = [...(users ?? '').matchAll(/\("(.{0,64}?)",pid=(\d+),fd=\d+\)/g)]
  const pids = [...new Set(found.map(([, , pid]) => Number(pid)))]
  return { process: found[0]?.[1] ?? '', pid: pids[0] ?? 0, pids }
}
