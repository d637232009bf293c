import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { accepts, until } from '@runbook/stack'
import type { Box, Child } from './box.ts'
import { isListening } from './listening.ts'

export interface GunicornOptions {
  /** A unix socket's path, instead of a port. */
  unix?: string
  args?: readonly string[]
  /** What is loaded; `shop:app` unless said. */
  module?: string
  /** Writes its log through its own setting and not to standard error. */
  logsToFile?: boolean
  /** Lines that its log already holds. */
  oldLog?: string
  /** Set when it must end by itself. */
  isBroken?: boolean
}

/** A real gunicorn, running, or ended when it is broken. */
export interface Gunicorn extends Child {
  readonly port: number
  readonly log: string
}

/** Starts gunicorn with a WSGI application's source and waits until it accepts connections. */
export async function startGunicorn(box: Box, source: string, options: GunicornOptions = {}): Promise<Gunicorn> {
  const { unix, args = [], module = 'shop:app', logsToFile, oldLog, isBroken } = options
  const port = await box.port()
  box.write('gunicorn/shop.py', source)
  const log = box.write('gunicorn/gunicorn.log', oldLog ?? '')
  const child = box.start(
    [
      'gunicorn',
      ...['--bind', unix ? `unix:${unix}` : `127.0.0.1:${port}`],
      ...(logsToFile ? ['--error-logfile', log] : []),
      ...args,
      module,
    ],
    {
      cwd: join(box.folder, 'gunicorn'),
      env: { PYTHONDONTWRITEBYTECODE: '1' },
      log: logsToFile ? join(box.folder, 'gunicorn/output.log') : log,
    },
  )
  await until(`gunicorn ${isBroken ? 'gives up' : 'listens'} (${log})`, () => {
    if (isBroken) return child.process.exitCode !== null
    if (child.process.exitCode !== null) throw new Error(`gunicorn ended: ${readFileSync(log, 'utf8')}`)
    return unix ? accepts({ path: unix }) : isListening(child.pid, { port, host: '127.0.0.1' })
  })
  return { ...child, port, log }
}
