import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startChild } from './children.ts'
import type { Guard } from './guard.ts'
import { accepts, until } from './loopback.ts'

export interface DemoApp {
  readonly log: string
  end(): Promise<void>
}

interface Start {
  folder: string
  source: string
  /** Further files in its folder, by name. */
  files?: Record<string, string> | undefined
  /** Where it listens: a port of an address, or a unix socket. */
  at: { port: number; host: string } | { path: string }
  guard: Guard
}

const hello = "response.end('the shop is open\\n')"

/** A whole Node application (CommonJS; PORT and HOST, or SOCK, from its environment) around the body of `(request, response)`. */
export function serve(handler: string, settings = ''): string {
  return `const http = require('node:http')

const server = http.createServer((request, response) => {
${handler.replace(/^(?=.)/gm, '  ')}
})
${settings}
server.listen(process.env.SOCK ?? { port: Number(process.env.PORT), host: process.env.HOST }, () => {
  console.log('listening on', process.env.SOCK ?? process.env.PORT)
})
`
}

/** Sources of the applications behind the demo's proxy. */
export const sources = {
  hello: serve(hello),
  bigCookie: serve(`response.setHeader('Set-Cookie', 'session=' + 'x'.repeat(5000) + '; HttpOnly')\n${hello}`),
  /** Answers 502 by itself, since the service behind it is down. */
  answers502: serve(`response.writeHead(502, { 'Content-Type': 'application/json' })
response.end(JSON.stringify({ error: 'payment service is unreachable' }))`),
  /** 4 s for each answer. */
  slow: serve(`setTimeout(() => response.end('the report is ready\\n'), 4000)`),
  /** Throws outside the request's own call, so that the whole process ends. */
  throws: serve(`setImmediate(() => {
  const order = undefined
  response.end(order.total)
})`),
}

/** Writes a Node application, starts it under a shell that starts it again when it ends, and waits until it listens. */
export async function startApp({ folder, source, files = {}, at, guard }: Start): Promise<DemoApp> {
  const home = join(folder, 'app')
  mkdirSync(home)
  const file = join(home, 'server.cjs')
  writeFileSync(file, source)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(home, name), text)
  const log = join(home, 'app.log')
  const env: Record<string, string> = 'path' in at ? { SOCK: at.path } : { PORT: String(at.port), HOST: at.host }
  const argv = ['sh', '-c', 'while :; do "$0" "$1"; sleep 0.3; done', process.execPath, file]
  const child = startChild(argv, { cwd: home, env, log, guard })
  await until('the application listens', () => accepts(at)).catch(error => {
    throw new Error(`the demo's application did not start: ${readFileSync(log, 'utf8').slice(-500)}`, { cause: error })
  })
  return { log, end: child.end }
}
