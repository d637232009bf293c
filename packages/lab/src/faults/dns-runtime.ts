import { startDns } from '../box/dns.ts'
import { ownNames } from '../box/names.ts'
import { apps } from './apps.ts'
import { atEachRequest } from './dns.ts'
import type { Fault } from './fault.ts'

const own = ['nginx', 'root', 'network'] as const

/** nginx looks a name up at each request, and gets no address. */
export const runtimeDnsFaults: Fault[] = [
  {
    id: 'dns-runtime-nxdomain',
    cause: 'dns-runtime-nxdomain',
    title: "nginx's own resolver is told that the name does not exist",
    needs: ['nginx'],
    shows: { status: [502], log: /shop\.internal could not be resolved \(3: Host not found\)/ },
    up: box => atEachRequest(box, {}),
  },
  {
    id: 'dns-runtime-other-name-server',
    cause: 'dns-runtime-nxdomain',
    title: "nginx asks a name server that does not know the name, the machine's own does",
    needs: [...own],
    fix: 'ask-own-name-server',
    shows: { status: [502], log: /shop\.internal could not be resolved \(3: Host not found\)/ },
    async up(box) {
      const app = await box.app(apps.hello)
      await startDns(box, { names: { 'shop.internal': ['127.0.0.1'] } }, { port: 53 })
      const other = await startDns(box, {}, { folder: 'other-dns' })
      const names = ownNames(box, { resolvConf: 'nameserver 127.0.0.1\n' })
      const nginx = await box.nginx({
        within: names.within,
        server: `resolver 127.0.0.1:${other.port} valid=1s; resolver_timeout 1s; set $shop shop.internal;`,
        location: `proxy_pass http://$shop:${app.port};`,
      })
      return { url: nginx.url, errorLog: nginx.errorLog, wrap: names.inside(nginx.pid) }
    },
  },
  ...(
    [
      ['server-failure', { code: 2 }, /could not be resolved \(2: Server failure\)/],
      ['not-implemented', { code: 4 }, /could not be resolved \(4: Unimplemented\)/],
      ['refused', { code: 5 }, /could not be resolved \(5: Operation refused\)/],
      ['silent', { isSilent: true }, /could not be resolved \(110: Operation timed out\)/],
    ] as const
  ).map(
    ([id, answers, log]): Fault => ({
      id: `dns-runtime-server-trouble-${id}`,
      cause: 'dns-runtime-server-trouble',
      title: `nginx's resolver gives no usable answer: ${id}`,
      needs: ['nginx'],
      shows: { status: [502], log },
      up: box => atEachRequest(box, answers),
    }),
  ),
  {
    id: 'dns-resolver-unreachable',
    cause: 'dns-resolver-unreachable',
    title: "Nothing listens at nginx's resolver, which is that of Docker",
    needs: ['nginx'],
    shows: {
      status: [502],
      log: /send\(\) failed \(111: Connection refused\) while resolving, resolver: 127\.0\.0\.11:53/,
    },
    up: box => atEachRequest(box, {}, { resolver: '127.0.0.11' }),
  },
  {
    id: 'dns-no-resolver-defined',
    cause: 'dns-no-resolver-defined',
    title: 'A variable names the upstream, and nginx has no resolver',
    needs: [...own],
    fix: 'ask-own-name-server',
    shows: { status: [502], log: /no resolver defined to resolve shop\.internal/ },
    async up(box) {
      const app = await box.app(apps.hello)
      await startDns(box, { names: { 'shop.internal': ['127.0.0.1'] } }, { port: 53 })
      const names = ownNames(box, { resolvConf: 'nameserver 127.0.0.1\n' })
      const nginx = await box.nginx({
        within: names.within,
        location: `set $shop shop.internal; proxy_pass http://$shop:${app.port};`,
      })
      return { url: nginx.url, errorLog: nginx.errorLog, wrap: names.inside(nginx.pid) }
    },
  },
  {
    id: 'nginx-resolver-ignores-hosts-file',
    cause: 'nginx-resolver-ignores-hosts-file',
    title: "The name stands in /etc/hosts, which nginx's resolver does not read",
    needs: [...own],
    fix: 'name-without-variable',
    shows: { status: [502], log: /shop\.internal could not be resolved \(3: Host not found\)/ },
    async up(box) {
      const app = await box.app(apps.hello)
      const dns = await startDns(box)
      const names = ownNames(box, { hosts: '127.0.0.1 localhost\n127.0.0.1 shop.internal\n' })
      const nginx = await box.nginx({
        within: names.within,
        server: `resolver 127.0.0.1:${dns.port} valid=1s; resolver_timeout 1s; set $shop shop.internal;`,
        location: `proxy_pass http://$shop:${app.port};`,
      })
      return { url: nginx.url, errorLog: nginx.errorLog, wrap: names.inside(nginx.pid) }
    },
  },
]
