import { apps } from './apps.ts'
import type { Fault, Shows } from './fault.ts'
import { runUnits } from './systemd-run.ts'
import { startUnits } from './systemd-start.ts'
import { folder, inMachine, type Unit } from './systemd-unit.ts'

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
    after: machine => machine.run(['systemctl', 'stop', 'shop.service']),
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
export const systemdFaults: Fault[] = [...units, ...startUnits, ...runUnits].map(unit => ({
  id: unit.id,
  cause: unit.cause,
  title: unit.title,
  needs: ['systemd-machine'],
  ...(unit.fix ? { fix: unit.fix } : {}),
  ...(unit.alone ? { alone: true } : {}),
  config: [folder, '/etc/nginx', '/srv'],
  shows: { status: [502], log: /111: Connection refused/, evidence: unit.evidence, ...unit.shows } satisfies Shows,
  up: box => inMachine(box, unit),
}))
