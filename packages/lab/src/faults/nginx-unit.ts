import { serve } from '@runbook/stack'
import type { Box } from '../box/box.ts'
import type { Machine } from '../box/machine.ts'
import { apps, hello } from './apps.ts'
import type { Fault } from './fault.ts'

const errorLog = '/var/log/nginx/error.log'
const url = 'http://127.0.0.1/'
const site = `server {
  listen 80 default_server;
  server_name shop.test;
  location / { proxy_pass http://127.0.0.1:3000; }
}
`

/** nginx as Debian packages it, a unit of a machine with systemd, and it does not run. */
export const nginxUnitFaults: Fault[] = [
  {
    id: 'nginx-stopped',
    cause: 'nginx-port-in-use-or-down',
    title: 'Someone stopped nginx',
    needs: ['systemd-machine'],
    fix: 'start-nginx',
    config: ['/etc/nginx', '/etc/systemd/system'],
    shows: { status: 'refused', evidence: /ActiveState=inactive/ },
    async up(box) {
      const machine = await boot(box)
      await machine.run(['systemctl', 'stop', 'nginx.service'])
      return upOf(machine)
    },
  },
  {
    id: 'nginx-port-in-use',
    cause: 'nginx-port-in-use-or-down',
    title: 'An old service took port 80 at boot, so that nginx could not start; it answers 503',
    needs: ['systemd-machine'],
    fix: 'free-port',
    config: ['/etc/nginx', '/etc/systemd/system'],
    shows: { status: [503], evidence: /bind\(\) to 0\.0\.0\.0:80 failed \(98: / },
    async up(box) {
      const machine = await boot(box, { '/srv/old/server.cjs': serve(`response.statusCode = 503\n${hello}`) })
      await machine.run(['systemctl', 'stop', 'nginx.service'])
      await machine.run(['systemctl', 'start', 'old-site.service'])
      await machine.run(['sh', '-c', 'until ss -Hltn | grep -q ":80 "; do sleep 0.1; done'])
      await machine.run(['systemctl', 'start', 'nginx.service'])
      await machine.untilUnit('nginx.service', ['ActiveState=failed'])
      return upOf(machine)
    },
  },
  {
    id: 'nginx-unit-config-invalid',
    cause: 'nginx-config-invalid-not-running',
    title: 'A missing brace kept nginx from starting again',
    needs: ['systemd-machine'],
    config: ['/etc/nginx', '/etc/systemd/system'],
    shows: { status: 'refused', evidence: /unexpected end of file/ },
    async up(box) {
      const machine = await boot(box, { '/etc/nginx/conf.d/90-new.conf': 'server { listen 8080;\n' })
      await machine.untilUnit('nginx.service', ['ActiveState=failed'])
      return upOf(machine)
    },
  },
]

async function boot(box: Box, files: Record<string, string> = {}): Promise<Machine> {
  const machine = await box.machine({
    '/srv/shop/server.cjs': apps.hello,
    '/etc/systemd/system/shop.service': unit('/srv/shop/server.cjs', 'PORT=3000 HOST=127.0.0.1'),
    '/etc/systemd/system/old-site.service': unit('/srv/old/server.cjs', 'PORT=80 HOST=0.0.0.0'),
    '/etc/nginx/sites-enabled/shop': site,
    ...files,
  })
  await machine.run(['systemctl', 'start', 'shop.service'])
  return machine
}

function upOf(machine: Machine) {
  return { url, errorLog, wrap: machine.wrap, evidence: () => machine.evidence('nginx.service') }
}

function unit(script: string, environment: string): string {
  return `[Service]
ExecStart=/usr/bin/node ${script}
Environment=${environment}
Restart=on-failure
`
}
