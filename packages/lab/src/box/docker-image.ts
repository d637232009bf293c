import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** What the shell of a container is made of: links to busybox. */
const applets = ['sh', 'cat', 'date', 'env', 'id', 'ls', 'mkdir', 'nc', 'sleep', 'tail', 'true', 'wget']
const folders = ['dev', 'etc/nginx', 'proc', 'srv', 'sys', 'tmp', 'usr/sbin', 'var/log/nginx', 'var/lib/nginx', 'run']

/**
 * A root folder as a tar file: busybox, nginx and the libraries that it and Node need, copied from this machine, since
 * nothing may be pulled. Made at the first call and kept in /var/cache/runbook-lab, or in RUNBOOK_LAB_CACHE.
 */
export function imageFile(): string {
  const programs = [realpathSync(find('busybox')), realpathSync(find('nginx'))]
  const libraries = [...new Set([...programs, process.execPath].flatMap(librariesOf))]
  const digest = createHash('sha256')
    .update([...programs, ...libraries].map(file => `${file} ${statSync(file).size} ${statSync(file).mtimeMs}`).join())
    .update([...applets, ...folders].join())
    .digest('hex')
    .slice(0, 12)
  const cache = process.env.RUNBOOK_LAB_CACHE ?? '/var/cache/runbook-lab'
  const file = join(cache, `image-${digest}.tar`)
  if (existsSync(file)) return file
  mkdirSync(cache, { recursive: true })
  const root = mkdtempSync(`${file}.`)
  try {
    fill(root, programs, libraries)
    execFileSync('tar', ['-C', root, '-cf', `${root}.tar`, '.'])
    renameSync(`${root}.tar`, file)
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
  return file
}

function fill(root: string, [busybox = '', nginx = '']: readonly string[], libraries: readonly string[]): void {
  for (const folder of folders) mkdirSync(join(root, folder), { recursive: true })
  mkdirSync(join(root, 'bin'))
  cpSync(busybox, join(root, 'bin/busybox'))
  cpSync(nginx, join(root, 'usr/sbin/nginx'))
  for (const name of applets) symlinkSync('busybox', join(root, 'bin', name))
  for (const library of libraries) {
    mkdirSync(join(root, dirname(library)), { recursive: true })
    cpSync(realpathSync(library), join(root, library))
  }
  for (const name of ['passwd', 'group', 'nsswitch.conf']) cpSync(join('/etc', name), join(root, 'etc', name))
  // As the image of nginx has it, so that its logs are those of the container.
  symlinkSync('/dev/stderr', join(root, 'var/log/nginx/error.log'))
  symlinkSync('/dev/stdout', join(root, 'var/log/nginx/access.log'))
}

function find(program: string): string {
  return execFileSync('sh', ['-c', 'PATH="$PATH:/usr/sbin:/sbin"; command -v "$1"', 'find', program], {
    encoding: 'utf8',
  }).trim()
}

/** The files that the loader would map, as ldd(1) lists them; none for a static program. */
function librariesOf(program: string): string[] {
  try {
    const listed = execFileSync('ldd', [program], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    return [...listed.matchAll(/(\/\S+) \(0x/g)].map(([, path = '']) => path).filter(path => basename(path) !== '')
  } catch {
    return []
  }
}
