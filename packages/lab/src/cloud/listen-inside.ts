import { spawn } from 'node:child_process'
import type { Socket as UdpSocket } from 'node:dgram'
import { once } from 'node:events'
import type { Server } from 'node:net'
import type { Box } from '../box/box.ts'

/** Where to listen; port 0 takes a free one. */
export interface Place {
  host: string
  port: number
  isUdp?: boolean
}

/** Opens the sockets and hands them over; a socket stays in the network in which it was made. */
const source = `const [places, total] = [JSON.parse(process.env.PLACES), {}]
places.forEach(({ host, port, isUdp }, index) => {
  const socket = isUdp ? require('node:dgram').createSocket('udp4') : require('node:net').createServer()
  const give = () => process.send({ index }, socket)
  socket.on('error', error => process.send({ index, problem: error.message }))
  if (isUdp) socket.bind(port, host, give)
  else socket.listen({ port, host, backlog: 511 }, give)
})
process.on('message', () => process.exit(0))`

/** Listens inside of a box's network with sockets that this process serves. */
export async function listenInside(
  box: Pick<Box, 'wrap' | 'defer'>,
  places: readonly Place[],
): Promise<(Server | UdpSocket)[]> {
  const [program = '', ...args] = box.wrap([process.execPath, '-e', source])
  const child = spawn(program, args, {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { PLACES: JSON.stringify(places), PATH: process.env.PATH },
  })
  const closed = once(child, 'close')
  const sockets = await new Promise<(Server | UdpSocket)[]>((done, failed) => {
    const got: (Server | UdpSocket)[] = []
    let left = places.length
    child.once('error', failed)
    child.once('close', () => failed(new Error('the lab could not listen')))
    child.on('message', (message: { index: number; problem?: string }, socket) => {
      const { index, problem } = message
      if (problem !== undefined) return failed(new Error(`${places[index]?.host}: ${problem}`))
      got[index] = socket as Server | UdpSocket
      left -= 1
      if (left === 0) done(got)
    })
  })
  child.send('done')
  await closed
  for (const socket of sockets) box.defer(() => socket.close())
  return sockets
}
