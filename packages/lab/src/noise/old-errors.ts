import type { BoxNoise } from './kinds.ts'

/** Lines that an error log may already hold; each is what nginx 1.22 writes. */
export interface OldErrors {
  kind: keyof typeof errorMessages
  /** When they were written; one line a minute up to then. */
  until: Date
  count: number
  /** The `host:` of the requests; the page they asked for is `/`. */
  host: string
  server?: string
}

/** A kind whose message is none of the fault's own. */
export function otherKind({ isOther }: Pick<BoxNoise, 'isOther'>): OldErrors['kind'] {
  const kinds = ['too-big-header', 'timeout', 'refused'] as const
  return kinds.find(kind => isOther(errorMessages[kind])) ?? 'too-big-header'
}

/** The message of each kind. */
export const errorMessages = {
  refused: 'connect() failed (111: Connection refused) while connecting to upstream',
  closed: 'upstream prematurely closed connection while reading response header from upstream',
  'too-big-header': 'upstream sent too big header while reading response header from upstream',
  timeout: 'upstream timed out (110: Connection timed out) while reading response header from upstream',
}

/** The moment one day ago, for errors that are long over. */
export function yesterday(): Date {
  return new Date(Date.now() - 86_400_000)
}

/** Some minutes ago: old enough to be another incident, recent enough to mislead. */
export function minutesAgo(minutes: number): Date {
  return new Date(Date.now() - minutes * 60_000)
}

/** Error-log lines of another time or another cause, in nginx's format and in local time. */
export function noise({ kind, until, count, host, server = 'shop.test' }: OldErrors): string {
  const lines = Array.from({ length: count }, (_, index) => {
    const at = new Date(until.getTime() - (count - 1 - index) * 60_000)
    const request = `client: 127.0.0.1, server: ${server}, request: "GET / HTTP/1.1", upstream: "http://127.0.0.1:9/", host: "${host}"`
    return `${stamp(at)} [error] 4711#4711: *${index + 1} ${errorMessages[kind]}, ${request}\n`
  })
  return lines.join('')
}

function stamp(at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const date = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('/')
  return `${date} ${[at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(':')}`
}
