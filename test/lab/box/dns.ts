import { join } from 'node:path'
import { until } from '../../../packages/tui/src/demo/loopback.ts'
import type { Box } from './box.ts'
import { isBound } from './listening.ts'

/** Sends every question back as an answer with RCODE 3, "no such name" (RFC 1035, 4.1.1). */
const source = `const socket = require('node:dgram').createSocket('udp4')
socket.on('message', (question, from) => {
  question.writeUInt16BE(0x8183, 2)
  socket.send(question, from.port, from.address)
})
socket.bind(Number(process.env.PORT), '127.0.0.1')
`

/** A DNS server on loopback that answers every question with "no such name"; returns its port. */
export async function startEmptyDns(box: Box): Promise<number> {
  const port = await box.port()
  const file = box.write('dns/server.cjs', source)
  const child = box.start([process.execPath, file], {
    env: { PORT: String(port) },
    log: join(box.folder, 'dns/dns.log'),
  })
  await until('the DNS server is bound', () => isBound(child.pid, port))
  return port
}
