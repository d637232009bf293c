import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { serve } from '@runbook/stack'
import type { Box } from '../box/box.ts'
import { run } from '../run/command.ts'
import { apps } from './apps.ts'
import type { Fault } from './fault.ts'

const upload = 200_000
const download = 16_000_000
const large = serve(`response.end(Buffer.alloc(${download}))`)

/** nginx cannot keep on disk what does not fit into its buffers. */
export const storageFaults: Fault[] = [
  {
    id: 'request-body-temp-not-writable',
    cause: 'request-body-temp-not-writable',
    title: 'Uploads fail, since only root may pass the folder above the one for request bodies; pages are well',
    needs: ['nginx', 'root'],
    fix: 'open-parent-folder',
    shows: { status: [200], log: /\[crit\] .*open\(\) "\S+\/body\/\d+" failed \(13: Permission denied\)/ },
    async up(box) {
      const nginx = await withTempFolder(box, apps.hello, 'client_body')
      chmodSync(join(box.folder, 'buffers'), 0o700)
      return { ...nginx, losses: () => lostUploads(box, nginx.url) }
    },
  },
  {
    id: 'proxy-temp-not-writable',
    cause: 'proxy-temp-not-writable',
    title: 'Large answers are cut off, since the folders for them are those of the user that nginx ran as before',
    needs: ['nginx', 'root'],
    fix: 'no-temp-files',
    shows: { status: [200], log: /open\(\) "\S+" failed \(13: Permission denied\) while reading upstream/ },
    async up(box) {
      const nginx = await withTempFolder(box, large, 'proxy')
      // A reload gives the folder itself to the new user, and leaves what is below it.
      for (let digit = 0; digit < 10; digit++) mkdirSync(join(box.folder, 'buffers/body', String(digit)), 0o700)
      return { ...nginx, losses: () => lostDownloads(box, nginx.url) }
    },
  },
  {
    id: 'disk-full',
    cause: 'disk-or-inodes-full',
    title: 'Uploads fail, since the file system of the folder for them is full',
    needs: ['nginx', 'root'],
    shows: { status: [200], log: /pwritev?\(\) "\S+" failed \(28: No space left on device\)/ },
    async up(box) {
      mountSmall(box, 'size=256k')
      const nginx = await withTempFolder(box, apps.hello, 'client_body')
      fillSpace(join(box.folder, 'buffers'))
      return { ...nginx, losses: () => lostUploads(box, nginx.url) }
    },
  },
  {
    id: 'inodes-full',
    cause: 'disk-or-inodes-full',
    title: 'Uploads fail, since the file system of the folder for them has no inode left',
    needs: ['nginx', 'root'],
    shows: { status: [200], log: /open\(\) "\S+" failed \(28: No space left on device\)/ },
    async up(box) {
      mountSmall(box, 'size=4m,nr_inodes=8')
      const nginx = await withTempFolder(box, apps.hello, 'client_body')
      fillInodes(join(box.folder, 'buffers'))
      return { ...nginx, losses: () => lostUploads(box, nginx.url) }
    },
  },
  {
    id: 'log-disk-full',
    cause: 'disk-or-inodes-full',
    title: 'Uploads fail, and the full file system is that of the logs, too, so that they say nothing of it',
    needs: ['nginx', 'root'],
    shows: { status: [200], evidence: / 100% / },
    async up(box) {
      const folder = mountSmall(box, 'size=256k')
      const nginx = await withTempFolder(box, apps.hello, 'client_body', {
        main: `error_log "${folder}/error.log";`,
        hasLogs: true,
      })
      fillSpace(folder)
      const evidence = async () => execFileSync('df', ['-P', folder], { encoding: 'utf8' })
      return { ...nginx, errorLog: `${folder}/error.log`, evidence, losses: () => lostUploads(box, nginx.url) }
    },
  },
]

/** nginx with a folder for bodies or answers outside of its own. */
async function withTempFolder(
  box: Box,
  source: string,
  kind: 'client_body' | 'proxy',
  { main = '', hasLogs = false }: { main?: string; hasLogs?: boolean } = {},
) {
  const app = await box.app(source)
  const folder = join(box.folder, 'buffers')
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  const logs = hasLogs ? `${main} access_log "${folder}/access.log";` : ''
  const nginx = await box.nginx({
    server: `${kind}_temp_path "${folder}/body"${kind === 'proxy' ? ' 1 2' : ''}; ${logs}`,
    location: `proxy_pass http://127.0.0.1:${app.port}; proxy_buffers 4 8k;`,
  })
  return { url: nginx.url, errorLog: nginx.errorLog }
}

function mountSmall(box: Box, options: string): string {
  const folder = join(box.folder, 'buffers')
  mkdirSync(folder)
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'runbook-lab', folder])
  box.defer(() => execFileSync('umount', [folder]))
  chmodSync(folder, 0o755)
  return folder
}

function fillSpace(folder: string): void {
  execFileSync('sh', ['-c', 'cat /dev/zero >"$0" 2>/dev/null || :', join(folder, 'old-dump.sql')])
}

function fillInodes(folder: string): void {
  try {
    for (let index = 0; ; index++) writeFileSync(join(folder, `session-${index}`), '')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  }
}

async function lostUploads(box: Box, url: string): Promise<number> {
  const file = box.write('upload.bin', 'x'.repeat(upload))
  const curl = [
    'curl',
    '-sS',
    '-g',
    '-o',
    '/dev/null',
    '-m',
    '8',
    '-w',
    '%{http_code}',
    '--data-binary',
    `@${file}`,
    url,
  ]
  const answers = [await run(curl, box), await run(curl, box)]
  return answers.filter(({ stdout }) => stdout !== '200').length
}

/** A slow client, for whom nginx has to keep what it has got already. */
async function lostDownloads(box: Box, url: string): Promise<number> {
  const { code } = await run(['curl', '-sS', '-g', '-o', '/dev/null', '-m', '8', '--limit-rate', '6000k', url], box)
  return code === 0 ? 0 : 1
}
