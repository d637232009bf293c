import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { delimiter, join } from 'node:path'
import { whyNoContainers } from '../box/docker-here.ts'
import { goldenPath } from '../box/golden.ts'
import { memoryRoot } from '../box/memory-group.ts'
import { findPhpFpm } from '../box/php-fpm.ts'
import { findPm2 } from '../box/pm2.ts'
import { findPlugin } from '../box/uwsgi.ts'
import type { Fault, Need } from './fault.ts'

/** Why a fault cannot be set up on this machine, in a few words, or undefined when it can. */
export function whyNot(fault: Pick<Fault, 'needs'>): string | undefined {
  return fault.needs.map(need => missing[need]()).find(reason => reason !== undefined)
}

/** The full path of a program, or undefined. */
function findProgram(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin']
  return folders.map(folder => join(folder, name)).find(path => existsSync(path))
}

/** Debian's packages docker.io, containerd, runc, iptables, busybox-static and tar. */
const dockerPrograms = ['docker', 'dockerd', 'containerd', 'runc', 'iptables', 'busybox', 'tar', 'ldd']

const missing: Record<Need, () => string | undefined> = {
  nginx: () => unlessProgram('nginx'),
  'nginx-1.23': () => unlessNginx(23),
  'nginx-1.29': () => unlessNginx(29),
  apache: () => (findProgram('httpd') ? undefined : unlessProgram('apache2')),
  haproxy: () => unlessProgram('haproxy'),
  gunicorn: () => unlessProgram('gunicorn'),
  uwsgi: () => unlessProgram('uwsgi-core') ?? (findPlugin() ? undefined : 'no plugin of uWSGI for Python'),
  'php-fpm': () => (findPhpFpm() ? undefined : 'no php-fpm'),
  openssl: () => unlessProgram('openssl'),
  root: () => (process.getuid?.() === 0 ? undefined : 'not root'),
  pm2: () => (findPm2() ? undefined : 'no pm2'),
  network: () => (canIsolate() ? undefined : 'no network of its own, which takes root'),
  ping: () => unlessProgram('ping'),
  nft: () => missing.network() ?? unlessProgram('nft'),
  iptables: () => missing.network() ?? unlessProgram('iptables'),
  docker: () => (canIsolate() ? (dockerPrograms.map(unlessProgram).find(Boolean) ?? whyNoContainers()) : 'not root'),
  'memory-group': () => missing.root() ?? (memoryRoot() ? undefined : 'no control groups for memory'),
  ipv6: () => (hasIpv6Loopback() ? undefined : 'no IPv6 loopback'),
  'systemd-machine': () => missing.root() ?? unlessProgram('systemd-nspawn') ?? unlessProgram('nsenter') ?? golden(),
}

function golden(): string | undefined {
  if (existsSync(goldenPath())) return undefined
  return isDebian() ? unlessProgram('mmdebstrap') : 'not Debian'
}

function unlessProgram(name: string): string | undefined {
  return findProgram(name) ? undefined : `no ${name}`
}

/** `minor` is the 23 of nginx 1.23. */
function unlessNginx(minor: number): string | undefined {
  const { stderr } = spawnSync(findProgram('nginx') ?? 'nginx', ['-v'], { encoding: 'utf8' })
  const found = Number(/nginx\/1\.(\d+)/.exec(stderr ?? '')?.[1] ?? 0)
  return unlessProgram('nginx') ?? (found >= minor ? undefined : `nginx is older than 1.${minor}`)
}

function isDebian(): boolean {
  return existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))
}

/** Whether each box can have a network of its own, so that faults may be there at the same time. */
export function canIsolate(): boolean {
  isolation ??= missing.root() === undefined && ['ip', 'nsenter', 'unshare'].every(findProgram) && canUnshare('-n')
  return isolation
}

let isolation: boolean | undefined

function hasIpv6Loopback(): boolean {
  return Object.values(networkInterfaces()).some(list => list?.some(({ address }) => address === '::1'))
}

/** Whether this process may make namespaces and mounts at all: a container's root often may not. */
export function canUnshare(kind: '-m' | '-n' = '-m'): boolean {
  try {
    execFileSync('unshare', [kind, 'true'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
