import { findPm2 } from '../box/pm2.ts'
import { run } from '../run/command.ts'

const programs: Record<string, readonly string[]> = {
  nginx: ['nginx', '-v'],
  node: [process.execPath, '--version'],
  pm2: [process.execPath, findPm2() ?? 'pm2', '--version'],
  apache: ['apache2', '-v'],
  haproxy: ['haproxy', '-v'],
  gunicorn: ['gunicorn', '--version'],
  uwsgi: ['uwsgi', '--version'],
  'php-fpm': ['sh', '-c', 'for p in /usr/sbin/php-fpm*; do exec "$p" -v; done'],
  docker: ['dockerd', '--version'],
  systemd: ['systemctl', '--version'],
  kernel: ['uname', '-r'],
}

const cloudPrograms: Record<string, readonly string[]> = {
  az: ['az', '--version'],
  curl: ['curl', '--version'],
  openssl: ['openssl', 'version'],
  dig: ['dig', '-v'],
  nginx: ['nginx', '-v'],
  node: [process.execPath, '--version'],
  kernel: ['uname', '-r'],
}

/** The versions of the programs that ask the cloud, by name; each generation of the AWS CLI has its own. */
export async function cloudVersions(
  clis: readonly { name: string; version: string }[],
): Promise<Record<string, string>> {
  return {
    ...Object.fromEntries(clis.map(({ name, version }) => [name, version])),
    ...(await versionsOf(cloudPrograms)),
  }
}

/** The versions of the programs that the lab runs, by name; those that are missing are left out. */
export function versions(): Promise<Record<string, string>> {
  return versionsOf(programs)
}

async function versionsOf(programs: Record<string, readonly string[]>): Promise<Record<string, string>> {
  const found = Object.entries(programs).map(async ([name, argv]) => [name, await versionOf(argv)] as const)
  return Object.fromEntries((await Promise.all(found)).filter(([, version]) => version !== ''))
}

async function versionOf(argv: readonly string[]): Promise<string> {
  // pm2 would start a daemon in the home of whoever runs this, if it were asked for more than its version.
  const ended = await run(argv).catch(() => undefined)
  const text = ended?.code === 0 ? `${ended.stdout}${ended.stderr}` : ''
  return /\d+(?:\.\d+)*[\w.+~-]*/.exec(text.replace(/uwsgi|php-fpm/gi, ''))?.[0] ?? ''
}
