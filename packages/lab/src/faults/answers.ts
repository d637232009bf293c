import { serve } from '@runbook/stack'
import { hello } from './apps.ts'

/**
 * Sources of small real applications (CommonJS; PORT and HOST from the environment) whose answers, or the ways in which
 * they end a connection, are at fault.
 */
export const answers = {
  /** Aborts each connection as soon as it has read the request. */
  resets: serve('request.socket.resetAndDestroy()'),
  /** Closes each connection without having read from it, so that the kernel resets it. */
  abortsUnread: `const server = require('node:net').createServer({ pauseOnConnect: true }, socket => {
  setTimeout(() => socket.destroy(), 100)
})
${listen()}`,
  /** Announces 100 bytes, sends a few, and closes. */
  cutsBody: serve(`response.writeHead(200, { 'Content-Length': 100 })
response.write('the first items\\n', () => request.socket.end())`),
  /** Sends the first half at once and the rest after 2 s. */
  pausesInBody: serve(`response.writeHead(200, { 'Content-Type': 'text/plain' })
response.write('the first half\\n')
setTimeout(() => response.end('the second half\\n'), 2000)`),
  /** Holds every answer open, with a sign of life each 300 ms, and ends it after 1.5 s, whereupon clients come again. */
  beats: serve(`response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' })
const beat = setInterval(() => response.write(': still here\\n\\n'), 300)
setTimeout(() => {
  clearInterval(beat)
  response.end('data: done\\n\\n')
}, 1500)`),
  /** Events without an end, each 300 ms. */
  beatsForever: serve(`response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' })
const beat = setInterval(() => response.write(': still here\\n\\n'), 300)
response.on('close', () => clearInterval(beat))`),
  /** A header name with a space in it, as a template with a mistake makes it. */
  badHeader: speak(`socket.end('HTTP/1.1 200 OK\\r\\nX Request Id: 7\\r\\nContent-Length: 3\\r\\n\\r\\nok\\n')`),
  /** Two lengths that contradict each other. */
  twoLengths: speak(
    `socket.end('HTTP/1.1 200 OK\\r\\nContent-Length: 3\\r\\nTransfer-Encoding: chunked\\r\\nConnection: close\\r\\n\\r\\n3\\r\\nok\\n\\r\\n0\\r\\n\\r\\n')`,
  ),
  /** Says chunked, and sends the body as it is. */
  badChunks: speak(
    `socket.end('HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\nConnection: close\\r\\n\\r\\n<html>the shop is open</html>\\n')`,
  ),
  /** Hints in a version of HTTP that has none. */
  oldEarlyHints: speak(
    `socket.end('HTTP/1.0 103 Early Hints\\r\\nLink: </shop.css>; rel=preload\\r\\n\\r\\nHTTP/1.0 200 OK\\r\\nContent-Length: 3\\r\\n\\r\\nok\\n')`,
  ),
  /** Answers like Redis. */
  redis: speak(`socket.end("-ERR unknown command 'GET', with args beginning with: '/'\\r\\n")`),
  /** HTTP/2 without TLS only. */
  onlyHttp2: `const server = require('node:http2').createServer((request, response) => response.end('the shop is open\\n'))
${listen()}`,
  /** Reads no body of a POST; answers the rest. */
  readsNoBody: serve(`if (request.method === 'POST') return
${hello}`),
  /** Begins to read the body of a POST after 2 s. */
  readsLate: serve(`if (request.method !== 'POST') return void ${hello}
setTimeout(() => request.resume().on('end', () => ${hello}), 2000)`),
  /** Refuses bodies above 1 MB as soon as it has seen the header, and closes. */
  refusesEarly: serve(`if (Number(request.headers['content-length'] ?? 0) <= 1_000_000)
  return void request.resume().on('end', () => ${hello})
response.writeHead(413, { Connection: 'close' })
response.end('too large\\n', () => request.socket.destroy())`),
  /** Refuses bodies above 1 MB, after it has read them. */
  refusesWell: serve(`request.resume().on('end', () => {
  if (Number(request.headers['content-length'] ?? 0) > 1_000_000) response.statusCode = 413
  ${hello}
})`),
  /** A websocket that echoes; a plain request gets 426. */
  websocket: serve(
    `response.writeHead(426, { Upgrade: 'websocket', Connection: 'Upgrade' })
response.end('this is a websocket\\n')`,
    `server.on('upgrade', (request, socket) => {
  const key = request.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
  const accept = require('node:crypto').createHash('sha1').update(key).digest('base64')
  const head = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Accept: ' + accept]
  socket.on('error', () => {})
  socket.write(head.join('\\r\\n') + '\\r\\n\\r\\n')
  socket.pipe(socket)
})`,
  ),
  /** Wants HTTP/1.1, as Envoy does. */
  wantsHttp11: serve(`if (request.httpVersion === '1.0') {
  response.writeHead(426, { Upgrade: 'HTTP/1.1', Connection: 'Upgrade' })
  return void response.end()
}
${hello}`),
  /** Wants TLS of every client (RFC 2817). */
  always426: serve(`response.writeHead(426, { Upgrade: 'TLS/1.0', Connection: 'Upgrade' })
response.end('TLS is required\\n')`),
  /** Answers HTTP/1.0 with 505. */
  refusesHttp10: serve(`if (request.httpVersion === '1.0') response.statusCode = 505
${hello}`),
  /** Takes 2 s for each answer. */
  takesLong: serve(`setTimeout(() => ${hello}, 2000)`),
  /** Takes 1 s for each of its first three answers, and no time after that. */
  slowAtFirst: serve(`setTimeout(() => ${hello}, answered++ < 3 ? 1000 : 0)`, 'let answered = 0'),
  /** Ends the connection of each request that it gets, and does not crash. */
  closes: serve('request.socket.end()'),
}

/** A server that reads a request and then runs the body of `(socket, request)`. */
function speak(body: string): string {
  return `const server = require('node:net').createServer(socket => {
  socket.on('error', () => {})
  socket.once('data', request => {
    ${body}
  })
})
${listen()}`
}

function listen(): string {
  return `server.listen(process.env.SOCK ?? { port: Number(process.env.PORT), host: process.env.HOST }, () => {
  console.log('listening on', process.env.SOCK ?? process.env.PORT)
})
`
}
