import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import type { Box } from '../box/box.ts'
import { apps } from '../faults/apps.ts'
import { minutesAgo } from './old-errors.ts'
import { failElsewhere, neighbour, otherHost } from './other-server.ts'

/** What a noise adds to the frontend, and the backends beside the shop's. */
export interface HaproxyNoise {
  frontend: string
  backend: string
}

/** What the noise of a box adds to HAProxy's configuration. */
export async function haproxyNoise(box: Box): Promise<HaproxyNoise> {
  const route = (host: string, name: string, port: number) => ({
    frontend: `use_backend ${name} if { hdr(host) -i ${host} }`,
    backend: `backend ${name}\n  server s1 127.0.0.1:${port}\n`,
  })
  if (box.noise?.id === 'healthy-neighbour') {
    const app = await box.app(apps.hello, { name: 'journal' })
    return route(neighbour, 'journal', app.port)
  }
  if (box.noise?.id === 'other-server-failing') return route(otherHost, 'other', await box.port())
  return { frontend: '', backend: '' }
}

/** Writes what the log holds before HAProxy starts, as its `option httplog` has it. */
export function writeOldHaproxyLog(box: Box, log: string): void {
  if (box.noise?.id !== 'old-errors') return
  const kinds = [' 0/0/0/-1/1001 504 198 - - sH-- ', ' 0/0/-1/-1/0 503 217 - - SC-- ']
  const words = (kind: string) => `web shop/s1${kind}1/1/0/0/0 0/0 "GET / HTTP/1.1"`
  const kind = kinds.find(one => box.noise?.isOther(words(one))) ?? kinds[0] ?? ''
  const last = minutesAgo(box.noise.minutesAgo).getTime()
  for (let index = 39; index >= 0; index--)
    appendFileSync(log, `127.0.0.1:50000 [${stamp(new Date(last - index * 60_000))}] ${words(kind)}\n`)
}

/** Begins what goes on beside a running HAProxy. */
export async function beginHaproxyNoise(box: Box, { url, log }: { url: string; log: string }): Promise<void> {
  if (box.noise?.id !== 'other-server-failing') return
  // Its log names no host, so that only the path tells the requests apart.
  await failElsewhere(
    box,
    `${url}orders`,
    () => existsSync(log) && / other\/\S+ \S+ 503 /.test(readFileSync(log, 'utf8')),
  )
}

/** Such as 21/Nov/2026:09:32:43.123, in local time. */
function stamp(at: Date): string {
  const [, month, date, year] = at.toDateString().split(' ')
  return `${date}/${month}/${year}:${at.toTimeString().slice(0, 8)}.${String(at.getMilliseconds()).padStart(3, '0')}`
}
