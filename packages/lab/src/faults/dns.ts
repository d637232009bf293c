import type { Box } from '../box/box.ts'
import { type DnsAnswers, startDns } from '../box/dns.ts'
import { ownNames } from '../box/names.ts'
import { apps } from './apps.ts'
import type { Fault } from './fault.ts'

const notFoundAtStart = /\[emerg\].*host not found in upstream "shop-backend\.invalid"/
const own = ['nginx', 'root', 'network'] as const

/** nginx does not find the address of a name, or has an old one. */
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
    id: 'dns-stale-upstream-ip',
    cause: 'dns-stale-upstream-ip',
    title: 'The upstream moved to another address, and nginx still uses the one of its start',
    needs: [...own],
    fix: 'look-up-again',
    shows: { status: [502], log: /connect\(\) failed \(111: .*upstream: "http:\/\/127\.0\.0\.2:/ },
    async up(box) {
      const dns = await startDns(box, { names: { 'shop.internal': ['127.0.0.2'] } }, { port: 53 })
      const names = ownNames(box, { resolvConf: 'nameserver 127.0.0.1\n' })
      const app = await box.app(apps.hello, { host: '127.0.0.3' })
      const nginx = await box.nginx({ within: names.within, location: `proxy_pass http://shop.internal:${app.port};` })
      dns.change({ names: { 'shop.internal': ['127.0.0.3'] } })
      // What a reload has mended, only another move breaks again.
      const traffic = async () => {}
      return { url: nginx.url, errorLog: nginx.errorLog, wrap: names.inside(nginx.pid), traffic }
    },
  },
  {
    id: 'dns-ipv6-answer-unroutable',
    cause: 'dns-ipv6-answer-unroutable',
    title: 'The resolver also gives an IPv6 address, and the machine has no IPv6 route',
    needs: [...own, 'ipv6'],
    fix: 'without-ipv6',
    shows: {
      status: [502],
      isIntermittent: true,
      log: /connect\(\) to \[2001:db8::10\]:\d+ failed \(101: Network is unreachable\)/,
    },
    up: box =>
      atEachRequest(
        box,
        { names: { 'shop.internal': ['127.0.0.1', '2001:db8::10'] } },
        { location: 'proxy_next_upstream off;' },
      ),
  },
  {
    id: 'bad-variable-in-proxy-pass',
    cause: 'bad-variable-in-proxy-pass',
    title: 'The variable in proxy_pass gives host and port without a scheme',
    needs: ['nginx'],
    fix: 'write-scheme',
    shows: { status: [500], log: /invalid URL prefix in "127\.0\.0\.1:\d+"/ },
    async up(box) {
      const app = await box.app(apps.hello)
      const nginx = await box.nginx({ server: `set $shop 127.0.0.1:${app.port};`, location: 'proxy_pass $shop;' })
      return { url: nginx.url, errorLog: nginx.errorLog }
    },
  },
  {
    id: 'bad-variable-empty',
    cause: 'bad-variable-in-proxy-pass',
    title: 'The variable in proxy_pass is empty for this request',
    needs: ['nginx'],
    shows: { status: [500], log: /(?:invalid URL prefix|no host) in/ },
    async up(box) {
      const nginx = await box.nginx({
        http: 'map $http_x_site $backend { blue http://127.0.0.1:9; }',
        location: 'proxy_pass $backend;',
      })
      return { url: nginx.url, errorLog: nginx.errorLog }
    },
  },
  {
    id: 'healthy-run-time-name',
    cause: 'healthy',
    title: 'All is well, with a name that nginx looks up at each request',
    needs: ['nginx'],
    shows: { status: [200] },
    up: box => atEachRequest(box, { names: { 'shop.internal': ['127.0.0.1'] } }),
  },
]

/** nginx, which asks a DNS server of its own for the upstream's name. */
export async function atEachRequest(box: Box, answers: DnsAnswers, { resolver = '', location = '' } = {}) {
  const app = await box.app(apps.hello)
  const dns = await startDns(box, answers)
  const nginx = await box.nginx({
    server: `resolver ${resolver || `127.0.0.1:${dns.port}`} valid=1s; resolver_timeout 1s; set $shop shop.internal;`,
    location: `proxy_pass http://$shop:${app.port}; ${location}`,
  })
  return { url: nginx.url, errorLog: nginx.errorLog }
}
