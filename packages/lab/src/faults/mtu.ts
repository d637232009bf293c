import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { Box } from '../box/box.ts'
import { makeRoot } from '../box/ca.ts'
import { inside } from '../box/inside.ts'
import { startListener } from '../box/listener.ts'
import { hello, serveTls } from './apps.ts'
import type { Fault } from './fault.ts'

/** The upstream behind a router whose links are narrower than anyone is told. */
export const mtuFaults: Fault[] = [
  {
    id: 'mtu-black-hole',
    cause: 'mtu-black-hole',
    title: 'Full packets vanish on the way to the upstream, as in a tunnel whose ICMP is filtered',
    needs: ['nginx', 'openssl', 'root', 'network', 'nft', 'ping'],
    fix: 'smaller-packets',
    shows: { status: [504], log: /upstream timed out \(110: .*\) while SSL handshaking to upstream/ },
    async up(box) {
      const upstream = behindTunnel(box)
      const root = makeRoot(join(box.folder, 'ca'))
      // Several names make a certificate that fills a packet, as a chain of RSA certificates does.
      const names = ['shop.internal', ...Array.from({ length: 80 }, (_, index) => `shop-${index}.branch.internal`)]
      root.issue(join(box.folder, 'app'), { names })
      const port = await box.port()
      box.write('app/server.cjs', serveTls(hello))
      const env = `PORT=${port} HOST=${upstream.address}`.split(' ')
      const argv = upstream.within(['env', ...env, process.execPath, join(box.folder, 'app/server.cjs')])
      await startListener(box, argv, {
        port,
        host: upstream.address,
        cwd: join(box.folder, 'app'),
        log: join(box.folder, 'app/app.log'),
      })
      // A resumed session would spare the certificate, and so hide the fault.
      const location = 'proxy_connect_timeout 2s; proxy_ssl_session_reuse off;'
      const nginx = await box.nginx({ location: `proxy_pass https://${upstream.address}:${port}; ${location}` })
      return { url: nginx.url, errorLog: nginx.errorLog }
    },
  },
]

/**
 * The upstream `10.62.0.2` behind a router: both of its links take 1400 bytes, while the machines on both sides believe
 * in 1500, and what would tell them (ICMP, "fragmentation needed") is dropped.
 */
function behindTunnel(box: Box) {
  const router = machineOf(box, 'mid')
  const upstream = machineOf(box, 'far')
  cable(
    box,
    { wrap: router.within },
    { device: 'wan0', address: '10.61.0.1/24', peer: router.name, other: '10.61.0.2/24' },
  )
  cable(
    { wrap: upstream.within },
    { wrap: router.within },
    { device: 'wan1', address: '10.62.0.2/24', peer: router.name, other: '10.62.0.1/24' },
  )
  const rules = box.write(
    'router.nft',
    'table inet tunnel {\n chain out {\n type filter hook output priority 0; icmp type destination-unreachable drop\n }\n}',
  )
  inside({ wrap: router.within }, ['nft', '-f', rules])
  inside({ wrap: router.within }, ['sysctl', '-qw', 'net.ipv4.ip_forward=1'])
  inside(box, ['ip', 'route', 'add', '10.62.0.0/24', 'via', '10.61.0.2'])
  inside({ wrap: upstream.within }, ['ip', 'route', 'add', '10.61.0.0/24', 'via', '10.62.0.1'])
  return { address: '10.62.0.2', within: upstream.within }
}

interface Machine {
  name: string
  within(argv: readonly string[]): string[]
}

function machineOf(box: Box, role: string): Machine {
  const name = `runbook-lab-${process.pid}-${role}-${box.folder.slice(-6)}`
  execFileSync('ip', ['netns', 'add', name])
  box.defer(() => execFileSync('ip', ['netns', 'del', name]))
  const within = (argv: readonly string[]) => ['nsenter', `--net=/run/netns/${name}`, '--', ...argv]
  inside({ wrap: within }, ['ip', 'link', 'set', 'lo', 'up'])
  return { name, within }
}

/** A cable to the router, whose end of it is the narrow one. */
function cable(
  own: Pick<Box, 'wrap'>,
  router: Pick<Box, 'wrap'>,
  { device, address, peer, other }: { device: string; address: string; peer: string; other: string },
): void {
  inside(own, ['ip', 'link', 'add', device, 'type', 'veth', 'peer', 'name', `to-${device}`, 'netns', peer])
  inside(own, ['ip', 'addr', 'add', address, 'dev', device])
  inside(own, ['ip', 'link', 'set', device, 'up'])
  inside(router, ['ip', 'addr', 'add', other, 'dev', `to-${device}`])
  inside(router, ['ip', 'link', 'set', `to-${device}`, 'mtu', '1400', 'up'])
}
