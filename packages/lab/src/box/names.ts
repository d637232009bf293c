import { canUnshare } from '../faults/why-not.ts'
import type { Box } from './box.ts'

/** Files of /etc that processes of a box see in the place of this machine's. */
interface Names {
  hosts?: string
  resolvConf?: string
}

/** A program that starts nginx where /etc/hosts and /etc/resolv.conf are others, and the way in for a session. */
export function ownNames(box: Box, { hosts, resolvConf }: Names) {
  if (!canUnshare()) throw new Error('this machine does not allow mount namespaces')
  const files = [
    ...(hosts === undefined ? [] : [[box.write('etc/hosts', hosts), '/etc/hosts']]),
    ...(resolvConf === undefined ? [] : [[box.write('etc/resolv.conf', resolvConf), '/etc/resolv.conf']]),
  ]
  const mounts = files.map(([own, place]) => `mount --bind ${own} ${place}`).join(' && ')
  return {
    within: ['unshare', '-m', 'sh', '-c', `${mounts} && exec "$@"`, 'sh'],
    inside: (pid: number) => (argv: readonly string[]) => ['nsenter', '-t', String(pid), '-m', '-n', '--', ...argv],
  }
}
