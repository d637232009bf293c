import { execFileSync } from 'node:child_process'
import type { Server, Socket } from 'node:net'
import type { SecureContext } from 'node:tls'
import { TLSSocket } from 'node:tls'
import type { Box } from '../box/box.ts'
import { type Neighbour, neighbourOf } from '../box/inside.ts'
import type { LabCa } from './ca.ts'
import { listenInside } from './listen-inside.ts'
import { serverOf } from './replies.ts'
import type { Origin, Reply, Request } from './scenario.ts'

/** Where the names of a scenario's sites lead. */
export const edgeAddress = '203.0.113.80'

interface InternetOptions {
  box: Box
  ca: LabCa
  /** Shown by the edge. */
  context: SecureContext
  hasSites: boolean
  origins: readonly Origin[]
  atSite(request: Request): Reply | Promise<Reply>
  atOrigin(origin: Origin, request: Request): Reply | Promise<Reply>
}

/**
 * Starts the sites' edge and the origins on another machine, which is the way to every address that the box does not have.
 * Packets to an address that it does not have either are lost.
 */
export async function startInternet({
  box,
  ca,
  context,
  hasSites,
  origins,
  atSite,
  atOrigin,
}: InternetOptions): Promise<Neighbour> {
  const neighbour = neighbourOf(box)
  const { address, within } = neighbour
  run(box.wrap(['ip', 'route', 'add', 'default', 'via', address]))
  const edge = hasSites ? [443, 80].map(port => ({ host: edgeAddress, port })) : []
  const own = origins.map(({ address: host, port }) => ({ host, port }))
  for (const host of new Set([...edge, ...own].map(place => place.host)))
    run(within(['ip', 'addr', 'add', `${host}/32`, 'dev', 'lo']))
  const listeners = (await listenInside({ wrap: within, defer: box.defer }, [...edge, ...own])) as Server[]
  const sockets = new Set<Socket>()
  box.defer(() => {
    for (const socket of sockets) socket.destroy()
  })
  const edgeTakers = edge.map(({ port }) => takerOf(port === 443 ? { context } : undefined, siteServer(port, atSite)))
  const takers = [...edgeTakers, ...origins.map(origin => originTaker(origin, ca, atOrigin))]
  listeners.forEach((listener, index) => {
    listener.on('connection', socket => {
      sockets.add(socket)
      socket.on('error', () => socket.destroy())
      takers[index]?.(socket)
    })
  })
  return neighbour
}

function siteServer(port: number, answer: InternetOptions['atSite']) {
  return serverOf(message => ({ host: hostOf(message.headers.host), port }), answer)
}

function originTaker(origin: Origin, ca: LabCa, answer: InternetOptions['atOrigin']): (socket: Socket) => void {
  const { address: host, port, tls } = origin
  if (!origin.answer) return () => {}
  if (tls?.aborts === 'reset') return socket => void socket.once('data', () => socket.resetAndDestroy())
  const server = serverOf(
    () => ({ host, port }),
    request => answer(origin, request),
  )
  const isStrict = tls?.aborts === 'wants-certificate'
  const breaksHttp2 = tls?.breaksHttp2 === true
  return takerOf(tls && { context: ca.origin(tls), isStrict, breaksHttp2 }, server)
}

interface Secure {
  context: SecureContext
  /** Takes only clients that show a certificate. */
  isStrict?: boolean
  breaksHttp2?: boolean
}

function takerOf(secure: Secure | undefined, server: { emit(event: 'connection', socket: Socket): unknown }) {
  if (!secure) return (socket: Socket) => void server.emit('connection', socket)
  const wanted = {
    ...(secure.isStrict ? { requestCert: true, rejectUnauthorized: true } : {}),
    ...(secure.breaksHttp2 ? { ALPNProtocols: ['h2', 'http/1.1'] } : {}),
  }
  return (socket: Socket) => {
    const within = new TLSSocket(socket, { isServer: true, secureContext: secure.context, ...wanted })
    within.on('error', () => socket.destroy())
    within.on('secure', () => {
      if (secure.isStrict && !within.getPeerCertificate()?.subject) within.destroy()
      if (secure.breaksHttp2 && within.alpnProtocol === 'h2') within.destroy()
    })
    server.emit('connection', within)
  }
}

function hostOf(header = ''): string {
  return header.replace(/:\d+$/, '')
}

function run([program = '', ...args]: readonly string[]): void {
  execFileSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'] })
}
