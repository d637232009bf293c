import { connect } from 'node:net'
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
  await until('nginx has no connection left', async () => {
    await openStream(box, nginx)
    return (await probe(nginx.url)) === 500
  })
  return { url: nginx.url, errorLog: nginx.errorLog }
}

function openStream(box: Box, { port }: Nginx): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write('GET /events HTTP/1.1\r\nHost: shop.test\r\n\r\n')
    })
    box.defer(() => socket.destroy())
    // Only a stream that was really opened may hold its connection.
    socket.once('data', text => {
      if (!text.toString().startsWith('HTTP/1.1 200')) socket.destroy()
      resolve()
    })
    socket.once('close', () => resolve())
    socket.once('error', reject)
  })
}
