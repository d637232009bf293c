import { existsSync, mkdirSync, realpathSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import type { Box } from '../box/box.ts'
import { findPm2 } from '../box/pm2.ts'
import { canUnshare, whyNot } from '../faults/why-not.ts'
import { command, run } from './command.ts'

/** What may stand in a session's way. Each turns a command into one that meets it. */
type Wrap = (argv: readonly string[]) => string[]

/** In a mount namespace of its own, each folder becomes one of links to all that it held but the hidden programs. */
const hideScript = `set -e
store=$1; hidden=$2; shift 2
own=$PATH; count=0
while [ "$1" != -- ]; do
  count=$((count + 1)); kept=$store/$count
  mkdir -p "$kept"; mount --bind "$1" "$kept"; mount -t tmpfs runbook-lab "$1"
  PATH=$kept:$PATH
  find "$kept" -mindepth 1 -maxdepth 1 -exec ln -s -t "$1" {} +
  for name in $hidden; do rm -f "$1/$name"; done
  shift
done
shift
PATH=$own
exec "$@"`

/** Programs that are not installed, as far as the command can see. */
export function without(box: Box, wrap: Wrap, hidden: readonly string[]): Wrap {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...systemFolders, dirname(findPm2() ?? '/nowhere/pm2')]
  const holding = folders
    .filter(folder => hidden.some(name => existsSync(join(folder, name))))
    .map(f => realpathSync(f))
  const script = ['unshare', '-m', 'sh', '-c', hideScript, 'sh', join(box.folder, 'hidden'), hidden.join(' ')]
  return argv => wrap([...script, ...new Set(holding), '--', ...argv])
}

const systemFolders = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin']

/** The user nobody runs it, with a state folder that nobody may write: the second value. */
export function asNobody(box: Box, wrap: Wrap): { wrap: Wrap; env: Record<string, string> } {
  const home = join(box.folder, 'nobody')
  mkdirSync(home)
  const own = ['setpriv', '--reuid=nobody', '--regid=nogroup', '--clear-groups', '--']
  const give = ['sh', '-c', 'chown nobody: "$1" && shift && exec "$@"', 'sh', home]
  return { wrap: argv => wrap([...give, ...own, ...argv]), env: { HOME: home, XDG_STATE_HOME: join(home, 'state') } }
}

/** A search path on which the program comes first as one that never ends. */
export function withHanging(box: Box, name: string): Record<string, string> {
  box.write(`hanging/${name}`, '#!/bin/sh\nsleep infinity &\nsleep infinity\n', 0o755)
  return { PATH: [join(box.folder, 'hanging'), process.env.PATH].join(delimiter) }
}

/** Why programs cannot be hidden here, or undefined. */
export function whyNotHidden(): string | undefined {
  return whyNot({ needs: ['root'] }) ?? (canUnshare('-m') ? undefined : 'no mount namespaces')
}

/** Why the command cannot be run as nobody here, or undefined. */
export async function whyNotNobody(): Promise<string | undefined> {
  const reason = whyNot({ needs: ['root'] })
  if (reason) return reason
  const own = ['setpriv', '--reuid=nobody', '--regid=nogroup', '--clear-groups', '--', process.execPath, command]
  const ended = await run([...own, '--version'])
  return ended.code === 0 ? undefined : 'the user nobody may not read this checkout'
}
