import { serve, sources } from '@runbook/stack'

/**
 * Sources of small real applications, as an operator would find them: CommonJS, one file, PORT and HOST (or SOCK)
 * from the environment.
 */

const listen = `server.listen(process.env.SOCK ?? { port: Number(process.env.PORT), host: process.env.HOST }, () => {
  console.log('listening on', process.env.SOCK ?? process.env.PORT)
})
`

/** A whole application that speaks TLS; it reads key.pem and cert.pem beside it. */
export function serveTls(handler: string): string {
  return serveTlsBy('{ key, cert }', handler)
}

/** The same with settings of its own; they can use `key`, `cert` and the module `tls`. */
export function serveTlsBy(settings: string, handler: string): string {
  return `const fs = require('node:fs')
const https = require('node:https')
const tls = require('node:tls')

const [key, cert] = [fs.readFileSync('key.pem'), fs.readFileSync('cert.pem')]
const server = https.createServer(${settings}, (request, response) => {
${indent(handler)}
})
${listen}`
}

export const hello = "response.end('the shop is open\\n')"

export const apps = {
  ...sources,
  /** 2 s for each answer. */
  slow: serve(`setTimeout(() => response.end('the report is ready\\n'), 2000)`),
  /** Ends every connection after it has read the request. */
  closes: serve('request.socket.end()'),
  /** A bad request to /checkout answers 500, all others 200. */
  sometimes500: serve(`response.statusCode = request.url === '/checkout' ? 500 : 200\n${hello}`),
  /** A request to /report never leaves its loop. */
  spins: serve(`if (request.url === '/report') {
  const until = Date.now() + 3_600_000
  while (Date.now() < until);
}
${hello}`),
  /** Holds /events open; answers the rest. */
  events: serve(`if (request.url === '/events') return void response.flushHeaders()\n${hello}`),
  /**
   * Closes idle connections after 1.2 s (Node adds a second to what is set), and is busy for 400 ms around that
   * moment whenever it got a POST: what arrives meanwhile meets a connection whose time is up. (In setImmediate, since
   * Node looks at its timers after that, and at its sockets only then.)
   */
  shortKeepAlive: serve(
    `if (request.method === 'POST') {
  clearTimeout(flushing)
  flushing = setTimeout(() => setImmediate(flushStatistics), 1000)
}
request.resume()
${hello}`,
    `let flushing
server.keepAliveTimeout = 200

function flushStatistics() {
  const until = Date.now() + 400
  while (Date.now() < until);
}
`,
  ),
  /** Fills its heap as soon as it has started. */
  leaks: `${serve(hello)}
const cache = []
setImmediate(function load() {
  for (let i = 0; i < 1000; i++) cache.push({ id: i, name: 'product ' + i, tags: new Array(50).fill(i) })
  setImmediate(load)
})
`,
  /** Ends at once without a word. */
  exits: 'process.exit(1)\n',
  /** Takes 1.2 s to start, listens, and ends without a word 1 s later: more often down than up. */
  exitsLater: `Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1200)
${serve(hello)}
setTimeout(() => process.exit(1), 1000)
`,
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '  ')
}
