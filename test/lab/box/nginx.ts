import { execFileSync } from 'node:child_process'
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { until } from '../../../packages/tui/src/demo/loopback.ts'
import type { Box, Child } from './box.ts'
import { isListening } from './listening.ts'

/** Pieces of an nginx configuration; each lands in the block of its name. */
export interface NginxParts {
  port?: number
  main?: string
  /** Replaces the content of `events`. */
  events?: string
  http?: string
  server?: string
  /** The content of `location /`. */
  location?: string
  serverName?: string
  /** More blocks of `http`, after the server, which so stays the default one of its port. */
  afterServer?: string
  /** `combined` is what most machines have; `upstream` adds nginx's upstream variables. */
  accessLog?: 'combined' | 'upstream'
  /** Lines that the error log already holds. */
  oldErrors?: (at: { port: number }) => string
  /** A program that runs nginx in its stead, such as `unshare`. */
  within?: readonly string[]
  /** Set when it must fail to start. */
  isBroken?: boolean
}

/** nginx, running in its own folder with its own configuration. */
export interface Nginx {
  readonly pid: number
  readonly port: number
  readonly url: string
  readonly conf: string
  readonly prefix: string
  readonly errorLog: string
  readonly accessLog: string
  /** What it printed while it started. */
  readonly output: string
  /** Writes the configuration anew, without telling nginx. */
  rewrite(parts: NginxParts): void
  /** Sends HUP and waits until nginx has dealt with it, for good or ill. */
  reload(): Promise<void>
}

/** Starts nginx and waits until it listens, or until it has given up when `isBroken`. */
export async function startNginx(box: Box, parts: NginxParts = {}): Promise<Nginx> {
  const prefix = join(box.folder, 'nginx')
  for (const name of ['logs', 'temp']) mkdirSync(join(prefix, name), { recursive: true })
  const port = parts.port ?? (await box.port())
  const conf = join(prefix, 'nginx.conf')
  const errorLog = join(prefix, 'logs/error.log')
  const output = join(prefix, 'logs/output.log')
  const rewrite = (next: NginxParts) => writeFileSync(conf, configure(prefix, port, next))

  rewrite(parts)
  if (parts.oldErrors) appendFileSync(errorLog, parts.oldErrors({ port }))
  const command = ['nginx', '-p', `${prefix}/`, '-c', conf, '-g', 'daemon off;']
  const child = box.start([...(parts.within ?? []), ...command], { log: output })
  if (parts.isBroken) await until('nginx gives up', () => child.process.exitCode !== null)
  else await untilListening(child, port, output)

  return {
    pid: child.pid,
    port,
    url: `http://127.0.0.1:${port}/`,
    conf,
    prefix,
    errorLog,
    accessLog: join(prefix, 'logs/access.log'),
    output,
    rewrite,
    async reload() {
      const before = workersOf(child.pid)
      const lines = emergencies(errorLog)
      process.kill(child.pid, 'SIGHUP')
      await until('nginx has reloaded or refused to', () => {
        return emergencies(errorLog) > lines || workersOf(child.pid) !== before
      })
    },
  }
}

async function untilListening(child: Child, port: number, output: string): Promise<void> {
  await until(`nginx listens on ${port}`, () => {
    if (child.process.exitCode !== null) throw new Error(`nginx ended: ${readFileSync(output, 'utf8')}`)
    return isListening(child.pid, { port, host: '127.0.0.1' })
  })
}

function emergencies(errorLog: string): number {
  return existsSync(errorLog) ? readFileSync(errorLog, 'utf8').split('[emerg]').length : 0
}

function workersOf(pid: number): string {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
}

function configure(prefix: string, port: number, parts: NginxParts): string {
  const temps = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  const format = `'$remote_addr [$time_iso8601] "$request" $status us=$upstream_status ua=$upstream_addr uht=$upstream_header_time'`
  return `${process.getuid?.() === 0 ? `user ${workerUser()};\n` : ''}worker_processes 1;
pid ${prefix}/nginx.pid;
error_log ${prefix}/logs/error.log;
${parts.main ?? ''}
events {
  ${parts.events ?? 'worker_connections 256;'}
}
http {
${temps.map(name => `  ${name}_temp_path ${prefix}/temp/${name};`).join('\n')}
  log_format upstream ${format};
  access_log ${prefix}/logs/access.log ${parts.accessLog ?? 'combined'};
  ${parts.http ?? ''}
  server {
    listen 127.0.0.1:${port};
    server_name ${parts.serverName ?? 'shop.test'};
    ${parts.server ?? ''}
    location / {
      ${parts.location ?? ''}
    }
  }
  ${parts.afterServer ?? ''}
}
`
}

function workerUser(): string {
  return execFileSync('getent', ['passwd']).includes('www-data:') ? 'www-data' : 'nobody'
}
