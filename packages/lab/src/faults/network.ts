import { until } from '@runbook/stack'
import type { Box } from '../box/box.ts'
import { inside, neighbourOf } from '../box/inside.ts'
import { apps } from './apps.ts'
import type { Fault } from './fault.ts'

/** The way from nginx to its upstream is closed, or leads nowhere. */
export const networkFaults: Fault[] = [
  {
    id: 'upstream-host-unreachable',
    cause: 'upstream-host-unreachable',
    title: 'No machine of the LAN answers for the address of the upstream',
    needs: ['nginx', 'network'],
    shows: { status: [502], log: /connect\(\) failed \(113: No route to host\) while connecting to upstream/ },
    up(box) {
      neighbourOf(box)
      return proxyTo(box, '10.61.0.77:3000', 'proxy_connect_timeout 10s;')
    },
  },
  {
    id: 'upstream-host-unreachable-short-timeout',
    cause: 'upstream-host-unreachable',
    title: 'No machine of the LAN answers for the address, and nginx gives up before the kernel does',
    needs: ['nginx', 'network'],
    shows: { status: [504], log: /upstream timed out \(110: Connection timed out\) while connecting to upstream/ },
    up(box) {
      neighbourOf(box)
      return proxyTo(box, '10.61.0.77:3000', 'proxy_connect_timeout 1s;')
    },
  },
  {
    id: 'firewall-reject-of-another-machine',
    cause: 'firewall-reject',
    title: 'The upstream on the LAN is up, and its own firewall rejects as firewalld does',
    needs: ['nginx', 'nft'],
    shows: { status: [502], log: /connect\(\) failed \(113: No route to host\) while connecting to upstream/ },
    up(box) {
      const { address, within } = neighbourOf(box)
      const chain = 'type filter hook input priority 0; ip protocol icmp accept; reject with icmpx admin-prohibited'
      const rules = box.write('rules.nft', `table inet lan {\n chain in {\n ${chain}\n }\n}`)
      inside({ wrap: within }, ['nft', '-f', rules])
      return proxyTo(box, `${address}:3000`)
    },
  },
  {
    id: 'network-unreachable',
    cause: 'network-unreachable',
    title: 'There is no route to the network of the upstream',
    needs: ['nginx', 'network'],
    asNobody: 'cause',
    shows: { status: [502], log: /connect\(\) to \S+ failed \(101: Network is unreachable\)/ },
    up: box => proxyTo(box, '10.9.9.9:3000'),
  },
  ...[
    { kind: 'prohibit', log: /connect\(\) to \S+ failed \(13: Permission denied\) while connecting to upstream/ },
    { kind: 'blackhole', log: /connect\(\) to \S+ failed \(22: Invalid argument\) while connecting to upstream/ },
    { kind: 'unreachable', log: /connect\(\) to \S+ failed \(113: No route to host\) while connecting to upstream/ },
  ].map(
    ({ kind, log }): Fault => ({
      id: `sandbox-or-route-denies-connect-${kind}`,
      cause: 'sandbox-or-route-denies-connect',
      title: `A route of type ${kind} covers the address of the upstream on the LAN`,
      needs: ['nginx', 'network'],
      fix: 'remove-route',
      shows: { status: [502], log },
      async up(box) {
        const { address, within } = neighbourOf(box)
        const source = box.write('app/server.cjs', apps.hello)
        box.start(within([process.execPath, source]), {
          env: { PORT: '3000', HOST: address },
          log: `${box.folder}/app/app.log`,
        })
        await until('the upstream on the LAN answers', () =>
          succeeds(() => inside(box, ['curl', '-sS', '-m', '2', `http://${address}:3000/`])),
        )
        inside(box, ['ip', 'route', 'add', kind, `${address}/32`])
        return proxyTo(box, `${address}:3000`)
      },
    }),
  ),
  {
    id: 'ephemeral-ports-exhausted',
    cause: 'ephemeral-ports-exhausted',
    title: 'Connections to the application hold every port of the local range',
    needs: ['nginx', 'network'],
    fix: 'widen-port-range',
    shows: { status: [502], log: /connect\(\) to \S+ failed \(99: Cannot assign requested address\)/ },
    up: withoutPorts,
  },
  {
    id: 'proxy-bind-address-missing',
    cause: 'proxy-bind-address-missing',
    title: 'proxy_bind names an address that this machine no longer has',
    needs: ['nginx', 'network'],
    fix: 'unbind',
    shows: { status: [500], log: /bind\(203\.0\.113\.9\) failed \(99: Cannot assign requested address\)/ },
    async up(box) {
      const app = await box.app(apps.hello)
      return proxyTo(box, `127.0.0.1:${app.port}`, 'proxy_bind 203.0.113.9;')
    },
  },
  {
    id: 'tcp-accept-queue-overflow',
    cause: 'tcp-accept-queue-overflow',
    title: 'The application listens and takes no connection, and its short queue is full',
    needs: ['nginx', 'network'],
    shows: {
      status: [504],
      log: /upstream timed out \(110: Connection timed out\) while connecting to upstream/,
      evidence: /LISTEN +2 +1 /,
    },
    async up(box) {
      const port = await box.port()
      // Perl, since Node always accepts.
      const script = `use IO::Socket::INET; $s = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => ${port}, Listen => 1) or die $!;
@c = map { IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => ${port}) } 1 .. 2; sleep 3600;`
      box.start(['perl', '-e', script], { log: `${box.folder}/app.log` })
      const evidence = async () => inside(box, ['ss', '-Hltn', `sport = :${port}`])
      await until('its queue is full', async () => / 2 +1 /.test(await evidence()))
      return { ...(await proxyTo(box, `127.0.0.1:${port}`, 'proxy_connect_timeout 1s;')), evidence }
    },
  },
]

async function withoutPorts(box: Box) {
  const app = await box.app(apps.events)
  const nginx = await box.nginx({ location: `proxy_pass http://127.0.0.1:${app.port};` })
  inside(box, ['sh', '-c', 'echo 41000 41063 > /proc/sys/net/ipv4/ip_local_port_range'])
  const script = `const net = require('node:net')
for (let i = 0; i < 64; i++) net.connect({ port: ${app.port}, host: '127.0.0.1' }).on('error', () => {})
setInterval(() => {}, 60000)`
  box.start([process.execPath, '-e', script], { log: `${box.folder}/clients.log` })
  const held = () => inside(box, ['ss', '-Htn', 'state', 'established', `dport = :${app.port}`]).split('\n').length - 1
  await until('every port is taken', () => held() === 64)
  return { url: nginx.url, errorLog: nginx.errorLog }
}

async function proxyTo(box: Box, target: string, more = '') {
  const nginx = await box.nginx({ location: `proxy_pass http://${target}; ${more}` })
  return { url: nginx.url, errorLog: nginx.errorLog }
}

function succeeds(action: () => unknown): boolean {
  try {
    action()
    return true
  } catch {
    return false
  }
}
