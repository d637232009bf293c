import { join } from 'node:path'
import { until } from '@runbook/stack'
import type { Box } from '../box/box.ts'
import { inside } from '../box/inside.ts'
import { probe } from '../run/probe.ts'
import { apps } from './apps.ts'
import type { Fault } from './fault.ts'

const noneLeft = /no live upstreams while connecting to upstream/

/** nginx has no member of a group left, each time for another reason. */
export const groupFaults: Fault[] = [
  {
    id: 'no-live-upstreams-of-sockets',
    cause: 'unix-socket-missing',
    title: 'Both members are unix sockets that are not there',
    needs: ['nginx'],
    shows: { status: [502], log: noneLeft },
    up: box =>
      group(
        box,
        ['a', 'b'].map(name => `unix:${join(box.folder, `run/${name}.sock`)} fail_timeout=60s`),
      ),
  },
  {
    id: 'no-live-upstreams-behind-firewall',
    cause: 'connect-timeout-packets-dropped',
    title: 'Both members are well, and a firewall drops packets to them',
    needs: ['nginx', 'nft'],
    shows: { status: [502], log: noneLeft },
    async up(box) {
      const members = [await box.app(apps.hello, { name: 'app-1' }), await box.app(apps.hello, { name: 'app-2' })]
      const ports = members.map(({ port }) => port).join(', ')
      const chain = `type filter hook input priority 0; tcp dport { ${ports} } drop`
      inside(box, ['nft', '-f', box.write('rules.nft', `table inet shop {\n chain in {\n ${chain}\n }\n}`)])
      return group(
        box,
        members.map(({ port }) => `127.0.0.1:${port} fail_timeout=60s`),
      )
    },
  },
  {
    id: 'no-live-upstreams-failed-unit',
    cause: 'systemd-203-exec',
    title: 'The first member was given up long ago, and the unit of the second one cannot start',
    needs: ['systemd-machine'],
    config: ['/etc/systemd/system', '/etc/nginx'],
    shows: { status: [502], log: noneLeft },
    async up(box) {
      const machine = await box.machine({
        '/etc/systemd/system/shop-2.service': `[Service]
ExecStart=/opt/node-v18/bin/node /srv/shop/server.cjs
Environment=PORT=3002
`,
        '/etc/nginx/sites-enabled/shop': `upstream shop {
  server 127.0.0.1:3001 fail_timeout=60s;
  server 127.0.0.1:3002 fail_timeout=60s;
}
server {
  listen 80 default_server;
  location / { proxy_pass http://shop; }
}
`,
      })
      await machine.run(['systemctl', 'start', 'shop-2.service'])
      await machine.untilUnit('shop-2.service', ['ActiveState=failed'])
      const url = 'http://127.0.0.1/'
      const traffic = () => askUntilNoneIsLeft(url, machine)
      return { url, errorLog: '/var/log/nginx/error.log', wrap: machine.wrap, traffic }
    },
  },
  {
    id: 'upstream-all-down',
    cause: 'upstream-all-down-or-max-conns',
    title: 'Both members are marked as down since the last maintenance',
    needs: ['nginx'],
    fix: 'take-back-in',
    shows: { status: [502], log: noneLeft },
    async up(box) {
      const [app, second] = [await box.app(apps.hello), await box.port()]
      return group(box, [`127.0.0.1:${app.port} down`, `127.0.0.1:${second} down`])
    },
  },
  {
    id: 'upstream-max-conns',
    cause: 'upstream-all-down-or-max-conns',
    title: 'Long requests hold all the connections that the only member may have',
    needs: ['nginx'],
    fix: 'raise-max-conns',
    shows: { status: [502], log: noneLeft },
    async up(box) {
      const app = await box.app(apps.events)
      const up = await group(box, [`127.0.0.1:${app.port} max_conns=2`])
      // Each client holds one connection to the application. A reload forgets those that the old worker still has.
      const holdOne = () =>
        box.start(['curl', '-sSg', '-m', '60', '-o', '/dev/null', `${up.url}events`], {
          log: `${box.folder}/events.log`,
        })
      const traffic = () =>
        until('no connection is left', async () => {
          if ((await probe(up.url, box)) === 502) return true
          holdOne()
          return false
        })
      return { ...up, traffic }
    },
  },
]

async function group(box: Box, members: readonly string[]) {
  const nginx = await box.nginx({
    http: `upstream shop { ${members.map(member => `server ${member};`).join(' ')} }`,
    location: 'proxy_pass http://shop; proxy_connect_timeout 1s;',
  })
  const traffic = () => askUntilNoneIsLeft(nginx.url, box)
  return { url: nginx.url, errorLog: nginx.errorLog, traffic }
}

/** nginx only says that no member is left once it has tried each of them. */
async function askUntilNoneIsLeft(url: string, { wrap }: Pick<Box, 'wrap'>): Promise<void> {
  for (let i = 0; i < 3; i++) await probe(url, { wrap })
}
