import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Reply, Request } from './scenario.ts'

/** Where a client was led, which its Host need not be. */
export interface Led {
  host: string
  port: number
}

/** A server without a port: connections are given to it. */
export function serverOf(
  led: (message: IncomingMessage) => Led,
  handle: (request: Request) => Reply | Promise<Reply>,
): Server {
  return createServer(async (message, response) => {
    await send(response, await handle(await requestOf(message, led(message))))
  }).on('clientError', (_, socket) => socket.destroy())
}

async function requestOf(message: IncomingMessage, at: Led): Promise<Request> {
  const url = new URL(message.url ?? '/', `http://${at.host}`)
  let body = ''
  message.setEncoding('utf8')
  for await (const chunk of message) body += chunk
  const headers = Object.entries(message.headers).map(([name, value]) => [name, String(value)])
  return {
    host: at.host.toLowerCase(),
    port: at.port,
    method: message.method ?? 'GET',
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: Object.fromEntries(headers),
    body,
  }
}

/** Sends a reply, whole or as far as it shall come. */
async function send(response: ServerResponse, reply: Reply): Promise<void> {
  const { status, headers = {}, body = '', delayMs = 0, cutAfter, hang } = reply
  if (hang) return
  if (delayMs > 0) await new Promise(resolve => setTimeout(resolve, delayMs).unref())
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  if (status === undefined) {
    response.socket?.end(text)
    return
  }
  const type = typeof body === 'string' ? {} : { 'content-type': 'application/json' }
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(text)
  response.sendDate = true
  response.writeHead(status, { ...type, 'content-length': String(bytes.length), ...headers })
  if (cutAfter === undefined) {
    response.end(bytes)
    return
  }
  response.write(bytes.subarray(0, cutAfter), () => response.socket?.destroy())
}
