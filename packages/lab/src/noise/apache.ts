import { appendFileSync, existsSync, readFileSync, renameSync } from 'node:fs'
import { until } from '@runbook/stack'
import type { Box } from '../box/box.ts'
import { apps } from '../faults/apps.ts'
import { minutesAgo } from './old-errors.ts'
import { failElsewhere, neighbour, otherHost } from './other-server.ts'

/** Messages that Apache 2.4 writes about a proxied application. */
const messages = {
  timeout:
    '(70007)The timeout specified has expired: [client 127.0.0.1:50000] AH01102: error reading status line from remote server 127.0.0.1:9',
  refused: '(111)Connection refused: AH00957: http: attempt to connect to 127.0.0.1:9 (127.0.0.1:9) failed',
}

/** Where the front of an Apache listens. */
export interface ApacheFront {
  host: '127.0.0.1' | '::1'
  port: number
}

/** Where Apache listens amid the noise of its box. */
export async function apacheFront(box: Box): Promise<ApacheFront> {
  return {
    host: box.noise?.id === 'ipv6-only' ? '::1' : '127.0.0.1',
    port: box.noise?.id === 'other-port' ? 80 : await box.port(),
  }
}

/** The virtual hosts that the noise adds behind the front. */
export async function noiseHosts(box: Box, port: number): Promise<string> {
  const host = (name: string, rule: string) => `<VirtualHost *:${port}>\nServerName ${name}\n${rule}\n</VirtualHost>`
  if (box.noise?.id === 'healthy-neighbour') {
    const app = await box.app(apps.hello, { name: 'journal' })
    return host(neighbour, `ProxyPass / http://127.0.0.1:${app.port}/`)
  }
  if (box.noise?.id !== 'other-server-failing') return ''
  const [before, address] = box.noise.isOther(messages.refused)
    ? ['', `127.0.0.1:${await box.port()}`]
    : [`unix:${box.folder}/api/api.sock|`, 'localhost']
  // Whichever protocol the fault's own modules speak.
  const rule = (scheme: string) => `ProxyPass / ${before}${scheme}://${address}/ retry=0`
  const rules = `<IfModule proxy_http_module>\n${rule('http')}\n</IfModule>
<IfModule !proxy_http_module>\n${rule('fcgi')}\n</IfModule>`
  return host(otherHost, rules)
}

/** Writes what the log holds before Apache starts. */
export function writeOldApacheLog(box: Box, errorLog: string): void {
  if (box.noise?.id !== 'old-errors' && box.noise?.id !== 'rotated-logs') return
  const message = box.noise.isOther(messages.timeout) ? messages.timeout : messages.refused
  const last = minutesAgo(box.noise.minutesAgo).getTime()
  const lines = Array.from({ length: 40 }, (_, index) => {
    const at = stamp(new Date(last - (39 - index) * 60_000))
    return `[${at}] [proxy_http:error] [pid 4711:tid 140000000000000] ${message}\n`
  })
  appendFileSync(errorLog, lines.join(''))
}

/** Begins what goes on beside a running Apache. */
export async function beginApacheNoise(
  box: Box,
  { url, errorLog, pid }: { url: string; errorLog: string; pid: number },
): Promise<void> {
  if (box.noise?.id === 'rotated-logs') {
    renameSync(errorLog, `${errorLog}.1`)
    // Graceful, as logrotate does it: https://httpd.apache.org/docs/2.4/stopping.html#graceful.
    process.kill(pid, 'SIGUSR1')
    await until('Apache has opened its log anew', () => existsSync(errorLog) && /resuming normal/.test(read(errorLog)))
  }
  if (box.noise?.id !== 'other-server-failing') return
  const before = read(errorLog).length
  // Its log names no host, so that only the path tells the requests apart.
  await failElsewhere(box, `${url}orders`, () => / AH0(?:0957|2454|1144): /.test(read(errorLog).slice(before)))
}

function read(path: string): string {
  return readFileSync(path, 'utf8')
}

/** Such as "Sat Nov 21 09:17:46.123456 2026", in local time. */
function stamp(at: Date): string {
  const [day, month, date, year] = at.toDateString().split(' ')
  const micro = `${String(at.getMilliseconds()).padStart(3, '0')}000`
  return `${day} ${month} ${date} ${at.toTimeString().slice(0, 8)}.${micro} ${year}`
}
