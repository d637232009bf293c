import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const packages =
  'systemd,systemd-sysv,dbus,iproute2,procps,util-linux,curl,ca-certificates,nginx-light,nodejs,openssl,libatomic1'

// nspawn mounts the v1 controllers read-only and systemd looks at them once, at its start.
const init = `#!/bin/sh
for c in memory pids cpu cpuacct blkio; do mount -o remount,bind,rw /sys/fs/cgroup/$c; done 2>/dev/null
exec /usr/lib/systemd/systemd
`
const silenced = [
  'apt-daily.timer',
  'apt-daily-upgrade.timer',
  'dpkg-db-backup.timer',
  'e2scrub_all.timer',
  'e2scrub_reap.service',
]

/**
 * The root folder that every machine is laid over, built at the first call (about 25 s) and kept in
 * /var/cache/runbook-lab, or in RUNBOOK_LAB_CACHE. The name carries a digest of the recipe.
 */
export function goldenRoot(): string {
  const root = goldenPath()
  if (existsSync(root)) return root
  const draft = `${root}.${process.pid}`
  mkdirSync(draft, { recursive: true })
  try {
    build(draft)
    renameSync(draft, root)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    // Another process may have been faster.
    if (!existsSync(root)) throw error
  }
  return root
}

/** Where the root folder is, or will be. */
export function goldenPath(): string {
  const digest = createHash('sha256')
    .update(packages + init + silenced.join())
    .digest('hex')
    .slice(0, 12)
  return join(process.env.RUNBOOK_LAB_CACHE ?? '/var/cache/runbook-lab', `golden-${digest}`)
}

function build(root: string): void {
  const skipped = ['man', 'locale', 'doc'].map(name => `--dpkgopt=path-exclude=/usr/share/${name}/*`)
  const sources = ['/etc/apt/sources.list.d/debian.sources', '/etc/apt/sources.list'].filter(file => existsSync(file))
  const release = /^VERSION_CODENAME=(\w+)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'stable'
  const args = [
    '--quiet',
    '--variant=minbase',
    ...skipped,
    `--include=${packages}`,
    release,
    root,
    ...sources.slice(0, 1),
  ]
  execFileSync('mmdebstrap', args, { stdio: ['ignore', 'ignore', 'pipe'], timeout: 300_000 })
  writeFileSync(join(root, 'sbin/labinit'), init, { mode: 0o755 })
  writeFileSync(join(root, 'etc/machine-id'), '')
  rmSync(join(root, 'etc/nginx/sites-enabled/default'), { force: true })
  for (const unit of silenced) {
    rmSync(join(root, 'etc/systemd/system', unit), { force: true })
    symlinkSync('/dev/null', join(root, 'etc/systemd/system', unit))
  }
}
