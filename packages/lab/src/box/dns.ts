import { join } from 'node:path'
import { until } from '@runbook/stack'
import type { Box } from './box.ts'
import { isBound } from './listening.ts'

/** How a server answers, by RFC 1035, 4.1.1; a silent one does not. */
export interface DnsAnswers {
  /** Addresses by name, IPv4 and IPv6; other names do not exist. */
  names?: Record<string, readonly string[]>
  /** Given to every question in place of an answer, such as 2 for "server failure". */
  code?: number
  isSilent?: boolean
}

/** A DNS server in a box. */
export interface Dns {
  readonly port: number
  /** Answers differently from now on. */
  change(answers: DnsAnswers): void
}

/** It reads its answers anew for each question. */
const source = `const fs = require('node:fs')
const net = require('node:net')
const socket = require('node:dgram').createSocket('udp4')
socket.on('message', (question, from) => {
  const { names = {}, code = 0, isSilent } = JSON.parse(fs.readFileSync('answers.json', 'utf8'))
  if (isSilent) return
  let at = 12
  const labels = []
  while (question[at] > 0) {
    labels.push(question.toString('latin1', at + 1, at + 1 + question[at]))
    at += question[at] + 1
  }
  const type = question.readUInt16BE(at + 1)
  const known = names[labels.join('.').toLowerCase()]
  const found = (code === 0 && known || []).filter(address => (net.isIPv6(address) ? 28 : 1) === type)
  const head = Buffer.from(question.subarray(0, at + 5))
  head.writeUInt16BE(0x8180 | (code || (known ? 0 : 3)), 2)
  head.writeUInt16BE(1, 4)
  head.writeUInt16BE(found.length, 6)
  head.writeUInt32BE(0, 8)
  const records = found.map(address => {
    const data = type === 1 ? Buffer.from(address.split('.').map(Number)) : bytesOf(address)
    const record = Buffer.alloc(12)
    record.writeUInt16BE(0xc00c, 0)
    record.writeUInt16BE(type, 2)
    record.writeUInt16BE(1, 4)
    record.writeUInt32BE(1, 6)
    record.writeUInt16BE(data.length, 10)
    return Buffer.concat([record, data])
  })
  socket.send(Buffer.concat([head, ...records]), from.port, from.address)
})
socket.bind(Number(process.env.PORT), process.env.HOST)

function bytesOf(address) {
  const [left, right = ''] = address.split('::').map(part => part.split(':').filter(Boolean).map(word => parseInt(word, 16)))
  const words = [...left, ...Array(8 - left.length - right.length).fill(0), ...right]
  return Buffer.from(words.flatMap(word => [word >> 8, word & 255]))
}
`

/** Starts a DNS server, on 127.0.0.1 unless said; on port 53 it can be the name server of the box. */
export async function startDns(
  box: Box,
  answers: DnsAnswers = {},
  { port, host = '127.0.0.1', folder = 'dns' }: { port?: number; host?: string; folder?: string } = {},
): Promise<Dns> {
  const at = port ?? (await box.port())
  const file = box.write(`${folder}/server.cjs`, source)
  const change = (next: DnsAnswers) => void box.write(`${folder}/answers.json`, JSON.stringify(next))
  change(answers)
  const env = { PORT: String(at), HOST: host }
  const child = box.start([process.execPath, file], {
    cwd: join(box.folder, folder),
    env,
    log: join(box.folder, folder, 'dns.log'),
  })
  await until('the DNS server is bound', () => isBound(child.pid, at))
  return { port: at, change }
}

/** A DNS server that knows no name; returns its port. */
export async function startEmptyDns(box: Box, at: { port?: number; host?: string } = {}): Promise<number> {
  return (await startDns(box, {}, at)).port
}
