import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { until } from '@runbook/stack'
import type { Box } from '../box/box.ts'
import { hostOf, type NginxLayout, urlOf } from '../box/nginx-conf.ts'
import { apps } from '../faults/apps.ts'
import { errorMessages, minutesAgo, noise, otherKind } from './old-errors.ts'
import { failElsewhere, neighbour, otherHost } from './other-server.ts'

/** The blocks of `http` that the box's noise adds to an nginx. */
export async function noiseServers(box: Box, { host, port }: NginxLayout): Promise<string> {
  const listen = `listen ${hostOf(host)}:${port};`
  const server = (name: string, target: string) =>
    `server { ${listen} server_name ${name}; location / { proxy_pass ${target}; } }`
  if (box.noise?.id === 'healthy-neighbour') {
    const app = await box.app(apps.hello, { name: 'journal' })
    return server(neighbour, `http://127.0.0.1:${app.port}`)
  }
  if (box.noise?.id !== 'other-server-failing') return ''
  return box.noise.isOther(errorMessages.refused)
    ? server(otherHost, `http://127.0.0.1:${await box.port()}`)
    : server(otherHost, `http://unix:${box.folder}/api/api.sock`)
}

/** Writes what the logs hold before nginx starts. */
export function writeOldLogs(box: Box, layout: NginxLayout): void {
  if (box.noise?.id !== 'old-errors' && box.noise?.id !== 'rotated-logs') return
  mkdirSync(dirname(layout.errorLog), { recursive: true })
  const lines = noise({
    kind: otherKind(box.noise),
    until: minutesAgo(box.noise.minutesAgo),
    count: 40,
    host: new URL(urlOf(layout)).host,
  })
  writeFileSync(layout.errorLog, lines)
}

/** Begins what goes on beside a running nginx. */
export async function beginNoise(box: Box, layout: NginxLayout, pid: number): Promise<void> {
  if (box.noise?.id === 'rotated-logs') await rotate(layout.errorLog, pid)
  if (box.noise?.id === 'other-server-failing') {
    const isFailing = () => readFileSync(layout.errorLog, 'utf8').includes(otherHost)
    await failElsewhere(box, urlOf(layout), isFailing)
  }
}

/** As logrotate does it, see https://nginx.org/en/docs/control.html#logs. */
async function rotate(errorLog: string, pid: number): Promise<void> {
  renameSync(errorLog, `${errorLog}.1`)
  process.kill(pid, 'SIGUSR1')
  await until('nginx has opened its log anew', () => existsSync(errorLog))
}
