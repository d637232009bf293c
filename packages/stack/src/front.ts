import { execFileSync } from 'node:child_process'
import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { startChild } from './children.ts'
import type { Guard } from './guard.ts'
import { accepts, until } from './loopback.ts'

/** The proxy before the demo's application, whichever kind it is. */
export interface Front {
  readonly conf: string
  readonly errorLog: string
  readonly accessLog: string
  /** Reads the configuration again; returns when it has been taken or refused. */
  reload(): Promise<void>
  end(): Promise<void>
}

export interface FrontStart {
  /** Its own folder, which exists. */
  folder: string
  port: number
  location: readonly string[]
  guard: Guard
}

/** The path of nginx on this machine, or undefined; sbin folders are looked at even when PATH lacks them. */
export function findNginx(): string | undefined {
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    '/usr/sbin',
    '/usr/local/sbin',
    '/usr/local/nginx/sbin',
  ]
  return folders.map(folder => join(folder, 'nginx')).find(isExecutable)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Writes the configuration of a front and makes the folders that it names; returns the file. */
export function writeConf({ folder, port, location }: Omit<FrontStart, 'guard'>): string {
  const conf = join(folder, 'nginx.conf')
  const temps = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  mkdirSync(join(folder, 'temp'), { recursive: true })
  writeFileSync(
    conf,
    `${userLine()}worker_processes 1;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;

events {
  worker_connections 128;
}

http {
${temps.map(name => `  ${name}_temp_path ${folder}/temp/${name};`).join('\n')}
  log_format upstream '$remote_addr [$time_iso8601] "$request" $status us=$upstream_status ua=$upstream_addr uht=$upstream_header_time rt=$request_time';
  access_log ${folder}/access.log upstream;

  server {
    listen 127.0.0.1:${port};
    server_name shop.test;

    location / {
${location.map(line => `      ${line}`).join('\n')}
    }
  }
}
`,
  )
  return conf
}

/** Starts the real nginx in its own folder, in the foreground of its own process group. */
export async function startNginx(program: string, start: FrontStart): Promise<Front> {
  const { folder, port, guard } = start
  const conf = writeConf(start)
  const errorLog = join(folder, 'error.log')
  const output = join(folder, 'output.log')
  const argv = [program, '-p', `${folder}/`, '-c', conf, '-g', 'daemon off;']
  const child = startChild(argv, { cwd: folder, log: output, guard })
  const masterPid = child.pid
  try {
    await until('nginx listens', () => {
      if (child.hasEnded()) throw new Error(`nginx did not start: ${readFileSync(output, 'utf8').trim()}`)
      return accepts({ port, host: '127.0.0.1' })
    })
  } catch (error) {
    await child.end()
    throw error
  }
  return {
    conf,
    errorLog,
    accessLog: join(folder, 'access.log'),
    async reload() {
      const lines = emergencies(errorLog)
      process.kill(masterPid, 'SIGHUP')
      // The demo reloads only to be refused, and the refusal is a line of the log.
      await until('nginx has refused to reload', () => emergencies(errorLog) > lines)
    },
    end: child.end,
  }
}

function emergencies(errorLog: string): number {
  return existsSync(errorLog) ? readFileSync(errorLog, 'utf8').split('[emerg]').length : 0
}

/** nginx started by root gives its workers to another user, as every packaged nginx does. */
function userLine(): string {
  if (process.getuid?.() !== 0) return ''
  const known = readFileSync('/etc/passwd', 'utf8')
  const user = ['www-data', 'nginx', 'nobody'].find(name => known.includes(`${name}:`)) ?? 'nobody'
  return `user ${user}${user === 'nobody' ? ` ${groupOf(user)}` : ''};\n`
}

/** The group of a user, since "nobody" has no group of that name on Debian. */
function groupOf(user: string): string {
  return execFileSync('id', ['-gn', user], { encoding: 'utf8' }).trim()
}
