import { execFileSync } from 'node:child_process'
import type { Box } from './box.ts'

/** Runs a command in the box's network and returns what it printed; throws when it fails. */
export function inside({ wrap }: Pick<Box, 'wrap'>, argv: readonly string[]): string {
  const [program = '', ...args] = wrap(argv)
  return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

/** A network namespace beside that of the box, joined to it by a cable: another machine of the same LAN. */
export interface Neighbour {
  /** Its address; the box's is `10.61.0.1`. */
  address: string
  /** The command as it must be started to run there. */
  within(argv: readonly string[]): string[]
}

/** Makes a machine of the LAN `10.61.0.0/24` with the address `10.61.0.2`. */
export function neighbourOf(box: Box): Neighbour {
  const name = `runbook-lab-${process.pid}-lan-${box.folder.slice(-6)}`
  execFileSync('ip', ['netns', 'add', name])
  box.defer(() => execFileSync('ip', ['netns', 'del', name]))
  const within = (argv: readonly string[]) => ['nsenter', `--net=/run/netns/${name}`, '--', ...argv]
  const there = { wrap: within }
  inside(box, ['ip', 'link', 'add', 'lan0', 'type', 'veth', 'peer', 'name', 'lan1', 'netns', name])
  inside(box, ['ip', 'addr', 'add', '10.61.0.1/24', 'dev', 'lan0'])
  inside(box, ['ip', 'link', 'set', 'lan0', 'up'])
  inside(there, ['ip', 'addr', 'add', '10.61.0.2/24', 'dev', 'lan1'])
  for (const device of ['lo', 'lan1']) inside(there, ['ip', 'link', 'set', device, 'up'])
  return { address: '10.61.0.2', within }
}
