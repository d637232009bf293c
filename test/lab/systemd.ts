import { apps } from './apps.ts'
import type { Box } from './box/box.ts'
import type { Fault, Shows } from './fault.ts'

const folder = '/etc/systemd/system'
const errorLog = '/var/log/nginx/error.log'

interface Unit {
  id: string
  cause: string
  title: string
  fix?: string
  /** Changes to the sound unit's text. */
  exec?: string
  extra?: string
  script?: string
  isEnabled?: boolean
  isMasked?: boolean
  /** What `systemctl show` prints once the fault is there. */
  words: readonly string[]
  evidence: RegExp
}

const units: Unit[] = [
  {
    id: 'systemd-203-exec',
    cause: 'systemd-203-exec',
    title: "The unit's program does not exist",
    exec: '/opt/node-v18/bin/node /srv/shop/server.cjs',
    isEnabled: true,
    words: ['ActiveState=failed', 'ExecMainStatus=203'],
    evidence: /Failed to locate executable|203\/EXEC/,
  },
  {
    id: 'systemd-start-limit-hit',
    cause: 'systemd-start-limit-hit',
    title: 'The application ends at once without a word, and systemd gave up',
    script: apps.exits,
    extra: 'Restart=always',
    isEnabled: true,
    words: ['ActiveState=failed', 'NRestarts=5'],
    evidence: /Start request repeated too quickly/,
  },
  {
    id: 'systemd-unit-inactive',
    cause: 'systemd-unit-inactive-disabled-masked',
    title: 'The unit is enabled, and someone stopped it',
    fix: 'enable-and-start',
    isEnabled: true,
    words: ['ActiveState=inactive', 'UnitFileState=enabled'],
    evidence: /Stopped/,
  },
  {
    id: 'systemd-unit-disabled',
    cause: 'systemd-unit-inactive-disabled-masked',
    title: 'The unit was never enabled and did not start at boot',
    fix: 'enable-and-start',
    words: ['ActiveState=inactive', 'UnitFileState=disabled'],
    evidence: /UnitFileState=disabled/,
  },
  {
    id: 'systemd-unit-masked',
    cause: 'systemd-unit-inactive-disabled-masked',
    title: 'The unit is masked',
    fix: 'unmask-and-start',
    isMasked: true,
    words: ['ActiveState=inactive', 'LoadState=masked'],
    evidence: /LoadState=masked/,
  },
]

/** systemd does not run the application; each in a machine of its own, with nginx as a unit. */
export const systemdFaults: Fault[] = units.map(unit => ({
  id: unit.id,
  cause: unit.cause,
  title: unit.title,
  needs: ['systemd-machine'],
  ...(unit.fix ? { fix: unit.fix } : {}),
  config: [folder, '/etc/nginx', '/srv'],
  shows: { status: [502], log: /111: Connection refused/, evidence: unit.evidence } satisfies Shows,
  up: box => inMachine(box, unit),
}))

async function inMachine(box: Box, unit: Unit) {
  const machine = await box.machine({
    '/srv/shop/server.cjs': unit.script ?? apps.hello,
    // A mask is a link over the unit's name, so the unit itself then stands where packages put theirs.
    [`${unit.isMasked ? '/usr/lib/systemd/system' : folder}/shop.service`]: unitText(unit),
    '/etc/nginx/sites-enabled/shop': `server {
  listen 80 default_server;
  server_name shop.test;
  location / { proxy_pass http://127.0.0.1:3000; }
}
`,
  })
  if (unit.isMasked) await machine.run(['systemctl', 'mask', 'shop.service'])
  if (unit.isEnabled) await machine.run(['systemctl', 'enable', '--now', 'shop.service'])
  if (unit.words.includes('UnitFileState=enabled')) await machine.run(['systemctl', 'stop', 'shop.service'])
  await machine.untilUnit('shop.service', unit.words)
  return { url: 'http://127.0.0.1/', errorLog, wrap: machine.wrap, evidence: () => machine.evidence('shop.service') }
}

function unitText({ exec = '/usr/bin/node /srv/shop/server.cjs', extra = 'Restart=on-failure' }: Unit): string {
  return `[Unit]
Description=The shop
After=network.target

[Service]
ExecStart=${exec}
WorkingDirectory=/srv/shop
Environment=PORT=3000 HOST=127.0.0.1
${extra}

[Install]
WantedBy=multi-user.target
`
}
