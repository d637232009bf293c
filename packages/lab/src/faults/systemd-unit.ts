import type { Box } from '../box/box.ts'
import type { Machine } from '../box/machine.ts'
import { probe } from '../run/probe.ts'
import { apps } from './apps.ts'
import type { Shows } from './fault.ts'

/** Where administrators put units. */
export const folder = '/etc/systemd/system'
const errorLog = '/var/log/nginx/error.log'

/** A unit and what happens to it; the sound one runs a Node application on port 3000. */
export interface Unit {
  id: string
  cause: string
  title: string
  fix?: string
  /** Changes to the sound unit's text. */
  exec?: string
  directory?: string
  environment?: string
  /** The port that nginx forwards to; 3000 unless said. */
  port?: number
  extra?: string
  script?: string
  isEnabled?: boolean
  isMasked?: boolean
  /** Further files of the machine. */
  files?: Record<string, string>
  /** Runs once the unit has been enabled. */
  after?: (machine: Machine) => Promise<unknown>
  /** Requests that provoke it. */
  paths?: readonly string[]
  /** What `systemctl show` prints once the fault is there. */
  words: readonly string[]
  evidence: RegExp
  shows?: Partial<Shows>
  alone?: boolean
}

/** Boots a machine in which nginx forwards to the unit's application, and brings the unit's fault about. */
export async function inMachine(box: Box, unit: Unit) {
  const machine = await box.machine({
    '/srv/shop/server.cjs': unit.script ?? apps.hello,
    // A mask is a link over the unit's name, so the unit itself then stands where packages put theirs.
    [`${unit.isMasked ? '/usr/lib/systemd/system' : folder}/shop.service`]: unitText(unit),
    '/etc/nginx/sites-enabled/shop': `server {
  listen 80 default_server;
  server_name shop.test;
  location / { proxy_pass http://127.0.0.1:${unit.port ?? 3000}; proxy_read_timeout 2s; }
}
`,
    ...unit.files,
  })
  const url = 'http://127.0.0.1/'
  if (unit.isMasked) await machine.run(['systemctl', 'mask', 'shop.service'])
  if (unit.isEnabled) await machine.run(['systemctl', 'enable', '--now', 'shop.service'])
  await unit.after?.(machine)
  const traffic = async () => {
    for (const path of unit.paths ?? []) await probe(url + path, machine)
  }
  await traffic()
  await machine.untilUnit('shop.service', unit.words)
  return { url, errorLog, wrap: machine.wrap, evidence: () => machine.evidence('shop.service') }
}

/** The text of the unit with its changes. */
export function unitText({
  exec = '/usr/bin/node /srv/shop/server.cjs',
  directory = '/srv/shop',
  environment = 'Environment=PORT=3000 HOST=127.0.0.1',
  extra = 'Restart=on-failure',
}: Pick<Unit, 'exec' | 'directory' | 'environment' | 'extra'>): string {
  return `[Unit]
Description=The shop
After=network.target

[Service]
ExecStart=${exec}
WorkingDirectory=${directory}
${environment}
${extra}

[Install]
WantedBy=multi-user.target
`
}
