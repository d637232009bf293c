import { until } from '@runbook/stack'
import type { Box } from '../box/box.ts'
import { apps } from '../faults/apps.ts'
import type { BoxNoise } from './kinds.ts'
import { errorMessages, minutesAgo, noise, otherKind } from './old-errors.ts'
import { neighbour, otherHost } from './other-server.ts'

const errorLog = '/var/log/nginx/error.log'
const site = '/etc/nginx/sites-enabled/zz-other'
const units = '/etc/systemd/system'

interface MachineNoise {
  /** What the machine's root folder holds besides. */
  files: Record<string, string>
  /** Begins what goes on besides, once the machine has booted. */
  begin(run: (argv: readonly string[]) => Promise<string>): Promise<void>
}

/** What the box's noise adds to a machine; what concerns nginx only where the machine has a site of it. */
export function machineNoise(box: Box, files: Record<string, string>): MachineNoise {
  if (!box.noise) return none
  const { id } = box.noise
  if (id === 'failed-unit') return withUnit('newsletter', '/bin/false', untilFailed)
  const front = Object.entries(files).find(([path]) => path.startsWith('/etc/nginx/'))?.[1]
  if (front === undefined) return none
  // The address of the front, since a sandbox may allow no other.
  const listen = /listen\s+([^\s;]+)/.exec(front)?.[1] ?? '80'
  if (id === 'old-errors' || id === 'rotated-logs') return withOldErrors(box.noise)
  if (id === 'healthy-neighbour') return withNeighbour(listen)
  if (id === 'other-server-failing') return withFailing(box.noise, listen)
  return none
}

const none: MachineNoise = { files: {}, begin: async () => {} }

function withUnit(name: string, exec: string, begin: MachineNoise['begin']): MachineNoise {
  const text = `[Unit]
Description=${name}

[Service]
ExecStart=${exec}
Environment=PORT=4100 HOST=127.0.0.1
`
  const start: MachineNoise['begin'] = async run => {
    await run(['systemctl', 'start', `${name}.service`])
    await begin(run)
  }
  return { files: { [`${units}/${name}.service`]: text }, begin: start }
}

function withOldErrors(own: BoxNoise): MachineNoise {
  const lines = noise({ kind: otherKind(own), until: minutesAgo(own.minutesAgo), count: 40, host: '127.0.0.1' })
  return { files: { [`${errorLog}${own.id === 'rotated-logs' ? '.1' : ''}`]: lines }, begin: async () => {} }
}

function withNeighbour(listen: string): MachineNoise {
  const unit = withUnit('journal', '/usr/bin/node /srv/journal/server.cjs', async () => {})
  const server = siteOf(neighbour, listen, 'http://127.0.0.1:4100')
  return { ...unit, files: { ...unit.files, '/srv/journal/server.cjs': apps.hello, [site]: server } }
}

function withFailing(own: BoxNoise, listen: string): MachineNoise {
  const target = own.isOther(errorMessages.refused) ? 'http://127.0.0.1:4100' : 'http://unix:/run/api/api.sock'
  const script = 'while :; do curl -s -o /dev/null -m 5 -H "Host: $0" http://127.0.0.1/; sleep 0.3; done'
  return {
    files: { [site]: siteOf(otherHost, listen, target) },
    async begin(run) {
      await run(['systemd-run', '--unit=api-client', 'sh', '-c', script, otherHost])
    },
  }
}

function siteOf(name: string, listen: string, target: string): string {
  return `server {
  listen ${listen};
  server_name ${name};
  location / { proxy_pass ${target}; }
}
`
}

async function untilFailed(run: (argv: readonly string[]) => Promise<string>): Promise<void> {
  await until('the unrelated unit has failed', async () => {
    return (await run(['systemctl', 'is-failed', 'newsletter.service'])).trim() === 'failed'
  })
}
