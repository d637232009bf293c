import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { until } from '@runbook/stack'
import { type ApacheFront, apacheFront, beginApacheNoise, noiseHosts, writeOldApacheLog } from '../noise/apache.ts'
import type { Box } from './box.ts'
import { isListening } from './listening.ts'
import { hostOf, urlOf } from './nginx-conf.ts'

/** Pieces of an Apache configuration; each lands where its name says. */
export interface ApacheParts {
  /** Within the virtual host that serves the URL. */
  server?: string
  /** Beside it, such as balancers. */
  main?: string
  /** More virtual hosts behind it, which so stays the default one of its port. */
  afterServer?: (at: { port: number }) => string
  serverName?: string
  /** Modules besides those that every proxy needs, such as `proxy_fcgi`. */
  modules?: readonly string[]
  /** Lines that the error log already holds. */
  oldErrors?: string
  /** As Debian does it: the log's folder stands in a variable of the running server. */
  env?: Record<string, string>
  errorLog?: string
}

/** Apache httpd, running in its own folder with its own configuration. */
export interface Apache {
  readonly pid: number
  readonly port: number
  readonly url: string
  readonly errorLog: string
}

/** Starts Apache in the foreground and waits until it listens. */
export async function startApache(box: Box, parts: ApacheParts = {}): Promise<Apache> {
  const root = join(box.folder, 'apache')
  mkdirSync(join(root, 'logs'), { recursive: true })
  const front = await apacheFront(box)
  const { port, host } = front
  const others = await noiseHosts(box, port)
  const conf = box.write('apache/conf/httpd.conf', configure(root, front, parts) + others)
  const errorLog = join(root, 'logs/error.log')
  writeOldApacheLog(box, errorLog)
  if (parts.oldErrors) appendFileSync(errorLog, parts.oldErrors)
  const output = join(root, 'logs/output.log')
  const command = [apacheProgram(), '-d', root, '-f', conf, '-DFOREGROUND']
  const child = box.start(command, { log: output, ...(parts.env && { env: parts.env }) })
  await until(`Apache listens on ${port}`, () => {
    if (child.process.exitCode !== null) throw new Error(`Apache ended: ${readFileSync(output, 'utf8')}`)
    return isListening(child.pid, { port, host })
  })
  const apache = { pid: child.pid, port, url: urlOf(front), errorLog }
  await beginApacheNoise(box, apache)
  return apache
}

/** Starts Apache with these lines in its virtual host, as a fault needs it. */
export async function behindApache(box: Box, server: string, parts: ApacheParts = {}) {
  const { url, errorLog } = await startApache(box, { ...parts, server })
  return { url, errorLog }
}

/** Debian calls it apache2, the others httpd. */
function apacheProgram(): string {
  return existsSync('/usr/sbin/apache2') ? 'apache2' : 'httpd'
}

function modulesFolder(): string {
  const folders = ['/usr/lib/apache2/modules', '/usr/lib64/httpd/modules', '/usr/lib/httpd/modules']
  const found = folders.find(folder => existsSync(folder))
  if (found === undefined) throw new Error('this machine has no modules of Apache')
  return found
}

function configure(root: string, { host, port }: ApacheFront, parts: ApacheParts): string {
  const folder = modulesFolder()
  const load = (name: string) => `LoadModule ${name}_module ${folder}/mod_${name}.so`
  const isRoot = process.getuid?.() === 0
  return `ServerName lab.test
PidFile ${root}/httpd.pid
DefaultRuntimeDir ${root}
Listen ${hostOf(host)}:${port}
${['mpm_event', 'authz_core', 'proxy', ...(parts.modules ?? ['proxy_http'])].map(load).join('\n')}
${isRoot ? 'User www-data\nGroup www-data' : ''}
ErrorLog ${parts.errorLog ?? `${root}/logs/error.log`}
StartServers 1
ServerLimit 2
ThreadsPerChild 16
MaxRequestWorkers 32
MinSpareThreads 16
MaxSpareThreads 32
${parts.main ?? ''}
<VirtualHost *:${port}>
  ServerName ${parts.serverName ?? 'shop.test'}
  ${parts.server ?? ''}
</VirtualHost>
${parts.afterServer?.({ port }) ?? ''}
`
}
