import type { Socket } from 'node:dgram'
import { isIPv4 } from 'node:net'
import type { Box } from '../box/box.ts'
import { ownNames } from '../box/names.ts'
import { listenInside } from './listen-inside.ts'

/** Names and their addresses, or the one name that each is an alias of (RFC 1035). */
export type Names = Readonly<Record<string, readonly string[]>>

const [typeA, typeCname, notFound] = [1, 5, 3]

/** Starts the name server of a box; returns what a command is started by so that it asks there. */
export async function startNames(box: Box, names: Names): Promise<(argv: readonly string[]) => string[]> {
  const [socket] = (await listenInside(box, [{ host: '127.0.0.1', port: 53, isUdp: true }])) as unknown as [Socket]
  socket.on('message', (question, from) => void socket.send(answer(question, names), from.port, from.address))
  const { within } = ownNames(box, { resolvConf: 'nameserver 127.0.0.1\noptions timeout:2 attempts:1\n' })
  return argv => box.wrap([...within, ...argv])
}

function answer(question: Buffer, names: Names): Buffer {
  const labels: string[] = []
  let at = 12
  for (let length = question[at] ?? 0; length > 0; length = question[at] ?? 0) {
    labels.push(question.toString('latin1', at + 1, at + 1 + length))
    at += length + 1
  }
  const asked = labels.join('.').toLowerCase()
  const type = question.readUInt16BE(at + 1)
  const records: Buffer[] = []
  let name = asked
  for (let known = names[name]; known; ) {
    const [alias = ''] = known
    const addresses = known.filter(isIPv4)
    if (addresses.length > 0 || alias === '') {
      if (type === typeA)
        records.push(...addresses.map(one => record(name, typeA, Buffer.from(one.split('.').map(Number)))))
      break
    }
    records.push(record(name, typeCname, encoded(alias)))
    name = alias
    known = type === typeCname ? undefined : names[name]
  }
  const head = Buffer.from(question.subarray(0, at + 5))
  head.writeUInt16BE(0x8180 | (names[asked] ? 0 : notFound), 2)
  head.writeUInt16BE(1, 4)
  head.writeUInt16BE(records.length, 6)
  head.writeUInt32BE(0, 8)
  return Buffer.concat([head, ...records])
}

function record(name: string, type: number, data: Buffer): Buffer {
  const fixed = Buffer.alloc(10)
  fixed.writeUInt16BE(type, 0)
  fixed.writeUInt16BE(1, 2)
  fixed.writeUInt32BE(60, 4)
  fixed.writeUInt16BE(data.length, 8)
  return Buffer.concat([encoded(name), fixed, data])
}

function encoded(name: string): Buffer {
  const labels = name.split('.').filter(label => label !== '')
  return Buffer.concat([...labels.map(label => Buffer.from([label.length, ...Buffer.from(label)])), Buffer.from([0])])
}
