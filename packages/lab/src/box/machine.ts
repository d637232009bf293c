import { execFile, execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { until } from '@runbook/stack'
import { machineNoise } from '../noise/machine.ts'
import { command, repository } from '../run/command.ts'
import type { Box, Child } from './box.ts'
import { goldenRoot } from './golden.ts'
import { isAlive } from './processes.ts'

const run = promisify(execFile)
const cgroups = '/sys/fs/cgroup'

/** What of this checkout is to be seen inside, and where. */
const shared: Record<string, string> = {
  [process.execPath]: '/opt/node',
  [dirname(command)]: '/opt/command',
  [repository]: '/opt/runbook',
}

/** A booted throw-away Debian with systemd, its own network and its own root folder. */
export interface Machine {
  /** Runs a command inside and returns what it printed, whatever its exit code. */
  run(argv: readonly string[]): Promise<string>
  /** The command as it must be started from outside; paths of the checkout become those inside. */
  wrap(argv: readonly string[]): string[]
  /** Waits until `systemctl show` of a unit prints all of these words. */
  untilUnit(unit: string, words: readonly string[]): Promise<void>
  /** Waits until a command inside prints what fits. */
  untilPrints(argv: readonly string[], fits: RegExp, withinMs?: number): Promise<void>
  /** Waits until something inside listens on a TCP port. */
  untilListening(port: number, withinMs?: number): Promise<void>
  /** Writes a file inside. */
  write(path: string, text: string): void
  /** What `systemctl show` and the journal say of a unit. */
  evidence(unit: string): Promise<string>
}

/** Boots a machine whose root folder holds these files besides Debian's; a path ending in `*` makes the file executable. */
export async function startMachine(box: Box, files: Record<string, string>): Promise<Machine> {
  const golden = goldenRoot()
  const name = `rl${randomBytes(4).toString('hex')}`
  const root = mountRoot(box, golden)
  const noise = machineNoise(box, files)
  for (const [path, text] of Object.entries({ ...files, ...noise.files })) writeInside(root, path, text)
  const groups = makeGroups(box, name)
  const child = boot(box, name, root, groups)
  const leader = await findLeader(child)
  const wrap = (argv: readonly string[]) => [
    ...['nsenter', '-t', String(leader), '-m', '-u', '-i', '-n', '-p', '-C', '--'],
    ...argv.map(inside),
  ]
  box.defer(() => end(child, leader))
  await until(`the machine ${name} has booted`, async () => {
    const state = await output(wrap(['systemctl', 'is-system-running', '--wait']))
    return /running|degraded/.test(state)
  })
  await noise.begin(argv => output(wrap(argv)))

  const show = (unit: string) =>
    output(
      wrap(['systemctl', 'show', unit, '-p', 'LoadState,ActiveState,UnitFileState,Result,ExecMainStatus,NRestarts']),
    )
  const untilPrints = (argv: readonly string[], fits: RegExp, withinMs?: number) =>
    until(`${argv.join(' ')} prints ${fits}`, async () => fits.test(await output(wrap(argv))), withinMs)
  return {
    run: argv => output(wrap(argv)),
    wrap,
    untilPrints,
    untilListening: (port, withinMs) => untilPrints(['ss', '-Hltn', `sport = :${port}`], /LISTEN/, withinMs),
    write: (path, text) => writeInside(root, path, text),
    async untilUnit(unit, words) {
      await until(`${unit} shows ${words.join(', ')}`, async () => {
        const lines = (await show(unit)).split('\n')
        return words.every(word => lines.includes(word))
      })
    },
    async evidence(unit) {
      return (await show(unit)) + (await output(wrap(['journalctl', '-u', unit, '--no-pager', '-n', '30'])))
    },
  }
}

function mountRoot(box: Box, golden: string): string {
  const base = join(box.folder, 'machine')
  mkdirSync(base)
  // A tmpfs, since an overlay cannot take its upper layer from another overlay.
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=512m', 'runbook-lab', base])
  box.defer(() => execFileSync('umount', [base]))
  const [upper, work, root] = ['upper', 'work', 'root'].map(part => join(base, part)) as [string, string, string]
  for (const folder of [upper, work, root]) mkdirSync(folder)
  execFileSync('mount', [
    '-t',
    'overlay',
    'overlay',
    '-o',
    `lowerdir=${golden},upperdir=${upper},workdir=${work}`,
    root,
  ])
  box.defer(() => execFileSync('umount', [root]))
  return root
}

function writeInside(root: string, path: string, text: string): void {
  const file = join(root, path.replace(/\*$/, ''))
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  if (path.endsWith('*')) chmodSync(file, 0o755)
}

/** Makes a group for the machine below every controller, so that its systemd never touches the host's own groups. */
function makeGroups(box: Box, name: string): string[] {
  const isUnified = existsSync(join(cgroups, 'cgroup.controllers'))
  const parents = isUnified ? [cgroups] : readdirSync(cgroups).map(controller => join(cgroups, controller))
  const groups = parents.filter(parent => existsSync(join(parent, 'cgroup.procs'))).map(parent => join(parent, name))
  for (const group of groups) {
    mkdirSync(group)
    box.defer(() => removeGroup(group))
    // A cpuset takes no process before it has processors and memory.
    for (const file of ['cpuset.cpus', 'cpuset.mems']) {
      if (isUnified || !existsSync(join(group, file))) continue
      writeFileSync(join(group, file), readFileSync(join(dirname(group), file)))
    }
  }
  return groups
}

function boot(box: Box, name: string, root: string, groups: readonly string[]): Child {
  const binds = Object.entries(shared)
    .filter(([outside]) => existsSync(outside))
    .map(([outside, within]) => `--bind-ro=${outside}:${within}`)
  const spawn = [
    ...[
      'systemd-nspawn',
      '--quiet',
      '-D',
      root,
      '--register=no',
      '--keep-unit',
      `--machine=${name}`,
      '--private-network',
    ],
    ...['--kill-signal=SIGRTMIN+3', '--link-journal=no', ...binds, '/sbin/labinit'],
  ]
  const script = 'n=$1; shift; while [ "$n" -gt 0 ]; do echo $$ >"$1/cgroup.procs"; shift; n=$((n-1)); done; exec "$@"'
  const argv = ['sh', '-c', script, 'boot', String(groups.length), ...groups, ...spawn]
  return box.start(argv, { log: join(box.folder, 'console.log') })
}

async function findLeader(child: Child): Promise<number> {
  let leader = 0
  await until('systemd starts in the machine', () => {
    const children = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ').map(Number)
    leader = children.find(pid => pid > 0 && readFileSync(`/proc/${pid}/comm`, 'utf8') === 'systemd\n') ?? 0
    return leader > 0
  })
  return leader
}

function inside(word: string): string {
  const found = Object.entries(shared).find(([outside]) => word === outside || word.startsWith(`${outside}/`))
  return found ? found[1] + word.slice(found[0].length) : word
}

async function output(argv: readonly string[]): Promise<string> {
  const [program = '', ...args] = argv
  const result = await run(program, args, { timeout: 30_000 }).catch(
    error => error as { stdout?: string; stderr?: string },
  )
  return `${result.stdout ?? ''}${result.stderr ?? ''}`
}

async function end(child: Child, leader: number): Promise<void> {
  // Without its init the kernel ends everything inside, and nspawn cleans up after it.
  if (isAlive(leader)) process.kill(leader, 'SIGKILL')
  await until('the machine is off', () => !isAlive(child.pid))
}

export function removeGroup(group: string): void {
  if (!existsSync(group)) return
  for (const entry of readdirSync(group, { withFileTypes: true })) {
    if (entry.isDirectory()) removeGroup(join(group, entry.name))
  }
  rmdirSync(group)
}
