import { createSocket } from 'node:dgram'
import type { Box } from './box.ts'

/** A DNS server on loopback that answers every question with "no such name" (RCODE 3, RFC 1035 4.1.1); returns its port. */
export function startEmptyDns(box: Box): Promise<number> {
  const socket = createSocket('udp4')
  box.defer(() => socket.close())
  socket.on('message', (question, from) => socket.send(noSuchName(question), from.port, from.address))
  return new Promise(resolve => socket.bind(0, '127.0.0.1', () => resolve(socket.address().port)))
}

function noSuchName(question: Buffer): Buffer {
  const answer = Buffer.from(question)
  answer.writeUInt16BE(0x8183, 2)
  return answer
}
