import { apps } from './apps.ts'
import { startEmptyDns } from './box/dns.ts'
import type { Fault } from './fault.ts'

const notFoundAtStart = /\[emerg\].*host not found in upstream "shop-backend\.invalid"/

/** nginx does not find the address of a name. */
export const dnsFaults: Fault[] = [
  {
    id: 'dns-host-not-found-at-startup',
    cause: 'dns-host-not-found-at-startup',
    title: 'nginx does not start, since a name in its configuration has no address',
    needs: ['nginx'],
    shows: { status: 'refused', log: notFoundAtStart },
    async up(box) {
      const nginx = await box.nginx({ location: 'proxy_pass http://shop-backend.invalid:3000;', isBroken: true })
      return { url: nginx.url, errorLog: nginx.output, inputs: { nginx_conf: nginx.conf } }
    },
  },
  {
    id: 'dns-host-not-found-at-reload',
    cause: 'dns-host-not-found-at-startup',
    title: 'nginx refused to reload for a name without address, and forwards to the old, dead port',
    needs: ['nginx'],
    shows: { status: [502], log: notFoundAtStart },
    async up(box) {
      const nginx = await box.nginx({ location: `proxy_pass http://127.0.0.1:${await box.port()};` })
      nginx.rewrite({ location: 'proxy_pass http://shop-backend.invalid:3000;' })
      await nginx.reload()
      return { url: nginx.url, errorLog: nginx.errorLog }
    },
  },
  {
    id: 'dns-runtime-nxdomain',
    cause: 'dns-runtime-nxdomain',
    title: "nginx's own resolver is told that the name does not exist",
    needs: ['nginx'],
    shows: { status: [502], log: /shop\.internal could not be resolved \(3: Host not found\)/ },
    async up(box) {
      const app = await box.app(apps.hello)
      const dns = await startEmptyDns(box)
      const nginx = await box.nginx({
        server: `resolver 127.0.0.1:${dns} valid=1s ipv6=off; resolver_timeout 2s; set $shop shop.internal;`,
        location: `proxy_pass http://$shop:${app.port};`,
      })
      return { url: nginx.url, errorLog: nginx.errorLog }
    },
  },
]
