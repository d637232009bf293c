import { chmodSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { sources } from './app.ts'

/** What stands in front of the demo's application. */
export type FrontKind = 'nginx' | 'embedded'

/** Where things are in one stack. */
interface Places {
  port: number
  /** Nothing listens there. */
  deadPort: number
  socket: string
}

/** A fault that the demo can show on loopback. */
export interface DemoFault {
  id: string
  /** One line for a menu. */
  title: string
  /** The cause id that a session should name. */
  cause: string
  fronts: readonly FrontKind[]
  /** Why it cannot be shown on this machine, if it cannot. */
  whyNot?(): string | undefined
  source: string
  /** Where the application listens; 127.0.0.1 when not told. */
  listens?(places: Places): { port: number; host: string } | { path: string }
  /** The content of `location /` in the configuration that runs. */
  location(places: Places): string[]
  /** What the file is changed to after the start, followed by a reload. */
  changed?(places: Places): string[]
  /** Further files beside the application, by name. */
  files?(places: Places): Record<string, string>
  /** What happens once the application listens. */
  prepare?(places: Places): void
}

const both = ['nginx', 'embedded'] as const

/** The demo's menu, the plainest fault first. */
export const demoFaults: readonly DemoFault[] = [
  {
    id: 'wrong-port',
    title: 'The application moved to another port, the proxy did not',
    cause: 'upstream-wrong-port',
    fronts: both,
    source: sources.hello,
    // The file still says the old port; whoever started the application gave it another.
    files: ({ deadPort }) => ({ '.env': `PORT=${deadPort}\n` }),
    location: ({ deadPort }) => [`proxy_pass http://127.0.0.1:${deadPort};`],
  },
  {
    id: 'reload-failed',
    title: 'The port was corrected, but the reload was refused and nobody saw it',
    cause: 'nginx-reload-failed-silently',
    fronts: both,
    source: sources.hello,
    location: ({ deadPort }) => [`proxy_pass http://127.0.0.1:${deadPort};`],
    changed: ({ port }) => [`proxy_pass http://127.0.0.1:${port}`],
  },
  {
    id: 'https-to-plain',
    title: 'The proxy speaks TLS to an application that does not',
    cause: 'https-proxied-to-plain-http',
    fronts: both,
    source: sources.hello,
    location: ({ port }) => [`proxy_pass https://127.0.0.1:${port};`],
  },
  {
    id: 'other-address',
    title: 'The application listens on IPv6 only, the proxy dials IPv4',
    cause: 'app-bound-to-other-address',
    fronts: both,
    whyNot: () => (hasIpv6() ? undefined : 'this machine has no IPv6 on loopback'),
    source: sources.hello,
    listens: ({ port }) => ({ port, host: '::1' }),
    location: ({ port }) => [`proxy_pass http://127.0.0.1:${port};`],
  },
  {
    id: 'header-too-big',
    title: 'The application sets a cookie that does not fit into the proxy’s buffer',
    cause: 'upstream-header-too-big',
    fronts: both,
    source: sources.bigCookie,
    location: ({ port }) => [`proxy_pass http://127.0.0.1:${port};`],
  },
  {
    id: 'app-crash',
    title: 'Each request ends the application by an exception',
    cause: 'node-uncaught-exception',
    fronts: both,
    source: sources.throws,
    location: ({ port }) => [`proxy_pass http://127.0.0.1:${port};`],
  },
  {
    id: 'app-answers-502',
    title: 'The application answers 502 by itself',
    cause: 'app-answers-5xx-itself',
    fronts: both,
    source: sources.answers502,
    location: ({ port }) => [`proxy_pass http://127.0.0.1:${port};`],
  },
  {
    id: 'too-slow',
    title: 'The application takes longer than the proxy waits',
    cause: 'upstream-read-timeout',
    fronts: both,
    source: sources.slow,
    location: ({ port }) => [`proxy_pass http://127.0.0.1:${port};`, 'proxy_read_timeout 2s;'],
  },
  {
    id: 'unix-socket-permission',
    title: 'The proxy may not write to the application’s socket',
    cause: 'unix-socket-permission',
    fronts: ['nginx'],
    whyNot: () => (process.getuid?.() === 0 ? undefined : 'only root can be somebody else than the proxy’s worker'),
    source: sources.hello,
    listens: ({ socket }) => ({ path: socket }),
    prepare: ({ socket }) => chmodSync(socket, 0o700),
    location: ({ socket }) => [`proxy_pass http://unix:${socket};`],
  },
]

/** The faults that can be shown here with this front. */
export function possibleFaults(front: FrontKind): DemoFault[] {
  return demoFaults.filter(fault => fault.fronts.includes(front) && fault.whyNot?.() === undefined)
}

function hasIpv6(): boolean {
  return Object.values(networkInterfaces()).some(list => list?.some(({ address }) => address === '::1'))
}
