import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { accepts, until } from '@runbook/stack'
import type { Box, Child } from './box.ts'
import { isListening } from './listening.ts'

export interface AppOptions {
  /** The folder below the box; two apps of one box need two names. */
  name?: string
  port?: number
  /** The address it binds; 127.0.0.1 when not told. */
  host?: string
  /** A unix socket's path, instead of a port. */
  unix?: string
  env?: Record<string, string>
  /** Starts it again whenever it ends, as a simple supervisor does. */
  isRestarted?: boolean
}

/** A real Node application, running. */
export interface App extends Child {
  readonly port: number
  readonly url: string
  readonly log: string
}

/** Starts a Node application from its source (CommonJS; it reads PORT and HOST, or SOCK) and waits until it listens. */
export async function startApp(box: Box, source: string, options: AppOptions = {}): Promise<App> {
  const { name = 'app', host = '127.0.0.1', unix, env } = options
  const port = options.port ?? (await box.port())
  const file = box.write(`${name}/server.cjs`, source)
  const log = join(box.folder, name, 'app.log')
  const child = box.start(options.isRestarted ? restarted(file) : [process.execPath, file], {
    cwd: join(box.folder, name),
    env: { ...(unix ? { SOCK: unix } : { PORT: String(port), HOST: host }), ...env },
    log,
  })
  await until(`the application listens (${log})`, () => {
    if (child.process.exitCode !== null) throw new Error(`the application ended: ${readFileSync(log, 'utf8')}`)
    return unix ? accepts({ path: unix }) : isListening(child.pid, { port, host })
  })
  return { ...child, port, url: `http://${host.includes(':') ? `[${host}]` : host}:${port}/`, log }
}

function restarted(file: string): string[] {
  return ['sh', '-c', 'while :; do "$0" "$1"; sleep 0.3; done', process.execPath, file]
}
