import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { delimiter, join } from 'node:path'
import { goldenPath } from './box/golden.ts'
import { findPm2 } from './box/pm2.ts'
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

const missing: Record<Need, () => string | undefined> = {
  nginx: () => unlessProgram('nginx'),
  openssl: () => unlessProgram('openssl'),
  root: () => (process.getuid?.() === 0 ? undefined : 'not root'),
  pm2: () => (findPm2() ? undefined : 'no pm2'),
  network: () => (canIsolate() ? undefined : 'no network of its own, which takes root'),
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
