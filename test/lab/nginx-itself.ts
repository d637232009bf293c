import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { until } from '../../packages/tui/src/demo/loopback.ts'
import { apps } from './apps.ts'
import type { Box } from './box/box.ts'
import type { Nginx, NginxParts } from './box/nginx.ts'
import type { Fault } from './fault.ts'
import { probe } from './probe.ts'

/** The fault is nginx's own: its configuration or its limits. */
export const nginxFaults: Fault[] = [
  {
    id: 'nginx-reload-failed-silently',
    cause: 'nginx-reload-failed-silently',
    title: 'The port was corrected in the file, but a missing semicolon made nginx refuse the reload',
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
    id: 'nginx-worker-connections',
    cause: 'nginx-worker-connections',
    title: 'Open event streams take all connections that a worker may have',
    needs: ['nginx'],
    shows: { status: [500], log: /\d+ worker_connections are not enough while connecting to upstream/ },
    up: box => filledByStreams(box, { events: 'worker_connections 17;' }),
  },
  {
    id: 'nginx-too-many-open-files',
    cause: 'nginx-too-many-open-files',
    title: 'Open event streams take all files that a worker may open',
    needs: ['nginx'],
    shows: { status: [500], log: /\(24: Too many open files\)/ },
    up: box => filledByStreams(box, { main: 'worker_rlimit_nofile 24;' }),
  },
]

/** Opens event streams through nginx until an ordinary request gets a 500; they stay as long as the box. */
async function filledByStreams(box: Box, parts: NginxParts) {
  const app = await box.app(apps.events)
  const nginx = await box.nginx({
    ...parts,
    location: `proxy_pass http://127.0.0.1:${app.port}; proxy_read_timeout 1h; proxy_buffering off;`,
  })
  for (let count = 1; (await probe(nginx.url, box)) !== 500; count++) await openStream(box, nginx, count)
  return { url: nginx.url, errorLog: nginx.errorLog }
}

/** Returns once the stream is open, or once nginx would not have it any more. */
async function openStream(box: Box, { url }: Nginx, count: number): Promise<void> {
  if (count > 50) throw new Error('nginx takes ever more streams')
  const log = join(box.folder, `stream-${count}.log`)
  const child = box.start(['curl', '-sSNvf', `${url}events`], { log })
  await until('the stream is open', () => child.process.exitCode !== null || /^< HTTP/m.test(readFileSync(log, 'utf8')))
}
