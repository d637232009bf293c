import { chmodSync, chownSync, mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { until } from '@runbook/stack'
import { inside, neighbourOf } from '../box/inside.ts'
import { workersOf } from '../box/nginx.ts'
import { probe } from '../run/probe.ts'
import { apps } from './apps.ts'
import type { Fault } from './fault.ts'

/** Nothing is wrong with the way to the upstream. */
export const healthyWays: Fault[] = [
  {
    id: 'healthy-upstream-on-lan',
    cause: 'healthy',
    title: 'All is well, the upstream is another machine of the LAN',
    needs: ['nginx', 'network'],
    shows: { status: [200] },
    async up(box) {
      const { address, within } = neighbourOf(box)
      const source = box.write('app/server.cjs', apps.hello)
      const env = { PORT: '3000', HOST: address }
      box.start(within([process.execPath, source]), { env, log: join(box.folder, 'app/app.log') })
      const nginx = await box.nginx({ location: `proxy_pass http://${address}:3000;` })
      await until('the upstream answers', async () => (await probe(`http://${address}:3000/`, box)) === 200)
      return { url: nginx.url, errorLog: nginx.errorLog }
    },
  },
  {
    id: 'healthy-with-backup',
    cause: 'healthy',
    title: 'All is well: two members, one a backup, one more marked as down, behind a strict firewall',
    needs: ['nginx', 'nft'],
    shows: { status: [200] },
    async up(box) {
      const [first, second] = [
        await box.app(apps.hello, { name: 'app-1' }),
        await box.app(apps.hello, { name: 'app-2' }),
      ]
      const nginx = await box.nginx({
        http: `upstream shop { server 127.0.0.1:${first.port}; server 127.0.0.1:${second.port} backup; server 127.0.0.1:9 down; }`,
        location: 'proxy_pass http://shop;',
      })
      const chain = `type filter hook input priority 0; policy drop; iifname lo accept`
      inside(box, ['nft', '-f', box.write('rules.nft', `table inet shop {\n chain in {\n ${chain}\n }\n}`)])
      return { url: nginx.url, errorLog: nginx.errorLog }
    },
  },
  {
    id: 'healthy-unix-socket-of-group',
    cause: 'healthy',
    title: "All is well, over a unix socket that only nginx's group may use",
    needs: ['nginx', 'root'],
    shows: { status: [200] },
    async up(box) {
      const folder = join(box.folder, 'run/shop')
      mkdirSync(folder, { recursive: true })
      const socket = join(folder, 'shop.sock')
      await box.app(apps.hello, { unix: socket })
      const nginx = await box.nginx({ location: `proxy_pass http://unix:${socket};` })
      await until('nginx has workers', () => workersOf(nginx.pid) !== '')
      const [worker] = workersOf(nginx.pid).split(' ')
      chownSync(socket, -1, statSync(`/proc/${worker}`).gid)
      chmodSync(socket, 0o660)
      return { url: nginx.url, errorLog: nginx.errorLog }
    },
  },
]
