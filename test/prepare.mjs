#!/usr/bin/env zx
// Makes sure that the programs that the tests (or the demo) run are there: `zx test/prepare.mjs test|demo`.
// On Debian as root it installs what is missing; elsewhere it names it and goes on.
import { $, argv, fs, glob, which } from 'zx'

/** Program -> Debian package; a name with a star stands for any version of it. */
const forDemo = { nginx: 'nginx-light', curl: 'curl', ss: 'iproute2', ps: 'procps' }
const forTest = {
  ...forDemo,
  openssl: 'openssl',
  tmux: 'tmux',
  git: 'git',
  shellcheck: 'shellcheck',
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
const sets = { demo: [forDemo], test: [forTest, ...Object.entries(forClouds).map(pair => Object.fromEntries([pair]))] }

const wanted = sets[argv._[0]]
if (!wanted) {
  console.error('Usage: zx test/prepare.mjs test|demo')
  process.exit(2)
}
process.env.PATH += ':/usr/sbin:/sbin'
process.env.DEBIAN_FRONTEND = 'noninteractive'
let isUpdated
for (const packages of wanted) await prepare(packages)

async function prepare(packages) {
  const missing = await notThere(Object.keys(packages))
  if (missing.length === 0) return
  const names = missing.join(', ')
  if (process.getuid?.() !== 0)
    return console.error(`Missing: ${names}; only root could install them. What needs them is skipped.`)
  if (!isDebian())
    return console.error(`Missing: ${names}; install them to run everything. What needs them is skipped.`)
  console.error(`Installing ${names} ...`)
  await install([...new Set(missing.map(program => packages[program]))])
  const left = await notThere(missing)
  if (left.length > 0) console.error(`Still missing: ${left.join(', ')}. What needs them is skipped.`)
}

/** Installs packages so that none of their services starts: policy-rc.d refuses it, as Debian's policy manual describes. */
async function install(packages) {
  const policy = '/usr/sbin/policy-rc.d'
  const isOurs = !fs.existsSync(policy)
  const away = () => isOurs && fs.rmSync(policy, { force: true })
  if (isOurs) fs.writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ])
    process.once(signal, () => {
      away()
      process.exit(code)
    })
  const apt = $({ nothrow: true, quiet: true, timeout: '600s' })
  isUpdated ??= told(await apt`apt-get update -q`)
  if (isUpdated) told(await apt`apt-get install -y -q --no-install-recommends ${packages}`)
  away()
}

function told(ended) {
  if (!ended.ok) console.error(`A command of apt failed:\n${ended.stderr || ended.message}`)
  return ended.ok
}

async function notThere(programs) {
  const isThere = await Promise.all(
    programs.map(program => (program.endsWith('*') ? any(program) : which(program, { nothrow: true }))),
  )
  return programs.filter((_, index) => !isThere[index])
}

async function any(pattern) {
  const found = await glob(process.env.PATH.split(':').map(folder => `${folder}/${pattern}`))
  return found.length > 0
}

function isDebian() {
  return fs.existsSync('/etc/os-release') && /^ID(_LIKE)?=.*debian/m.test(fs.readFileSync('/etc/os-release', 'utf8'))
}
