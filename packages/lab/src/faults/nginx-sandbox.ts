import { until } from '@runbook/stack'
import type { Box } from '../box/box.ts'
import { probe } from '../run/probe.ts'
import { apps } from './apps.ts'
import type { Fault } from './fault.ts'

const units = '/etc/systemd/system'
const errorLog = '/var/log/nginx/error.log'
const socket = '/tmp/shop.sock'
const missing = /connect\(\) to unix:\/tmp\/shop\.sock failed \(2: No such file or directory\)/

/** A unit of systemd keeps nginx from its upstream; each in a machine of its own. */
export const sandboxFaults: Fault[] = [
  {
    id: 'sandbox-or-route-denies-connect-families',
    cause: 'sandbox-or-route-denies-connect',
    title: 'The unit of nginx allows it no IPv4 sockets',
    needs: ['systemd-machine'],
    fix: 'allow-families',
    config: [units, '/etc/nginx'],
    shows: { status: [500], log: /socket\(\) failed \(97: Address family not supported by protocol\)/ },
    up: box =>
      inMachine(box, {
        nginx: 'RestrictAddressFamilies=AF_UNIX AF_INET6',
        listen: '[::]:80 default_server ipv6only=off',
        pass: 'http://127.0.0.1:3000',
        environment: 'PORT=3000 HOST=127.0.0.1',
      }),
  },
  {
    id: 'unix-socket-hidden-by-privatetmp',
    cause: 'unix-socket-hidden-by-privatetmp',
    title: 'nginx has a /tmp of its own, and the socket is in the other one',
    needs: ['systemd-machine'],
    fix: 'move-to-run',
    config: [units, '/etc/nginx', '/srv'],
    shows: { status: [502], log: missing },
    up: box =>
      inMachine(box, { nginx: 'PrivateTmp=yes', pass: `http://unix:${socket}`, environment: `SOCK=${socket}` }),
  },
  {
    id: 'unix-socket-hidden-by-privatetmp-of-the-app',
    cause: 'unix-socket-hidden-by-privatetmp',
    title: 'The application has a /tmp of its own and makes its socket there',
    needs: ['systemd-machine'],
    fix: 'move-to-run',
    config: [units, '/etc/nginx', '/srv'],
    shows: { status: [502], log: missing },
    up: box =>
      inMachine(box, {
        nginx: 'PrivateTmp=no',
        app: 'PrivateTmp=yes',
        pass: `http://unix:${socket}`,
        environment: `SOCK=${socket}`,
      }),
  },
]

interface Layout {
  /** A line of nginx's unit, and one of the application's. */
  nginx: string
  app?: string
  listen?: string
  pass: string
  environment: string
}

async function inMachine(box: Box, { nginx, app = '', listen = '80 default_server', pass, environment }: Layout) {
  const machine = await box.machine({
    // As most servers do: everybody may use the socket, and one that was left over goes first.
    '/srv/shop/server.cjs': `process.umask(0)
if (process.env.SOCK) require('node:fs').rmSync(process.env.SOCK, { force: true })
${apps.hello}`,
    [`${units}/shop.service`]: `[Service]
ExecStart=/usr/bin/node /srv/shop/server.cjs
Environment=${environment}
${app}

[Install]
WantedBy=multi-user.target
`,
    [`${units}/nginx.service.d/10-sandbox.conf`]: `[Service]\n${nginx}\n`,
    '/etc/nginx/sites-enabled/shop': `server {
  listen ${listen};
  server_name shop.test;
  location / { proxy_pass ${pass}; }
}
`,
  })
  await machine.run(['systemctl', 'enable', '--now', 'shop.service'])
  const url = 'http://127.0.0.1/'
  await until('the application answers or nginx says why not', async () => {
    const log = await machine.run(['sh', '-c', 'cat /var/log/nginx/error.log; ss -Hlnxt | grep -E "shop.sock|:3000"'])
    return /shop\.sock|:3000/.test(log) && (await probe(url, machine)) !== 'refused'
  })
  return { url, errorLog, wrap: machine.wrap }
}
