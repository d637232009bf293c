import { execFileSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import type { NoiseId } from '../noise/kinds.ts'
import type { NginxParts } from './nginx.ts'

/** Where the files of an nginx are, and where it listens. */
export interface NginxLayout {
  readonly prefix: string
  readonly conf: string
  readonly errorLog: string
  readonly accessLog: string
  /** Below the folder of `conf`, when the servers stand in files of their own; the first one holds the front. */
  readonly included?: readonly [string, string]
  readonly host: '127.0.0.1' | '::1'
  readonly port: number
  readonly isJson: boolean
}

/** The layout that most boxes have, or the one that a noise asks for. */
export function layoutOf(folder: string, port: number, noise: NoiseId | undefined): NginxLayout {
  const isUnusual = noise === 'unusual-paths'
  const prefix = join(folder, isUnusual ? 'opt/web-1.2.d' : 'nginx')
  const logs = isUnusual ? join(folder, 'var/web logs') : join(prefix, 'logs')
  return {
    prefix,
    conf: join(prefix, isUnusual ? 'etc/front.main.conf' : 'nginx.conf'),
    errorLog: join(logs, isUnusual ? 'front errors.log' : 'error.log'),
    accessLog: join(logs, 'access.log'),
    ...(isUnusual ? { included: ['sites-enabled/10 the shop.test', 'conf.d/90-others.conf'] } : {}),
    host: noise === 'ipv6-only' ? '::1' : '127.0.0.1',
    port,
    isJson: noise === 'json-access-log',
  }
}

/** The address that a client asks, with its port where that is not the scheme's own. */
export function urlOf({ host, port }: { host: string; port: number }): string {
  return `http://${hostOf(host)}${port === 80 ? '' : `:${port}`}/`
}

/** The files of a configuration, by path. */
export function configure(layout: NginxLayout, parts: NginxParts): Record<string, string> {
  const { conf, prefix, errorLog, included } = layout
  const [front, others] = [serverOf(layout, parts), parts.afterServer ?? '']
  const include = included?.map(file => `include "${dirname(file)}/*${/\.conf$/.exec(file)?.[0] ?? ''}";`)
  const user = process.getuid?.() === 0 ? `user ${workerUser()};\n` : ''
  const main = `${user}worker_processes 1;
pid "${prefix}/nginx.pid";
error_log "${errorLog}";
${parts.main ?? ''}
events {
  ${parts.events ?? 'worker_connections 256;'}
}
http {
${temps.map(name => `  ${name}_temp_path "${prefix}/temp/${name}";`).join('\n')}
${logging(layout, parts)}
  ${parts.http ?? ''}
  ${include ? include.join('\n  ') : `${front}\n  ${others}`}
}
`
  if (!included) return { [conf]: main }
  const folder = dirname(conf)
  return { [conf]: main, [join(folder, included[0])]: `${front}\n`, [join(folder, included[1])]: `${others}\n` }
}

const temps = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']

const formats = {
  upstream: `'$remote_addr [$time_iso8601] "$request" $status us=$upstream_status ua=$upstream_addr uht=$upstream_header_time'`,
  json: `escape=json '{"time":"$time_iso8601","client":"$remote_addr","host":"$host","method":"$request_method",'
    '"uri":"$request_uri","status":$status,"bytes":$body_bytes_sent,"agent":"$http_user_agent",'
    '"upstream":"$upstream_addr","upstream_status":"$upstream_status"}'`,
}

function logging({ accessLog, isJson }: NginxLayout, parts: NginxParts): string {
  const format = isJson ? 'json' : (parts.accessLog ?? 'combined')
  const named = format === 'combined' ? 'upstream' : format
  return `  log_format ${named} ${formats[named]};
  access_log "${accessLog}" ${format};`
}

function serverOf({ host, port }: NginxLayout, parts: NginxParts): string {
  return `server {
    listen ${hostOf(host)}:${port}${parts.listen ?? ''};
    server_name ${parts.serverName ?? 'shop.test'};
    ${parts.server ?? ''}
    location / {
      ${parts.location ?? ''}
    }
  }`
}

/** A host as it stands before a port. */
export function hostOf(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}

function workerUser(): string {
  return execFileSync('getent', ['passwd']).includes('www-data:') ? 'www-data' : 'nobody'
}
