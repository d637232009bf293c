import { once } from 'node:events'
import { appendFileSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, request as requestHttp, type ServerResponse } from 'node:http'
import { request as requestHttps } from 'node:https'
import { join } from 'node:path'
import { type Front, type FrontStart, writeConf } from './front.ts'
import { type ParsedConf, type ProxyConf, parseConf } from './proxy-conf.ts'
import { startControl } from './proxy-control.ts'

/** The name by which the embedded proxy makes itself known in every answer of its own. */
const proxyName = 'runbook-demo-proxy'

const reasons: Record<number, string> = { 502: 'Bad Gateway', 504: 'Gateway Time-out' }

/**
 * Starts the embedded proxy in this process. It forwards as nginx's `proxy_pass` does, reads a configuration in
 * nginx's syntax, and words its error log as nginx does, so that the same runbooks can be tried without nginx.
 */
export async function startProxy(start: FrontStart): Promise<Front> {
  const conf = writeConf(start)
  const errorLog = join(start.folder, 'error.log')
  const accessLog = join(start.folder, 'access.log')
  const complain = (level: string, text: string) => {
    appendFileSync(errorLog, `${stamp(new Date())} [${level}] ${process.pid}#${process.pid}: ${text}\n`)
  }
  const read = (): ParsedConf => parseConf(readFileSync(conf, 'utf8'), conf)
  const first = read()
  if (!first.ok) throw new Error(`the demo's configuration is broken: ${first.problem}`)
  let current = first.conf
  const reload = () => {
    const next = read()
    if (next.ok) current = next.conf
    else complain('emerg', next.problem)
  }

  let requests = 0
  const server = createServer((request, response) => {
    const log: RequestLog = { number: ++requests, startedAt: performance.now(), complain, accessLog }
    forward({ request, response, conf: current, log })
  })
  server.listen(start.port, '127.0.0.1')
  await once(server, 'listening')
  const control = await startControl({ folder: start.folder, reload })
  return {
    conf,
    errorLog,
    accessLog,
    reload: async () => reload(),
    async end() {
      control.close()
      server.closeAllConnections()
      if (server.listening) await new Promise(resolve => server.close(resolve))
    },
  }
}

interface RequestLog {
  number: number
  /** ms, on the monotonic clock */
  startedAt: number
  complain(level: string, text: string): void
  accessLog: string
}

interface Exchange {
  request: IncomingMessage
  response: ServerResponse
  conf: ProxyConf
  log: RequestLog
}

function forward(exchange: Exchange): void {
  const { request, response, conf, log } = exchange
  const { target } = conf
  const upstream = (target.protocol === 'https:' ? requestHttps : requestHttp)(target, {
    path: request.url,
    method: request.method,
    headers: { ...request.headers, host: target.host, connection: 'close' },
    agent: false,
    maxHeaderSize: conf.bufferSize,
    timeout: conf.readTimeout,
    // nginx does not verify an upstream's certificate unless told to (proxy_ssl_verify off).
    ...(target.protocol === 'https:' ? { rejectUnauthorized: false } : {}),
  })
  upstream.once('response', answer => {
    const { connection, 'transfer-encoding': encoding, ...headers } = answer.headers
    response.writeHead(answer.statusCode ?? 502, { ...headers, server: proxyName })
    answer.pipe(response)
    note(exchange, answer.statusCode ?? 502, 'the header came')
  })
  upstream.once('timeout', () => upstream.destroy(new Timeout()))
  upstream.once('error', error => {
    if (response.headersSent) return void response.destroy()
    const { status, message } = explain(error, target)
    log.complain('error', `*${log.number} ${message}, ${circumstances(exchange)}`)
    respond(response, status)
    note(exchange, status, 'no header came')
  })
  response.once('close', () => upstream.destroy())
  request.pipe(upstream)
}

class Timeout extends Error {}

/** nginx's status and words for what went wrong, from ngx_http_upstream.c and ngx_event_openssl.c. */
function explain(error: NodeJS.ErrnoException, target: URL): { status: number; message: string } {
  const reading = 'while reading response header from upstream'
  if (error instanceof Timeout)
    return { status: 504, message: `upstream timed out (110: Connection timed out) ${reading}` }
  if (error.code === 'HPE_HEADER_OVERFLOW') return { status: 502, message: `upstream sent too big header ${reading}` }
  if (error.syscall === 'connect') {
    const why =
      error.code === 'ECONNREFUSED' ? '111: Connection refused' : `${Math.abs(error.errno ?? 0)}: ${error.code}`
    return { status: 502, message: `connect() failed (${why}) while connecting to upstream` }
  }
  if (target.protocol === 'https:') {
    const why = 'SSL: error:0A00010B:SSL routines::wrong version number'
    return { status: 502, message: `SSL_do_handshake() failed (${why}) while SSL handshaking to upstream` }
  }
  if (error.syscall === 'read')
    return { status: 502, message: `recv() failed (104: Connection reset by peer) ${reading}` }
  return { status: 502, message: `upstream prematurely closed connection ${reading}` }
}

function circumstances({ request, conf }: Exchange): string {
  const { target, serverName } = conf
  const line = `${request.method} ${request.url} HTTP/${request.httpVersion}`
  const upstream = `${target.protocol}//${target.host}${request.url}`
  return `client: 127.0.0.1, server: ${serverName}, request: "${line}", upstream: "${upstream}", host: "${request.headers.host ?? ''}"`
}

function respond(response: ServerResponse, status: number): void {
  const title = `${status} ${reasons[status] ?? ''}`
  response.writeHead(status, { 'Content-Type': 'text/html', Server: proxyName })
  response.end(`<html>\r
<head><title>${title}</title></head>\r
<body>\r
<center><h1>${title}</h1></center>\r
<hr><center>${proxyName}</center>\r
</body>\r
</html>\r
`)
}

/** One line of the access log: `uht` is a number only when the application itself answered, as in nginx. */
function note({ request, conf, log }: Exchange, status: number, header: 'the header came' | 'no header came'): void {
  const line = `${request.method} ${request.url} HTTP/${request.httpVersion}`
  const took = ((performance.now() - log.startedAt) / 1000).toFixed(3)
  const upstream = `us=${status} ua=${conf.target.host} uht=${header === 'the header came' ? took : '-'}`
  const at = new Date().toISOString().replace(/\.\d+Z/, '+00:00')
  appendFileSync(log.accessLog, `127.0.0.1 [${at}] "${line}" ${status} ${upstream} rt=${took}\n`)
}

function stamp(at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const date = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('/')
  return `${date} ${[at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(':')}`
}
