import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { accepts, until } from '@runbook/stack'
import type { Box, Child } from './box.ts'
import { isListening } from './listening.ts'

export interface UwsgiOptions {
  /** The protocol of its socket: `socket` is uwsgi's own. */
  option?: 'socket' | 'http-socket'
  /** A unix socket's path, instead of a port. */
  unix?: string
  args?: readonly string[]
  /** What is loaded; `shop:app` unless said. */
  module?: string
  /** Set when it must end by itself. */
  isBroken?: boolean
}

/** A real uWSGI, running, or ended when it is broken. */
export interface Uwsgi extends Child {
  readonly port: number
  readonly log: string
}

const plugins = '/usr/lib/uwsgi/plugins'

/** The name of the plugin for Python, where Debian puts it; undefined when there is none. */
export function findPlugin(): string | undefined {
  const files = existsSync(plugins) ? readdirSync(plugins) : []
  return files.map(file => /^(python3\d*)_plugin\.so$/.exec(file)?.[1]).find(name => name !== undefined)
}

/** Starts uWSGI with a WSGI application's source and waits until it accepts connections. */
export async function startUwsgi(box: Box, source: string, options: UwsgiOptions = {}): Promise<Uwsgi> {
  const { option = 'socket', unix, args = [], module = 'shop:app', isBroken } = options
  const port = await box.port()
  box.write('uwsgi/shop.py', source)
  const log = join(box.folder, 'uwsgi/uwsgi.log')
  const child = box.start(
    [
      ...['uwsgi-core', '--plugin-dir', plugins, '--plugin', findPlugin() ?? 'python3', '--master'],
      ...[`--${option}`, unix ?? `127.0.0.1:${port}`, '--logto', log],
      ...args,
      ...['--module', module],
    ],
    {
      cwd: join(box.folder, 'uwsgi'),
      env: { PYTHONDONTWRITEBYTECODE: '1' },
      log: join(box.folder, 'uwsgi/output.log'),
    },
  )
  await until(`uWSGI ${isBroken ? 'gives up' : 'listens'} (${log})`, () => {
    if (isBroken) return child.process.exitCode !== null
    if (child.process.exitCode !== null) throw new Error(`uWSGI ended: ${readFileSync(log, 'utf8')}`)
    // It listens before it has loaded the application.
    if (!existsSync(log) || !/spawned uWSGI worker 1/.test(readFileSync(log, 'utf8'))) return false
    return unix ? accepts({ path: unix }) : isListening(child.pid, { port, host: '127.0.0.1' })
  })
  return { ...child, port, log }
}
