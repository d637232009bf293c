import { serve, until } from '@runbook/stack'
import type { Box } from '../box/box.ts'
import { type Docker, startDocker } from '../box/docker.ts'
import { probe } from '../run/probe.ts'
import { apps, hello } from './apps.ts'
import { evidenceOf } from './docker.ts'
import type { Fault } from './fault.ts'

type Row = Pick<Fault, 'id' | 'cause' | 'title' | 'fix' | 'shows'> & {
  up(docker: Docker, box: Box): Promise<unknown>
}

const resolver = 'resolver 127.0.0.11 valid=1s ipv6=off; resolver_timeout 1s;'
const atRunTime = 'set $shop http://shop:3000; proxy_pass $shop;'
const proxied = { network: 'front', publish: ['8080:80'] }

/** nginx runs in the container `proxy`, which publishes port 8080; the application is another container, `shop`. */
const rows: Row[] = [
  {
    id: 'docker-localhost-in-proxy',
    cause: 'docker-localhost-inside-proxy-container',
    title: 'The proxy container asks 127.0.0.1, which is itself; the application is another container',
    shows: { status: [502], evidence: /111: Connection refused.*upstream: "http:\/\/127\.0\.0\.1:3000/ },
    async up(docker) {
      await docker.app('shop', apps.hello, { network: 'front' })
      await docker.untilListening('shop')
      await docker.nginx('proxy', 'proxy_pass http://127.0.0.1:3000;', proxied)
    },
  },
  {
    id: 'docker-app-on-loopback-behind-proxy',
    cause: 'docker-app-bound-to-loopback',
    title: 'The application listens on 127.0.0.1 within its container, where the proxy container cannot reach it',
    shows: { status: [502], evidence: /111: Connection refused/ },
    async up(docker) {
      await docker.app('shop', apps.hello, { network: 'front', env: { HOST: '127.0.0.1' } })
      await docker.untilListening('shop')
      await docker.nginx('proxy', 'proxy_pass http://shop:3000;', proxied)
    },
  },
  {
    id: 'docker-app-stopped-behind-proxy',
    cause: 'docker-container-exited-restarting-unhealthy',
    title: 'The application container behind the proxy container was stopped',
    shows: { status: [502, 504], evidence: /113: |110: |111: / },
    async up(docker) {
      await docker.app('shop', apps.hello, { network: 'front', options: ['--ip', '10.89.1.10'] })
      await docker.nginx('proxy', 'proxy_pass http://shop:3000;', proxied)
      await docker.run('stop', '-t', '1', 'shop')
    },
  },
  {
    id: 'docker-different-networks',
    cause: 'docker-different-networks',
    title: 'The two containers share no network, so that the name does not resolve at run time',
    fix: 'connect-network',
    shows: { status: [502], evidence: /shop could not be resolved \(3: Host not found\)/ },
    async up(docker) {
      await docker.run('network', 'create', 'back')
      await docker.app('shop', apps.hello, { network: 'back' })
      await docker.nginx('proxy', atRunTime, { ...proxied, http: resolver })
    },
  },
  {
    id: 'docker-different-networks-at-start',
    cause: 'docker-different-networks',
    title: 'The two containers share no network, so that the proxy could not start',
    fix: 'connect-and-start',
    shows: { status: 'refused', evidence: /host not found in upstream "shop"/ },
    async up(docker) {
      await docker.run('network', 'create', 'back')
      await docker.app('shop', apps.hello, { network: 'back' })
      await docker.nginx('proxy', 'proxy_pass http://shop:3000;', proxied)
      await docker.untilShows('proxy', '{{.State.Status}}', /exited/)
    },
  },
  {
    id: 'docker-default-bridge',
    cause: 'docker-default-bridge-no-dns',
    title: 'Both containers are on the default bridge, which has no name server',
    shows: { status: 'refused', evidence: /host not found in upstream "shop"/ },
    async up(docker) {
      await docker.app('shop', apps.hello)
      await docker.nginx('proxy', 'proxy_pass http://shop:3000;', { publish: ['8080:80'] })
      await docker.untilShows('proxy', '{{.State.Status}}', /exited/)
    },
  },
  {
    id: 'docker-default-bridge-resolver',
    cause: 'docker-default-bridge-no-dns',
    title: "The proxy container is on the default bridge and asks Docker's name server, which is not there",
    shows: { status: [502], evidence: /resolver: 127\.0\.0\.11:53|could not be resolved/ },
    async up(docker) {
      await docker.app('shop', apps.hello)
      await docker.nginx('proxy', atRunTime, { publish: ['8080:80'], http: resolver })
    },
  },
  {
    id: 'docker-proxy-started-first',
    cause: 'docker-nginx-starts-before-app',
    title: 'The proxy container started before the application was there, and gave up',
    fix: 'start-front',
    shows: { status: 'refused', evidence: /host not found in upstream "shop"/ },
    async up(docker) {
      await docker.nginx('proxy', 'proxy_pass http://shop:3000;', proxied)
      await docker.untilShows('proxy', '{{.State.Status}}', /exited/)
      await docker.app('shop', apps.hello, { network: 'front' })
      await docker.untilListening('shop')
    },
  },
  {
    id: 'docker-stale-container-ip',
    cause: 'docker-stale-container-ip',
    title: 'The application container was made anew with another address; the proxy still asks the old one',
    shows: { status: [502, 504], evidence: /113: No route to host|110: |111: / },
    async up(docker) {
      await docker.app('shop', apps.hello, { network: 'front' })
      await docker.nginx('proxy', 'proxy_pass http://shop:3000;', proxied)
      await docker.run('rm', '-f', 'shop')
      await docker.container('cache', { network: 'front', command: ['sleep', '600'] })
      await docker.app('shop', apps.hello, { network: 'front' })
      await docker.untilListening('shop')
    },
  },
  {
    id: 'docker-forward-dropped',
    cause: 'docker-host-firewall-forward-drop',
    title: "A firewall emptied Docker's forwarding rules, and the policy drops the rest",
    shows: { status: [504], evidence: /110: .*while connecting to upstream/ },
    async up(docker) {
      await docker.app('shop', apps.hello, { network: 'front' })
      await docker.untilListening('shop')
      await docker.nginx('proxy', 'proxy_pass http://shop:3000;', proxied)
      await docker.output(['iptables', '-P', 'FORWARD', 'DROP'])
      await docker.output(['iptables', '-F', 'FORWARD'])
    },
  },
  {
    id: 'docker-mtu',
    cause: 'docker-mtu',
    title: 'The link between the containers takes smaller packets than the containers believe',
    shows: { status: [504], evidence: /110: .*while reading response header/ },
    async up(docker) {
      // One packet, as larger answers leave the container unsegmented and would pass.
      await docker.app('shop', serve(`response.setHeader('set-cookie', 'x'.repeat(1200))\n${hello}`), {
        network: 'front',
      })
      await docker.nginx('proxy', 'proxy_pass http://shop:3000;', proxied)
      const links = await docker.output(['ip', '-o', 'link', 'show', 'type', 'veth'])
      for (const [, link = ''] of links.matchAll(/^\d+: ([^@]+)@/gm)) {
        await docker.output(['ip', 'link', 'set', link, 'mtu', '1300'])
      }
    },
  },
  {
    id: 'healthy-docker',
    cause: 'healthy',
    title: 'All is well in two containers; a third one ended with an error',
    shows: { status: [200], evidence: /"GET \/ HTTP\/1\.1" 200/ },
    async up(docker) {
      await docker.container('migrate', { network: 'front', command: ['sh', '-c', 'exit 1'] })
      await docker.app('shop', apps.hello, { network: 'front' })
      await docker.nginx('proxy', 'proxy_pass http://shop:3000;', proxied)
      await until('the shop answers', async () => (await probe('http://127.0.0.1:8080/', docker)) === 200)
    },
  },
]

/** The faults of a proxy that is a container itself, and a healthy pair. */
export const dockerProxyFaults: Fault[] = rows.map(({ up, ...fault }) => ({
  ...fault,
  needs: ['docker'],
  async up(box) {
    const docker = await startDocker(box)
    await docker.run('network', 'create', '--subnet', '10.89.1.0/24', 'front')
    await up(docker, box)
    const url = 'http://127.0.0.1:8080/'
    return {
      url,
      wrap: docker.wrap,
      traffic: () => probe(url, docker),
      evidence: async () => (await evidenceOf(docker, 'shop')) + (await docker.output(['docker', 'logs', 'proxy'])),
    }
  },
}))
