import { chmodSync, existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { until } from '@runbook/stack'
import type { Box } from '../box/box.ts'
import { apps } from './apps.ts'
import type { Fault } from './fault.ts'

const missing = /connect\(\) to unix:\S+ failed \(2: No such file or directory\) while connecting to upstream/
const denied = /connect\(\) to unix:\S+ failed \(13: Permission denied\) while connecting to upstream/

/** nginx cannot connect to the application's unix socket. */
export const unixSocketFaults: Fault[] = [
  {
    id: 'unix-socket-missing',
    cause: 'unix-socket-missing',
    title: 'The socket is not there, since the application is down',
    needs: ['nginx'],
    shows: { status: [502], log: missing },
    up: box => proxyTo(box, socketIn(box)),
  },
  {
    id: 'unix-socket-missing-other-path',
    cause: 'unix-socket-missing',
    title: 'The application made its socket under another name',
    needs: ['nginx'],
    fix: 'use-other-socket',
    shows: { status: [502], log: missing },
    async up(box) {
      const other = socketIn(box, 'shop-app.sock')
      await box.app(apps.hello, { unix: other })
      chmodSync(other, 0o777)
      return proxyTo(box, socketIn(box))
    },
  },
  {
    id: 'unix-socket-permission',
    cause: 'unix-socket-permission',
    title: "Only root may write to the socket, and nginx's workers are not root",
    asNobody: 'cause',
    needs: ['nginx', 'root'],
    fix: 'let-worker-write',
    shows: { status: [502], log: denied },
    up: box => closedTo(box, path => path),
  },
  {
    id: 'unix-socket-permission-folder',
    cause: 'unix-socket-permission',
    title: "Only root may enter the socket's folder",
    asNobody: 'cause',
    needs: ['nginx', 'root'],
    fix: 'let-worker-pass',
    shows: { status: [502], log: denied },
    up: box => closedTo(box, dirname),
  },
  {
    id: 'unix-socket-stale',
    cause: 'unix-socket-stale',
    title: 'The application was killed and left its socket behind',
    needs: ['nginx'],
    shows: { status: [502], log: /connect\(\) to unix:\S+ failed \(111: Connection refused\)/ },
    async up(box) {
      const app = await box.app(apps.hello, { unix: socketIn(box) })
      chmodSync(socketIn(box), 0o777)
      await app.end('SIGKILL')
      return proxyTo(box, socketIn(box))
    },
  },
  {
    id: 'unix-socket-backlog-full',
    cause: 'unix-socket-backlog-full',
    title: 'The application listens and takes no connection, and its short queue is full',
    needs: ['nginx'],
    shows: { status: [502], log: /connect\(\) to unix:\S+ failed \(11: Resource temporarily unavailable\)/ },
    up: box =>
      withPerl(
        box,
        `use IO::Socket::UNIX; $s = IO::Socket::UNIX->new(Local => $p, Listen => 1) or die $!; chmod 0777, $p;
@c = map { IO::Socket::UNIX->new(Peer => $p) } 1 .. 2;`,
      ),
  },
  {
    id: 'unix-socket-wrong-type',
    cause: 'unix-socket-wrong-type',
    title: 'The path is the datagram socket of a logger',
    needs: ['nginx'],
    shows: { status: [502], log: /connect\(\) to unix:\S+ failed \(91: Protocol wrong type for socket\)/ },
    up: box =>
      withPerl(
        box,
        'use IO::Socket::UNIX; $s = IO::Socket::UNIX->new(Local => $p, Type => SOCK_DGRAM) or die $!; chmod 0777, $p;',
      ),
  },
]

/** A server in Perl, since Node always accepts and has no datagram sockets. */
async function withPerl(box: Box, script: string) {
  const socket = socketIn(box)
  const ready = `${socket}.ready`
  box.start(['perl', '-e', `$p = '${socket}'; ${script} open F, '>', '${ready}'; sleep 3600`], {
    log: join(box.folder, 'app.log'),
  })
  await until('the server is ready', () => existsSync(ready))
  return proxyTo(box, socket)
}

function socketIn(box: Box, name = 'shop.sock'): string {
  const folder = join(box.folder, 'run')
  mkdirSync(folder, { recursive: true })
  return join(folder, name)
}

/** The application is well, but the socket or its folder is mode 0700. */
async function closedTo(box: Box, part: (path: string) => string) {
  const socket = socketIn(box)
  await box.app(apps.hello, { unix: socket })
  chmodSync(socket, 0o777)
  chmodSync(part(socket), 0o700)
  return proxyTo(box, socket)
}

async function proxyTo(box: Box, socket: string) {
  const nginx = await box.nginx({ location: `proxy_pass http://unix:${socket};` })
  return { url: nginx.url, errorLog: nginx.errorLog }
}
