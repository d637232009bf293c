import * as z from 'zod'
import { durationMs } from '../common/duration.ts'
import { bareHost, optionalText, pathOf } from '../log/log-options.ts'
import { defineReader, type Shape } from '../reader.ts'
import { backendOf, type Pass, paramsOf, passOf } from './apache-config-pass.ts'
import { isNamed, virtualHostOf } from './apache-config-server.ts'
import { type Directive, readTree, type Section, settingOf } from './apache-config-tree.ts'

const options = z.strictObject({
  host: z.string().describe('The host of the URL.'),
  port: z.coerce.number().int().describe('The port that the request reaches.'),
  path: z.string().default('/').describe('The path of the URL.'),
  address: optionalText.describe('The address that the request reaches, where it is known.'),
})

const shape = {
  valid: 'bool',
  error: 'string',
  error_file: 'string',
  error_line: 'int',
  found: 'bool',
  named: 'bool',
  server_file: 'string',
  server_line: 'int',
  error_log: 'string',
  pass: 'string',
  pass_url: 'string',
  pass_file: 'string',
  pass_line: 'int',
  scheme: 'string',
  balancer: 'string',
  members: [{ scheme: 'string', host: 'string', port: 'int', unix: 'string', file: 'string', line: 'int' }],
  ssl_engine: 'bool',
  timeout_ms: 'int',
  timeout_file: 'string',
  timeout_line: 'int',
  timeout_text: 'string',
  ttl: 'int',
  reuses: 'bool',
  workers: 'int',
  workers_file: 'string',
  workers_line: 'int',
  backends: 'string',
  addresses: 'list<string>',
} as const satisfies Shape

/** Reads `apache2 -t -D DUMP_CONFIG -D DUMP_RUN_CFG`: which virtual host serves a URL, where it sends it, which log it uses. */
export const apacheConfig = defineReader({
  id: 'apache-config',
  describes: "Apache's configuration as it prints it: the server of a URL, its backend, limits and error log.",
  options,
  accepts: [0, 1],
  shape: () => shape,
  read({ stdout, stderr }, given) {
    const fault = faultOf(stderr)
    const root = readTree(stdout)
    const isPrinted = /^# In file: /m.test(stdout)
    if (!fault && !isPrinted) return { ok: false, problem: 'Apache did not print its configuration.' }
    const wanted = { host: given.host, port: given.port, address: given.address ?? '' }
    const server = virtualHostOf(root, wanted)
    const servers = server ? [server, root] : [root]
    const pass = passOf(servers, pathOf(given.path))
    const members = pass ? membersOf(servers, pass) : []
    const workers = settingOf([root], 'maxrequestworkers')
    const log = settingOf(servers, 'errorlog')?.args[0] ?? runValue(stdout, 'Main ErrorLog')
    return {
      ok: true,
      values: {
        valid: !fault,
        error: fault?.error ?? '',
        error_file: fault?.file ?? '',
        error_line: fault?.line ?? 0,
        found: isPrinted,
        named: server !== undefined && isNamed(server, bareHost(given.host)),
        server_file: server?.file ?? '',
        server_line: server?.line ?? 0,
        error_log: absolute(log, runValue(stdout, 'ServerRoot')),
        ...passValues(pass),
        members: members.map(({ target, directive }) => ({ ...backendOf(target), ...placeOf(directive) })),
        ssl_engine: settingOf(servers, 'sslproxyengine')?.args[0]?.toLowerCase() === 'on',
        ...timeoutOf(servers, pass),
        ttl: Number(pass?.params.ttl ?? -1),
        reuses: !/^on$/i.test(pass?.params.disablereuse ?? ''),
        workers: Number(workers?.args[0] ?? 0),
        workers_file: workers?.file ?? '',
        workers_line: workers?.line ?? 0,
        backends: members.map(({ target }) => addressOf(target)).join(' '),
        addresses: [...new Set(allTargets(root).map(addressOf))],
      },
    }
  },
})

function faultOf(stderr: string): { error: string; file: string; line: number } | undefined {
  const [, line = '0', file = '', error = ''] = /Syntax error on line (\d+) of (\S+?):\s*\n?(.+)/.exec(stderr) ?? []
  if (error !== '') return { error: error.trim(), file, line: Number(line) }
  const [, other] = /^(?:apache2|httpd): (?!Could not reliably)(.+)$/m.exec(stderr) ?? []
  return other === undefined ? undefined : { error: other, file: '', line: 0 }
}

function passValues(pass: Pass | undefined) {
  const { scheme, host, port } = backendOf(pass?.target ?? '')
  const plain =
    scheme === 'balancer' || host === '' ? '' : `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`
  return {
    pass: pass?.target ?? '',
    pass_url: plain,
    pass_file: pass?.directive.file ?? '',
    pass_line: pass?.directive.line ?? 0,
    scheme,
    balancer: scheme === 'balancer' ? host : '',
  }
}

/** The addresses behind a rule: itself, or the members of its balancer. */
function membersOf(servers: readonly Section[], pass: Pass): Pass[] {
  const { scheme, host } = backendOf(pass.target)
  if (scheme !== 'balancer') return [pass]
  return servers
    .flatMap(({ sections }) => sections)
    .filter(
      ({ name, args: [target = ''] }) =>
        name === 'proxy' && target.toLowerCase().replace(/\/$/, '') === `balancer://${host}`,
    )
    .flatMap(({ directives }) => directives.filter(({ name }) => name === 'balancermember'))
    .map(directive => ({ target: directive.args[0] ?? '', params: paramsOf(directive.args.slice(1)), directive }))
}

/** Seconds, or with `ms`; the rule's own counts first, then ProxyTimeout, then Timeout, whose default is 60 s. */
function timeoutOf(servers: readonly Section[], pass: Pass | undefined) {
  const own = pass?.params.timeout
  const set = settingOf(servers, 'proxytimeout') ?? settingOf(servers, 'timeout')
  const text = own !== undefined ? `timeout=${own}` : (set?.args[0] ?? '')
  const place = own !== undefined ? pass?.directive : set
  const amount = own ?? set?.args[0] ?? '60'
  return {
    // Apache's minutes are `mi` or `min` (ap_timeout_parameter_parse).
    timeout_ms: durationMs(amount.replace(/min?$/, 'm'), 's') || 60_000,
    timeout_file: place?.file ?? '',
    timeout_line: place?.line ?? 0,
    timeout_text: text,
  }
}

function allTargets(root: Section): string[] {
  const all = (section: Section): Directive[] => [...section.directives, ...section.sections.flatMap(all)]
  return all(root).flatMap(({ name, args }) =>
    /^proxypass(match)?$|^balancermember$|^rewriterule$|^sethandler$/.test(name)
      ? args.filter(arg => /^(?:proxy:)?(?:unix:|\w+:\/\/)/.test(arg) && !arg.startsWith('balancer:'))
      : [],
  )
}

function addressOf(target: string): string {
  const { host, port, unix } = backendOf(target.replace(/^proxy:/, ''))
  return unix !== '' ? unix : `${host}:${port}`
}

function placeOf({ file, line }: Directive): { file: string; line: number } {
  return { file, line }
}

function runValue(stdout: string, name: string): string {
  return new RegExp(`^${name}: "(.*)"$`, 'm').exec(stdout)?.[1] ?? ''
}

function absolute(log: string, root: string): string {
  return log === '' || /^[/|]|^syslog\b/.test(log) ? log : `${root}/${log}`
}
