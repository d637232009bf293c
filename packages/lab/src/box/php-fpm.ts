import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { accepts, until } from '@runbook/stack'
import type { Box, Child } from './box.ts'
import { isListening } from './listening.ts'

export interface PhpFpmOptions {
  /** A port of 127.0.0.1, instead of a unix socket. */
  port?: number
  /** The name of its socket, below the box's folder. */
  socket?: string
  /** Settings of the pool; a name that stands here twice counts as the last. */
  pool?: Record<string, string>
  /** Set when it must end by itself. */
  isBroken?: boolean
}

/** A real php-fpm, running, or ended when it is broken. */
export interface PhpFpm extends Child {
  /** What nginx must ask. */
  readonly address: string
  readonly log: string
  readonly script: string
}

/** The path of php-fpm, which carries its version in its name on Debian; undefined when there is none. */
export function findPhpFpm(): string | undefined {
  const folders = ['/usr/sbin', '/usr/local/sbin', '/sbin'].filter(existsSync)
  const programs = folders.flatMap(folder => readdirSync(folder).map(name => join(folder, name)))
  return programs.find(path => /\/php-fpm[\d.]*$/.test(path))
}

/** Starts php-fpm with one pool and a script, and waits until it accepts connections. */
export async function startPhpFpm(box: Box, source: string, options: PhpFpmOptions = {}): Promise<PhpFpm> {
  const { port, socket = 'shop.sock', pool = {}, isBroken } = options
  const unix = join(box.folder, 'php', socket)
  const script = box.write('php/index.php', source)
  const log = join(box.folder, 'php/fpm.log')
  const settings = {
    user: 'www-data',
    group: 'www-data',
    listen: port ? `127.0.0.1:${port}` : unix,
    'listen.owner': 'www-data',
    'listen.group': 'www-data',
    pm: 'static',
    'pm.max_children': '2',
    ...pool,
  }
  const conf = box.write(
    'php/fpm.conf',
    `[global]\nerror_log = ${log}\ndaemonize = no\n\n[shop]\n${Object.entries(settings)
      .map(([name, value]) => `${name} = ${value}\n`)
      .join('')}`,
  )
  const child = box.start([findPhpFpm() ?? 'php-fpm', '-y', conf, '-F'], { log: join(box.folder, 'php/output.log') })
  await until(`php-fpm ${isBroken ? 'gives up' : 'listens'} (${log})`, () => {
    if (isBroken) return child.process.exitCode !== null
    if (child.process.exitCode !== null) throw new Error(`php-fpm ended: ${readFileSync(log, 'utf8')}`)
    return port ? isListening(child.pid, { port, host: '127.0.0.1' }) : accepts({ path: unix })
  })
  return { ...child, address: port ? `127.0.0.1:${port}` : `unix:${unix}`, log, script }
}
