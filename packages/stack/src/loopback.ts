import { connect, createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

// Below Linux's range for outgoing connections (32768 and up), so that a port left dead stays dead.
const first = 20_000
const count = 10_000

const given = new Set<number>()
let next = Math.floor(Math.random() * count)

/** A port that nothing listens on, on any address, and that this process has not been given before. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < count; tries++) {
    const port = first + (next++ % count)
    if (!given.has(port) && (await isFree(port))) {
      given.add(port)
      return port
    }
  }
  throw new Error(`no free port between ${first} and ${first + count}`)
}

/** Whether something accepts connections on a port of a host, or on a unix socket's path. */
export function accepts(target: { port: number; host: string } | { path: string }): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(target)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

/** Waits until the condition holds, asking every 20 ms; throws after `withinMs`, naming what it waited for. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, withinMs = 20_000): Promise<void> {
  const deadline = Date.now() + withinMs
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`waited ${withinMs} ms in vain until ${what}`)
    await pause(20)
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer()
    server.once('error', () => resolve(false))
    // Without a host Node listens on every address of both families.
    server.listen(port, () => server.close(() => resolve(true)))
  })
}
