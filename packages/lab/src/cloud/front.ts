import type { Server, Socket } from 'node:net'
import { type SecureContext, TLSSocket } from 'node:tls'
import type { Box } from '../box/box.ts'
import type { Neighbour } from '../box/inside.ts'
import { apiHosts } from './ca.ts'
import { listenInside } from './listen-inside.ts'
import { type Led, serverOf } from './replies.ts'
import type { Reply, Request } from './scenario.ts'

/** A proxy that leads every host name to one server of the lab, so that real commands ask real names. */
export interface Front {
  /** For `HTTPS_PROXY`. */
  url: string
  /** Hosts that were asked for and are not part of the scenario. */
  strangers: string[]
}

interface FrontOptions {
  box: Box
  /** Where it listens: not in the box's own network, where it could be taken for a part of what is looked at. */
  at: Neighbour
  /** Shown for every host. */
  context: SecureContext
  /** Hosts beside those of the APIs. */
  hosts: readonly string[]
  handle(request: Request): Reply | Promise<Reply>
}

/** Hosts that a command line asks by itself, without which it works as well. */
const dispensable = ['azure.microsoft.com', 'aka.ms', 'dc.services.visualstudio.com']

/** Starts it on a free port. */
export async function startFront({ box, at, context, hosts, handle }: FrontOptions): Promise<Front> {
  const strangers: string[] = []
  const isKnown = (host: string) => [...hosts, ...apiHosts].some(known => matches(known, host))
  const led = new WeakMap<object, Led>()
  const sockets = new Set<Socket>()
  const inner = serverOf(({ socket }) => led.get(socket) ?? { host: '', port: 0 }, handle)
  const [listener] = (await listenInside({ wrap: at.within, defer: box.defer }, [{ host: at.address, port: 0 }])) as [
    Server,
  ]

  const proxy = serverOf(({ url = '/' }) => {
    const { hostname, port } = new URL(url, 'http://nobody.invalid')
    return { host: hostname, port: Number(port || 80) }
  }, handle)
  proxy.on('connect', ({ url = '' }, client: Socket) => {
    const [, host = '', port = '443'] = /^\[?([^\]]*?)\]?:(\d+)$/.exec(url) ?? []
    client.on('error', () => client.destroy())
    if (!isKnown(host)) {
      if (!dispensable.includes(host)) strangers.push(host)
      client.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n')
      return
    }
    client.write('HTTP/1.1 200 Connection established\r\n\r\n')
    const secure = new TLSSocket(client, { isServer: true, secureContext: context, ALPNProtocols: ['http/1.1'] })
    secure.on('error', () => client.destroy())
    led.set(secure, { host, port: Number(port) })
    inner.emit('connection', secure)
  })
  listener.on('connection', socket => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    proxy.emit('connection', socket)
  })
  box.defer(() => {
    for (const socket of sockets) socket.destroy()
  })
  return { url: `http://${at.address}:${(listener.address() as { port: number }).port}`, strangers }
}

function matches(known: string, host: string): boolean {
  return known.startsWith('*.') ? host.endsWith(known.slice(1)) : host === known
}
