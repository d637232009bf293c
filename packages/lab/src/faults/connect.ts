import { until } from '@runbook/stack'
import type { Box } from '../box/box.ts'
import { minutesAgo, noise } from '../noise/old-errors.ts'
import { probe } from '../run/probe.ts'
import { apps } from './apps.ts'
import type { Fault } from './fault.ts'
import { canUnshare } from './why-not.ts'

const refused = /connect\(\) failed \(111: Connection refused\) while connecting to upstream/

/** nginx cannot connect to the application over TCP. */
export const connectFaults: Fault[] = [
  {
    id: 'upstream-refused-app-down',
    cause: 'upstream-refused-app-down',
    title: 'Nothing listens on the port that nginx forwards to, and nothing manages the application',
    needs: ['nginx', 'network'],
    shows: { status: [502], log: refused },
    up: box => proxyTo(box, box.port()),
  },
  {
    id: 'upstream-refused-app-down-after-other-errors',
    cause: 'upstream-refused-app-down',
    title: 'The application is down, and older lines of the log speak of too big headers',
    needs: ['nginx', 'network'],
    shows: { status: [502], log: refused },
    async up(box) {
      const dead = await box.port()
      const nginx = await box.nginx({
        location: `proxy_pass http://127.0.0.1:${dead};`,
        oldErrors: ({ port }) =>
          noise({ kind: 'too-big-header', until: minutesAgo(45), count: 30, host: `127.0.0.1:${port}` }),
      })
      return { url: nginx.url, errorLog: nginx.errorLog }
    },
  },
  {
    id: 'upstream-wrong-port',
    cause: 'upstream-wrong-port',
    title: 'The application listens on another port than the one nginx forwards to',
    needs: ['nginx', 'network'],
    fix: 'point-nginx-at-app',
    shows: { status: [502], log: refused },
    async up(box) {
      await box.app(apps.hello)
      return proxyTo(box, box.port())
    },
  },
  {
    id: 'app-bound-to-other-address',
    cause: 'app-bound-to-other-address',
    title: 'The application listens on [::1], nginx forwards to 127.0.0.1',
    needs: ['nginx', 'ipv6'],
    fix: 'point-nginx-at-address',
    shows: { status: [502], log: refused },
    async up(box) {
      const app = await box.app(apps.hello, { host: '::1' })
      return proxyTo(box, app.port)
    },
  },
  {
    id: 'localhost-resolves-ipv6-first',
    cause: 'localhost-resolves-ipv6-first',
    title: 'localhost names two addresses, and on one of them nothing listens',
    asNobody: 'cause',
    needs: ['nginx', 'root', 'ipv6'],
    fix: 'write-address',
    shows: { status: [502], isIntermittent: true, log: /\(111: Connection refused\).*upstream: "http:\/\/\[::1\]:/ },
    up: box => withHosts(box, { hosts: '127.0.0.1 localhost\n::1 localhost ip6-localhost\n', name: 'localhost' }),
  },
  {
    id: 'app-bound-to-other-address-of-a-name',
    cause: 'app-bound-to-other-address',
    title: 'The name of the upstream has two addresses, and the application listens on one of them',
    needs: ['nginx', 'root', 'network'],
    fix: 'point-nginx-at-address',
    shows: {
      status: [502],
      isIntermittent: true,
      log: /\(111: Connection refused\).*upstream: "http:\/\/127\.0\.0\.2:/,
    },
    up: box => withHosts(box, { hosts: '127.0.0.1 shop.internal\n127.0.0.2 shop.internal\n', name: 'shop.internal' }),
  },
  {
    id: 'no-live-upstreams-dead-members',
    cause: 'no-live-upstreams',
    title: 'Both members of the upstream are down',
    needs: ['nginx'],
    shows: { status: [502], log: /no live upstreams while connecting to upstream/ },
    async up(box) {
      const members = await Promise.all([box.port(), box.port()])
      return throughUpstream(box, members, '')
    },
  },
  {
    id: 'no-live-upstreams-healthy-members',
    cause: 'no-live-upstreams',
    title: 'Both members answer, but one bad request took them out for a minute',
    needs: ['nginx'],
    fix: 'count-only-connection-errors',
    shows: { status: [502], log: /no live upstreams while connecting to upstream/ },
    async up(box) {
      const members = [
        await box.app(apps.sometimes500, { name: 'app-1' }),
        await box.app(apps.sometimes500, { name: 'app-2' }),
      ]
      return throughUpstream(
        box,
        members.map(({ port }) => port),
        'proxy_next_upstream error timeout http_500;',
      )
    },
  },
]

async function proxyTo(box: Box, target: number | Promise<number>) {
  const nginx = await box.nginx({ location: `proxy_pass http://127.0.0.1:${await target};` })
  return { url: nginx.url, errorLog: nginx.errorLog }
}

async function throughUpstream(box: Box, members: readonly number[], rule: string) {
  const servers = members.map(port => `server 127.0.0.1:${port} fail_timeout=60s;`).join(' ')
  const nginx = await box.nginx({
    http: `upstream shop { ${servers} }`,
    location: `proxy_pass http://shop; ${rule}`,
  })
  const traffic = () =>
    until('nginx has put every member aside', async () => {
      await probe(`${nginx.url}checkout`, box)
      return (await probe(nginx.url, box)) === 502
    })
  return { url: nginx.url, errorLog: nginx.errorLog, traffic }
}

/** nginx and the session see a hosts file of their own, in a mount namespace: this machine's stays as it is. */
async function withHosts(box: Box, { hosts, name }: { hosts: string; name: string }) {
  if (!canUnshare()) throw new Error('this machine does not allow mount namespaces')
  const file = box.write('hosts', hosts)
  const app = await box.app(apps.hello)
  const nginx = await box.nginx({
    within: ['unshare', '-m', 'sh', '-c', `mount --bind ${file} /etc/hosts && exec "$@"`, 'sh'],
    http: `upstream shop { server ${name}:${app.port} max_fails=0; }`,
    // The shop's orders must not be sent twice, so nobody tries the next address.
    location: 'proxy_pass http://shop; proxy_next_upstream off;',
  })
  return {
    url: nginx.url,
    errorLog: nginx.errorLog,
    wrap: (argv: readonly string[]) => ['nsenter', '-t', String(nginx.pid), '-m', '-n', '--', ...argv],
  }
}
