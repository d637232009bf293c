import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { until } from '@runbook/stack'
import type { Box, Child } from './box.ts'
import { startEmptyDns } from './dns.ts'
import { imageFile } from './docker-image.ts'
import { removeGroup } from './machine.ts'

const run = promisify(execFile)
const cgroups = '/sys/fs/cgroup'
/** The machine's address on Docker's default bridge, where its containers' questions for names go. */
const bridge = '10.89.0.1'

/**
 * Where the daemon lives: its own /run for socket and state, and everything that it stores in memory. As the first
 * process of its namespace the shell takes everything along when it ends.
 */
const script = `set -e
mount -t tmpfs runbook-lab /run
mkdir /run/lock
"$@" >"$BOX/dockerd.log" 2>&1 &
wait`

/** A Docker daemon of a box, in namespaces of its own, with one image: `lab`. */
export interface Docker {
  /** Runs `docker` inside and returns what it printed; throws when it fails. */
  run(...args: readonly string[]): Promise<string>
  /** Runs any program inside, whatever its exit code. */
  output(argv: readonly string[]): Promise<string>
  /** The command as it must be started to run beside the daemon. */
  wrap(argv: readonly string[]): string[]
  /** What a program of the box is started with to be there too, where the box's own network is entered already. */
  readonly within: readonly string[]
  /** Starts a container from the image. */
  container(name: string, options: ContainerOptions): Promise<void>
  /** Starts a container with a Node application that reads PORT and HOST. */
  app(name: string, source: string, options?: ContainerOptions): Promise<void>
  /** Starts a container with nginx and waits until it listens or has given up; `location` is the content of its only location. */
  nginx(name: string, location: string, options?: ContainerOptions & { http?: string }): Promise<void>
  /** What `ss` shows of the listening sockets in the container's network; empty when it does not run. */
  listeners(name: string): Promise<string>
  /** Waits until a program listens in the container's network, besides Docker's own name server. */
  untilListening(name: string): Promise<void>
  /** Waits until `docker inspect` prints this for a format. */
  untilShows(name: string, format: string, text: RegExp): Promise<void>
}

interface ContainerOptions {
  network?: string
  publish?: readonly string[]
  env?: Record<string, string>
  /** More options of `docker run`. */
  options?: readonly string[]
  command?: readonly string[]
}

/** Starts a daemon (about 2 s with its image), which ends with the box. */
export async function startDocker(box: Box): Promise<Docker> {
  const image = imageFile()
  removeLeftovers()
  const group = `runbook-lab-${process.pid}-${randomBytes(4).toString('hex')}`
  // The kernel takes a moment to empty a namespace whose first process is gone.
  box.defer(() => {
    for (const path of groupsOf(group)) thaw(path)
    return until(`the control groups of ${group} are empty`, () => groupsOf(group).every(isRemoved))
  })
  const child = box.start(
    ['unshare', '-m', '-p', '-f', '--mount-proc', '--kill-child', 'sh', '-c', script, 'init', ...daemon(group)],
    {
      log: join(box.folder, 'docker.log'),
      env: { BOX: box.folder },
    },
  )
  const within = ['nsenter', '-t', String(await firstOf(child)), '-m', '-p', '--']
  const wrap = (argv: readonly string[]) => box.wrap([...within, ...argv])
  const output = (argv: readonly string[]) => outputOf(wrap(argv))
  const pidOf = async (name: string) => Number(await output(['docker', 'inspect', '-f', '{{.State.Pid}}', name]))
  const docker: Docker = {
    wrap,
    within,
    output,
    async run(...args) {
      const [program = '', ...rest] = wrap(['docker', ...args])
      return (await run(program, rest, { timeout: 30_000 })).stdout
    },
    async container(name, { network, publish = [], env = {}, options = [], command = [] }) {
      await docker.run(
        ...['run', '-d', '--name', name, '--stop-timeout', '1'],
        ...(network ? ['--network', network] : []),
        ...publish.flatMap(port => ['-p', port]),
        ...Object.entries(env).flatMap(([key, value]) => ['-e', `${key}=${value}`]),
        ...options,
        'lab',
        ...command,
      )
    },
    app(name, source, options = {}) {
      const file = box.write(`${name}/server.cjs`, source)
      return docker.container(name, {
        command: ['node', '/srv/server.cjs'],
        ...options,
        env: { PORT: '3000', HOST: '0.0.0.0', ...options.env },
        options: [
          '-v',
          `${process.execPath}:/bin/node:ro`,
          '-v',
          `${file}:/srv/server.cjs:ro`,
          ...(options.options ?? []),
        ],
      })
    },
    async nginx(name, location, options = {}) {
      const file = box.write(`${name}/nginx.conf`, configure(location, options.http))
      await docker.container(name, {
        command: ['nginx', '-g', 'daemon off;'],
        ...options,
        options: ['-v', `${file}:/etc/nginx/nginx.conf:ro`, ...(options.options ?? [])],
      })
      await until(`nginx in ${name} listens or has given up`, async () => {
        const pid = await pidOf(name)
        return pid === 0 || /:80 /.test(await docker.listeners(name))
      })
    },
    async listeners(name) {
      const pid = await pidOf(name)
      return pid > 0 ? output(['nsenter', '-t', String(pid), '-n', 'ss', '-Hltn']) : ''
    },
    untilListening: name =>
      until(`a program listens in ${name}`, async () =>
        /:\d+ /.test((await docker.listeners(name)).replaceAll('127.0.0.11:', '')),
      ),
    untilShows: (name, format, text) =>
      until(`${name} shows ${text}`, async () => text.test(await output(['docker', 'inspect', '-f', format, name]))),
  }
  await until(`dockerd answers (${box.folder}/dockerd.log)`, async () => {
    if (child.process.exitCode !== null)
      throw new Error(`dockerd ended: ${readFileSync(join(box.folder, 'dockerd.log'), 'utf8')}`)
    return /^\d/.test(await output(['docker', 'version', '--format', '{{.Server.Version}}']))
  })
  // On the bridge's own address, since an answer must come from where the question went.
  await startEmptyDns(box, { port: 53, host: bridge })
  await docker.run('import', image, 'lab')
  return docker
}

