import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { until } from '@runbook/stack'
import type { Box, Child } from '../box/box.ts'
import type { Nginx, NginxParts } from '../box/nginx.ts'
import { allBut } from '../noise/kinds.ts'
import { probe } from '../run/probe.ts'
import { apps } from './apps.ts'
import type { Fault } from './fault.ts'

/** The fault is nginx's own: its configuration or its limits. */
export const nginxFaults: Fault[] = [
  {
    id: 'nginx-reload-failed-silently',
    cause: 'nginx-reload-failed-silently',
    title: 'The port was corrected in the file, but a missing semicolon made nginx refuse the reload',
    asNobody: 'cause',
    needs: ['nginx'],
    shows: { status: [502], log: /\[emerg\] \d+#\d+: .* in \S+nginx\.conf:\d+/ },
    async up(box) {
      const app = await box.app(apps.hello)
      const nginx = await box.nginx({ location: `proxy_pass http://127.0.0.1:${await box.port()};` })
      nginx.rewrite({ location: `proxy_pass http://127.0.0.1:${app.port}` })
      await nginx.reload()
      return { url: nginx.url, errorLog: nginx.errorLog }
    },
  },
  {
    id: 'nginx-config-invalid-not-running',
    cause: 'nginx-config-invalid-not-running',
    title: 'nginx does not start: an events block stands inside http',
    asNobody: 'cause',
    needs: ['nginx'],
    shows: { status: 'refused', log: /\[emerg\].*"events" directive is not allowed here/ },
    async up(box) {
      const app = await box.app(apps.hello)
      const nginx = await box.nginx({
        http: 'events { worker_connections 4096; }',
        location: `proxy_pass http://127.0.0.1:${app.port};`,
        isBroken: true,
      })
      return { url: nginx.url, errorLog: nginx.output, inputs: { nginx_conf: nginx.conf } }
    },
  },
  {
    id: 'nginx-config-edited-not-reloaded',
    cause: 'nginx-config-edited-not-reloaded',
    title: 'The port was corrected in the file, and nobody reloaded nginx',
    needs: ['nginx'],
    fix: 'reload',
    shows: { status: [502], log: /connect\(\) failed \(111: Connection refused\)/ },
    async up(box) {
      const app = await box.app(apps.hello)
      const nginx = await box.nginx({ location: `proxy_pass http://127.0.0.1:${await box.port()};` })
      nginx.rewrite({ location: `proxy_pass http://127.0.0.1:${app.port};` })
      return { url: nginx.url, errorLog: nginx.errorLog }
    },
  },
  {
    id: 'nginx-proxy-loop',
    cause: 'nginx-proxy-loop',
    title: 'proxy_pass leads to the very server that it stands in',
    needs: ['nginx'],
    noises: allBut('ipv6-only'),
    shows: { status: [500, 502], log: /worker_connections are not enough/ },
    async up(box) {
      const port = await box.port()
      const nginx = await box.nginx({
        port,
        events: 'worker_connections 64;',
        location: `proxy_pass http://127.0.0.1:${port};`,
      })
      return { url: nginx.url, errorLog: nginx.errorLog }
    },
  },
  {
    id: 'nginx-worker-crash',
    cause: 'nginx-worker-crash',
    title: 'Something kills the workers while they wait for answers',
    needs: ['nginx'],
    shows: { status: 'no-answer', log: /worker process \d+ exited on signal 9/ },
    async up(box) {
      const app = await box.app(apps.slow)
      const nginx = await box.nginx({ location: `proxy_pass http://127.0.0.1:${app.port};` })
      const killer = 'while sleep 0.4; do kill -9 $(cat "/proc/$0/task/$0/children"); done'
      box.start(['sh', '-c', killer, String(nginx.pid)], { log: join(box.folder, 'killer.log') })
      return { url: nginx.url, errorLog: nginx.errorLog }
    },
  },
  {
    id: 'nginx-worker-connections',
    cause: 'nginx-worker-connections',
    title: 'Open event streams take all connections that a worker may have',
    noises: allBut('other-server-failing'),
    asNobody: 'cause',
    needs: ['nginx'],
    fix: 'more-connections',
    shows: { status: [500], log: /\d+ worker_connections are not enough while connecting to upstream/ },
    up: box => filledByStreams(box, { events: 'worker_connections 17;' }),
  },
  {
    id: 'nginx-too-many-open-files',
    cause: 'nginx-too-many-open-files',
    title: 'Open event streams take all files that a worker may open',
    noises: allBut('other-server-failing'),
    asNobody: 'cause',
    needs: ['nginx'],
    fix: 'more-files',
    shows: { status: [500], log: /\(24: Too many open files\)/ },
    up: box => filledByStreams(box, { main: 'worker_rlimit_nofile 24;' }),
  },
]

/** Its traffic are event streams, opened until an ordinary request gets a 500; they stay as long as the box. */
async function filledByStreams(box: Box, parts: NginxParts) {
  const app = await box.app(apps.events)
  const nginx = await box.nginx({
    ...parts,
    http: 'client_header_timeout 1h;',
    location: `proxy_pass http://127.0.0.1:${app.port}; proxy_read_timeout 1h; proxy_buffering off;`,
  })
  const streams: Child[] = []
  const traffic = async () => {
    while ((await probe(nginx.url, box)) !== 500) {
      const stream = await openStream(box, nginx, `stream-${streams.length}.log`)
      if (stream) streams.push(stream)
      else await makeOdd(box, nginx, streams.pop())
    }
  }
  return { url: nginx.url, errorLog: nginx.errorLog, traffic }
}

/** Returns once the stream is open or was refused; nothing when nginx does not even take the connection. */
async function openStream(box: Box, { url }: Nginx, name: string): Promise<Child | undefined> {
  const log = join(box.folder, name)
  const child = box.start(['curl', '-sSNvf', `${url}events`], { log })
  const isTaken = () => child.process.exitCode !== null || /^< HTTP/m.test(readFileSync(log, 'utf8'))
  try {
    await until('the stream is open', isTaken, 3000)
    return child
  } catch {
    return void (await child.end())
  }
}

/** A stream takes two of the worker's files. With an idle connection for one of them, the last request gets only one. */
async function makeOdd(box: Box, { port }: Nginx, last: Child | undefined): Promise<void> {
  await last?.end()
  const idle = ['bash', '-c', `exec 3<>/dev/tcp/127.0.0.1/${port}; sleep infinity`]
  box.start(idle, { log: join(box.folder, 'idle.log') })
}
