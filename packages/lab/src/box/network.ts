import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { canIsolate } from '../faults/why-not.ts'

/** A network that only one box uses, or the machine's own where none can be made. */
export interface Network {
  /** The command as it must be started to run in it. */
  wrap(argv: readonly string[]): string[]
  remove(): void
}

const folder = '/run/netns'
let count = 0

/** Makes a network namespace with nothing but loopback; without root the machine's own network is shared. */
export function openNetwork(): Network {
  if (!canIsolate()) return { wrap: argv => [...argv], remove: () => {} }
  if (count === 0) removeLeftovers()
  const name = `runbook-lab-${process.pid}-${++count}`
  execFileSync('ip', ['netns', 'add', name])
  const path = `${folder}/${name}`
  // Not "ip netns exec", which mounts another /sys and so hides the control groups.
  const wrap = (argv: readonly string[]) => ['nsenter', `--net=${path}`, '--', ...argv]
  const [program = '', ...args] = wrap(['ip', 'link', 'set', 'lo', 'up'])
  execFileSync(program, args)
  return {
    wrap,
    remove() {
      if (existsSync(path)) execFileSync('ip', ['netns', 'del', name])
    },
  }
}

/** Namespaces of test runs that were killed. */
function removeLeftovers(): void {
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const owner = /^runbook-lab-(\d+)-/.exec(name)?.[1]
    if (owner !== undefined && !existsSync(`/proc/${owner}`)) execFileSync('ip', ['netns', 'del', name])
  }
}