function daemon(group: string): string[] {
  return [
    ...['dockerd', '-H', 'unix:///run/docker.sock', '--pidfile=/run/docker.pid', '--exec-root=/run/docker'],
    ...['--data-root=/run/docker-data', '--storage-driver=overlay2', '--exec-opt', 'native.cgroupdriver=cgroupfs'],
    ...[`--cgroup-parent=/${group}`, `--bip=${bridge}/24`, '--default-address-pool=base=10.90.0.0/16,size=24'],
    ...[`--dns=${bridge}`, '--log-level=warn'],
  ]
}

/** The shell in the new namespace: the only child of unshare. */
async function firstOf(child: Child): Promise<number> {
  let pid = 0
  await until('the namespace of the daemon is there', () => {
    pid = Number(readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ')[0])
    return pid > 0 && existsSync(`/proc/${pid}`)
  })
  return pid
}

/** Where a group may be made: the one hierarchy, or that of each controller. */
function controllers(): string[] {
  const folders = readdirSync(cgroups, { withFileTypes: true }).filter(entry => entry.isDirectory())
  return [cgroups, ...folders.map(({ name }) => join(cgroups, name))]
}

function groupsOf(name: string): string[] {
  return controllers()
    .map(folder => join(folder, name))
    .filter(path => existsSync(path))
}

function isRemoved(group: string): boolean {
  try {
    removeGroup(group)
    return true
  } catch {
    // EBUSY: a process is still in it.
    return false
  }
}

/** Control groups of test runs that were killed; a paused container would stay in one for ever. */
function removeLeftovers(): void {
  const left = controllers().flatMap(folder => readdirSync(folder).map(name => join(folder, name)))
  for (const group of left) {
    const owner = /\/runbook-lab-(\d+)-[0-9a-f]{8}$/.exec(group)?.[1]
    if (owner === undefined || existsSync(`/proc/${owner}`)) continue
    thaw(group)
    isRemoved(group)
  }
}

/** What is in a paused container cannot even be killed. */
function thaw(group: string): void {
  for (const name of readdirSync(group)) {
    const [old, unified] = [join(group, name, 'freezer.state'), join(group, name, 'cgroup.freeze')]
    if (existsSync(old)) writeFileSync(old, 'THAWED')
    if (existsSync(unified)) writeFileSync(unified, '0')
  }
}

async function outputOf([program = '', ...args]: readonly string[]): Promise<string> {
  const result = await run(program, args, { timeout: 30_000 }).catch(
    error => error as { stdout?: string; stderr?: string },
  )
  return `${result.stdout ?? ''}${result.stderr ?? ''}`
}

function configure(location: string, http = ''): string {
  return `user www-data;
worker_processes 1;
error_log /var/log/nginx/error.log;
pid /run/nginx.pid;
events { worker_connections 256; }
http {
  access_log /var/log/nginx/access.log;
  ${http}
  server {
    listen 80;
    server_name shop.test;
    location / {
      proxy_connect_timeout 1s;
      proxy_read_timeout 1s;
      ${location}
    }
  }
}
`
}
