import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { until } from '@runbook/stack'
import { beginHaproxyNoise, type HaproxyNoise, haproxyNoise, writeOldHaproxyLog } from '../noise/haproxy.ts'
import type { Box } from './box.ts'
import { isListening } from './listening.ts'
import { hostOf, urlOf } from './nginx-conf.ts'

/** Pieces of a HAProxy configuration; each lands in the section of its name. */
export interface HaproxyParts {
  global?: string
  defaults?: string
  frontend?: string
  /** The lines of `backend shop`. */
  backend?: string
  /** More sections. */
  more?: string
  /** Lines that the log already holds. */
  oldLines?: string
}

/** HAProxy, running in its own folder with its own configuration. */
export interface Haproxy {
  readonly pid: number
  readonly port: number
  readonly url: string
  readonly log: string
}

/** Starts HAProxy with a master in the foreground, its log going to a file, and waits until it listens. */
export async function startHaproxy(box: Box, parts: HaproxyParts = {}): Promise<Haproxy> {
  const host = box.noise?.id === 'ipv6-only' ? '::1' : '127.0.0.1'
  const port = box.noise?.id === 'other-port' ? 80 : await box.port()
  const noise = await haproxyNoise(box)
  const conf = box.write('haproxy/haproxy.cfg', configure({ host, port }, parts, noise))
  const log = join(box.folder, 'haproxy/haproxy.log')
  writeOldHaproxyLog(box, log)
  if (parts.oldLines) appendFileSync(log, parts.oldLines)
  const child = box.start(['haproxy', '-W', '-db', '-f', conf], { log })
  await until(`HAProxy listens on ${port}`, () => {
    if (child.process.exitCode !== null)
      throw new Error(`HAProxy ended: ${existsSync(log) ? readFileSync(log, 'utf8') : ''}`)
    return isListening(child.pid, { port, host })
  })
  const haproxy = { pid: child.pid, port, url: urlOf({ host, port }), log }
  await beginHaproxyNoise(box, haproxy)
  return haproxy
}

function configure(at: { host: string; port: number }, parts: HaproxyParts, noise: HaproxyNoise): string {
  return `global
  log stdout format raw local0
  maxconn 200
  ${parts.global ?? ''}

defaults
  mode http
  log global
  option httplog
  retries 1
  timeout connect 500ms
  timeout client 5s
  timeout server 1s
  timeout queue 300ms
  ${parts.defaults ?? ''}

frontend web
  bind ${hostOf(at.host)}:${at.port}
  ${noise.frontend}
  ${parts.frontend ?? 'default_backend shop'}

backend shop
  ${parts.backend ?? ''}

${parts.more ?? ''}
${noise.backend}
`
}
