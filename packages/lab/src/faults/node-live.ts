import { serve, until } from '@runbook/stack'
import { probe } from '../run/probe.ts'
import { hello } from './apps.ts'
import type { Fault } from './fault.ts'
import { fewFiles, nodeUnderPm2, untilConnected } from './node-under-pm2.ts'

/** The application runs, and does not answer as it should. */
export const nodeLiveFaults: Fault[] = [
  nodeUnderPm2({
    id: 'node-never-responds',
    title: 'The handler of the URL never ends its answer',
    source: serve("if (request.url === '/') return\nresponse.end('ok')"),
    rule: 'proxy_read_timeout 1s;',
    shows: {
      status: [504],
      log: /timed out \(110: Connection timed out\) while reading response header/,
      evidence: /online/,
    },
  }),
  nodeUnderPm2({
    id: 'node-not-listening-yet',
    title: 'The application waits for something before it listens',
    source: `setTimeout(() => {\n${serve(hello)}\n}, 3_600_000)`,
    after: async () => {},
    shows: { status: [502], log: /111: Connection refused/, evidence: /online/ },
  }),
  nodeUnderPm2({
    id: 'node-server-timeout',
    title: 'A timeout of the server ends each request after one second, without an answer',
    source: serve(`setTimeout(() => response.end('late'), 3000)`, 'server.setTimeout(1000)'),
    shows: { status: [502], log: /prematurely closed/, evidence: /online/ },
  }),
  nodeUnderPm2({
    id: 'node-max-connections',
    title: 'The application allows two connections, and two are held open',
    source: serve(
      `if (request.url === '/events') return void response.flushHeaders()\n${hello}`,
      'server.maxConnections = 2',
    ),
    rule: 'proxy_http_version 1.1; proxy_set_header Connection "";',
    after: async ({ box, pm2, port }) => {
      await pm2.untilListening(port)
      for (const name of ['a', 'b'])
        box.start(['curl', '-sS', '-N', '-m', '600', `http://127.0.0.1:${port}/events`], {
          log: `${box.folder}/held-${name}`,
        })
      await untilConnected(box, port, 2)
    },
    shows: { status: [502], log: /104: Connection reset|prematurely closed/, evidence: /online/ },
  }),
  nodeUnderPm2({
    id: 'node-emfile',
    title: 'The application has as many files open as it may, and closes each connection',
    source: `${serve(hello)}
const fs = require('node:fs')
setInterval(() => {
  try {
    fs.openSync('/dev/null')
  } catch {}
}, 2)
`,
    held: fewFiles,
    after: async ({ box, pm2, url }) => {
      await pm2.untilProcess('it is online', process => process.pm2_env.status === 'online')
      await until('it has too many files open', async () => (await probe(`${url}?files`, box)) === 502)
    },
    shows: { status: [502], log: /104: Connection reset|prematurely closed/, evidence: /online/ },
  }),
  nodeUnderPm2({
    id: 'app-dependency-pool-exhausted',
    title: 'All connections of the pool to the database are taken',
    source: serve(`setTimeout(() => {
  console.error('Error: timeout exceeded when trying to connect\\n    at pool.js:45:11')
  response.writeHead(503)
  response.end('no database')
}, 100)`),
    shows: { status: [503], evidence: /timeout exceeded when trying to connect/ },
  }),
  nodeUnderPm2({
    id: 'app-outbound-port-exhaustion',
    title: 'The application has no local port left for its calls',
    source: `const net = require('node:net')
${serve(`const call = net.connect({ port: 9, host: '127.0.0.1', localAddress: '203.0.113.7' })
call.on('error', error => {
  console.error(error.message)
  response.writeHead(500)
  response.end('cannot call')
})`)}`,
    shows: { status: [500], evidence: /EADDRNOTAVAIL/ },
  }),
]
