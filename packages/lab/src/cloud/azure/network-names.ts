import { execFileSync } from 'node:child_process'
import type { Socket } from 'node:dgram'
import type { Box } from '../../box/box.ts'
import { listenInside } from '../listen-inside.ts'
import { signedIn } from './login.ts'

/** Codes of an answer without an address (RFC 1035, 4.1.1). */
const codes = { SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 } as const

/** Gives the session's machine an address of the gateway's network. */
export async function inTheNetwork(box: Box): Promise<void> {
  await signedIn.up(box)
  addAddress(box, '10.0.3.7')
}

/** A name server of one's own at an address of the box: it gives that address for every name, or that code. */
export function ownNameServer(address: string, says: keyof typeof codes | { is: string }) {
  return async (box: Box): Promise<void> => {
    await signedIn.up(box)
    addAddress(box, address)
    const [socket] = (await listenInside(box, [{ host: address, port: 53, isUdp: true }])) as unknown as [Socket]
    socket.on('message', (question, from) => void socket.send(answer(question, says), from.port, from.address))
  }
}

function addAddress(box: Box, address: string): void {
  const [program = '', ...args] = box.wrap(['ip', 'addr', 'add', `${address}/32`, 'dev', 'lo'])
  execFileSync(program, args, { stdio: 'ignore' })
}

function answer(question: Buffer, says: keyof typeof codes | { is: string }): Buffer {
  let end = 12
  while (question[end]) end += (question[end] ?? 0) + 1
  const head = Buffer.from(question.subarray(0, end + 5))
  const isAddress = typeof says === 'object'
  head.writeUInt16BE(0x8180 | (isAddress ? 0 : codes[says]), 2)
  head.writeUInt16BE(isAddress ? 1 : 0, 6)
  head.writeUInt32BE(0, 8)
  if (!isAddress) return head
  // A pointer to the name that was asked, type A, class IN, 60 s, four bytes.
  return Buffer.concat([
    head,
    Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, ...says.is.split('.').map(Number)]),
  ])
}
