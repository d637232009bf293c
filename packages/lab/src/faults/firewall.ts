import type { Box } from '../box/box.ts'
import { inside } from '../box/inside.ts'
import { apps } from './apps.ts'
import type { Fault } from './fault.ts'

const silent = /upstream timed out \(110: Connection timed out\) while connecting to upstream/
const refused = /connect\(\) failed \(111: Connection refused\) while connecting to upstream/
const noRoute = /connect\(\) failed \(113: No route to host\) while connecting to upstream/

/** The application is well, and a firewall of this machine keeps nginx from it. */
export const firewallFaults: Fault[] = [
  {
    id: 'connect-timeout-packets-dropped',
    cause: 'connect-timeout-packets-dropped',
    title: "A rule of nftables drops packets to the application's port",
    needs: ['nginx', 'nft'],
    fix: 'accept-in-nft',
    shows: { status: [504], log: silent },
    up: box => behindNft(box, port => `tcp dport ${port} drop`),
  },
  {
    id: 'connect-timeout-packets-dropped-on-the-way-out',
    cause: 'connect-timeout-packets-dropped',
    title: 'A rule of iptables for several ports drops packets that leave the machine',
    needs: ['nginx', 'iptables', 'nft'],
    fix: 'accept-in-iptables',
    shows: { status: [504], log: silent },
    up: box =>
      behind(box, port => {
        const match = ['-p', 'tcp', '-m', 'multiport', '--dports', `9,${port}`]
        inside(box, ['iptables', '-A', 'OUTPUT', ...match, '-j', 'DROP'])
      }),
  },
  {
    id: 'connect-timeout-packets-dropped-by-policy',
    cause: 'connect-timeout-packets-dropped',
    title: 'A chain whose policy is to drop accepts a few ports, and not this one',
    needs: ['nginx', 'nft'],
    shows: { status: [504], log: silent },
    up: box =>
      behind(box, (_port, front) => {
        const table = `table inet shop {
  chain in {
    type filter hook input priority 0; policy drop;
    ct state established,related accept
    tcp dport { 22, ${front} } accept
    udp dport 53 drop
  }
}`
        inside(box, ['nft', '-f', box.write('rules.nft', table)])
      }),
  },
  ...[
    { id: 'firewall-reject-reset', how: 'reject with tcp reset', log: refused },
    { id: 'firewall-reject-port-unreachable', how: 'reject', log: refused },
    { id: 'firewall-reject-prohibited', how: 'reject with icmpx admin-prohibited', log: noRoute },
  ].map(
    ({ id, how, log }): Fault => ({
      id,
      cause: 'firewall-reject',
      title: `The application listens, and nftables answers for its port: ${how}`,
      needs: ['nginx', 'nft'],
      fix: 'accept-in-nft',
      shows: { status: [502], log },
      up: box => behindNft(box, port => `tcp dport ${port} ${how}`),
    }),
  ),
  {
    id: 'firewall-reject-iptables',
    cause: 'firewall-reject',
    title: 'The application listens, and iptables rejects connections to its port',
    needs: ['nginx', 'iptables', 'nft'],
    fix: 'accept-in-iptables',
    shows: { status: [502], log: refused },
    up: box => behind(box, port => inside(box, ['iptables', '-A', 'INPUT', ...tcp(port), '-j', 'REJECT'])),
  },
]

function tcp(port: number): string[] {
  return ['-p', 'tcp', '--dport', String(port)]
}

function behindNft(box: Box, rule: (port: number) => string) {
  return behind(box, port => {
    const chain = `type filter hook input priority 0; policy accept;
    ct state established,related accept
    tcp dport 9 reject
    ${rule(port)}`
    inside(box, ['nft', '-f', box.write('rules.nft', `table inet shop {\n  chain in {\n    ${chain}\n  }\n}`)])
  })
}

async function behind(box: Box, close: (port: number, front: number) => unknown) {
  const app = await box.app(apps.hello)
  const nginx = await box.nginx({ location: `proxy_pass http://127.0.0.1:${app.port}; proxy_connect_timeout 1s;` })
  close(app.port, nginx.port)
  return { url: nginx.url, errorLog: nginx.errorLog }
}
