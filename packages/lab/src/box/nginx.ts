import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { until } from '@runbook/stack'
import { beginNoise, noiseServers, writeOldLogs } from '../noise/nginx.ts'
import type { Box, Child } from './box.ts'
import { isListening } from './listening.ts'
import { configure, layoutOf, type NginxLayout, urlOf } from './nginx-conf.ts'

/** Pieces of an nginx configuration; each lands in the block of its name. */
export interface NginxParts {
  port?: number
  main?: string
  /** Replaces the content of `events`. */
  events?: string
  http?: string
  server?: string
  /** What stands behind the address in `listen`. */
  listen?: string
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

/** Starts nginx, with the noise of its box, and waits until it listens, or until it has given up when `isBroken`. */
export async function startNginx(box: Box, parts: NginxParts = {}): Promise<Nginx> {
  const port = parts.port ?? (box.noise?.id === 'other-port' ? 80 : await box.port())
  const layout = layoutOf(box.folder, port, box.noise?.id)
  const { prefix, conf, errorLog, accessLog } = layout
  const output = join(prefix, 'logs/output.log')
  for (const folder of [join(prefix, 'logs'), join(prefix, 'temp'), dirname(errorLog)])
    mkdirSync(folder, { recursive: true })
  const others = await noiseServers(box, layout)
  const rewrite = (next: NginxParts) => write(layout, { ...next, afterServer: `${next.afterServer ?? ''}\n${others}` })

  rewrite(parts)
  writeOldLogs(box, layout)
  if (parts.oldErrors) appendFileSync(errorLog, parts.oldErrors({ port }))
  const command = ['nginx', '-p', `${prefix}/`, '-c', conf, '-g', 'daemon off;']
  const child = box.start([...(parts.within ?? []), ...command], { log: output })
  if (parts.isBroken) await until('nginx gives up', () => child.process.exitCode !== null)
  else {
    await untilListening(child, layout, output)
    await beginNoise(box, layout, child.pid)
  }

  return {
    pid: child.pid,
    port,
    url: urlOf(layout),
    conf,
    prefix,
    errorLog,
    accessLog,
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

function write(layout: NginxLayout, parts: NginxParts): void {
  for (const [path, text] of Object.entries(configure(layout, parts))) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
}

async function untilListening(child: Child, { port, host }: NginxLayout, output: string): Promise<void> {
  await until(`nginx listens on ${port}`, () => {
    if (child.process.exitCode !== null) throw new Error(`nginx ended: ${readFileSync(output, 'utf8')}`)
    return isListening(child.pid, { port, host })
  })
}

function emergencies(errorLog: string): number {
  return existsSync(errorLog) ? readFileSync(errorLog, 'utf8').split('[emerg]').length : 0
}

/** The pids of the children of a process, separated by spaces. */
export function workersOf(pid: number): string {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
}
