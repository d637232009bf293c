// Makes sure that the programs that the tests (or the demo) run are there: `node test/prepare.mjs test|demo`.
// On Debian as root it installs what is missing; elsewhere it names it and goes on. Plain JavaScript for Node 20.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Program -> Debian package. */
const forDemo = { nginx: 'nginx-light', curl: 'curl', ss: 'iproute2', ps: 'procps' }
const forTest = {
  ...forDemo,
  openssl: 'openssl',
  tmux: 'tmux',
  git: 'git',
  nft: 'nftables',
  nsenter: 'util-linux',
  mmdebstrap: 'mmdebstrap',
  'systemd-nspawn': 'systemd-container',
  iptables: 'iptables',
  ping: 'iputils-ping',
  apache2: 'apache2',
  haproxy: 'haproxy',
  gunicorn: 'gunicorn',
  'uwsgi-core': 'uwsgi-core',
  uwsgi_python3: 'uwsgi-plugin-python3',
  'php-fpm*': 'php-fpm',
  dockerd: 'docker.io',
  containerd: 'containerd',
  runc: 'runc',
  busybox: 'busybox-static',
  chromium: 'chromium',
}
/** Large, and only the scenarios of the cloud layers need them: what cannot be had must not keep the others from being installed. */
const forClouds = { dig: 'bind9-dnsutils', aws: 'awscli', az: 'azure-cli' }
const sets = { demo: forDemo, test: forTest }
let updated
const policy = '/usr/sbin/policy-rc.d'

const wanted = sets[process.argv[2]]
if (!wanted) {
  console.error('Usage: node test/prepare.mjs test|demo')
  process.exit(2)
}
const missing = Object.keys(wanted).filter(program => !isThere(program))
if (missing.length > 0) prepare(missing, wanted)
if (wanted === forTest)
  for (const program of Object.keys(forClouds).filter(name => !isThere(name))) prepare([program], forClouds)

function prepare(programs, packages) {
  const names = programs.join(', ')
  if (process.getuid?.() !== 0)
    return tell(`Missing: ${names}; only root could install them. What needs them is skipped.`)
  if (!isDebian()) return tell(`Missing: ${names}; install them to run everything. What needs them is skipped.`)
  tell(`Installing ${names} ...`)
  install([...new Set(programs.map(program => packages[program]))])
  const left = programs.filter(program => !isThere(program))
  if (left.length > 0) tell(`Still missing: ${left.join(', ')}. What needs them is skipped.`)
}

/** Installs packages so that none of their services starts. */
function install(packages) {
  const isOurs = !existsSync(policy)
  if (isOurs) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  const stop = signal => {
    if (isOurs) rmSync(policy, { force: true })
    process.exit(signal === 'SIGINT' ? 130 : 143)
  }
  process.once('SIGINT', stop).once('SIGTERM', stop)
  try {
    updated ??= apt(['update', '-q'])
    updated && apt(['install', '-y', '-q', '--no-install-recommends', ...packages])
  } finally {
    if (isOurs) rmSync(policy, { force: true })
  }
}

function apt(words) {
  const result = spawnSync('apt-get', words, {
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: 600_000,
  })
  if (result.status !== 0) tell(`apt-get ${words[0]} failed:\n${result.stderr ?? result.error}`)
  return result.status === 0
}

function isThere(program) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin']
  // A name with a star stands for any version of it.
  if (program.endsWith('*'))
    return folders.some(
      folder => existsSync(folder) && readdirSync(folder).some(name => name.startsWith(program.slice(0, -1))),
    )
  return folders.some(folder => existsSync(join(folder, program)))
}

function isDebian() {
  return existsSync('/etc/os-release') && /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'))
}

function tell(text) {
  console.error(text)
}
