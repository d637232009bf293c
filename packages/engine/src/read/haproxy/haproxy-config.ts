import * as z from 'zod'
import { durationMs } from '../common/duration.ts'
import { defineReader, type Shape } from '../reader.ts'
import { type Line, type Section, sectionsOf, settingOf } from './haproxy-config-sections.ts'

const options = z.strictObject({
  port: z.coerce.number().int().describe('The port that the request reaches.'),
})

const shape = {
  found: 'bool',
  frontend: 'string',
  mode: 'string',
  default_backend: 'string',
  log_target: 'string',
  log_format: 'string',
  files: 'list<string>',
  servers: [
    {
      backend: 'string',
      name: 'string',
      host: 'string',
      port: 'int',
      unix: 'string',
      is_tls: 'bool',
      verifies: 'bool',
      checked: 'bool',
      disabled: 'bool',
      maxconn: 'int',
      file: 'string',
      line: 'int',
    },
  ],
  backends: [
    {
      name: 'string',
      check_path: 'string',
      retry_on: 'string',
      file: 'string',
      line: 'int',
      head: 'string',
      timeout_ms: 'int',
      timeout_file: 'string',
      timeout_line: 'int',
      timeout_text: 'string',
    },
  ],
  bufsize: 'int',
  bufsize_file: 'string',
  bufsize_line: 'int',
  bufsize_text: 'string',
  global_file: 'string',
  global_line: 'int',
  addresses: 'list<string>',
} as const satisfies Shape

/** Reads HAProxy's configuration files, each below a line `# configuration file NAME:`. */
export const haproxyConfig = defineReader({
  id: 'haproxy-config',
  describes: "HAProxy's configuration: the frontend of a port, its log, and backends with their servers and limits.",
  options,
  accepts: [0],
  shape: () => shape,
  read({ stdout, isCut }, { port }) {
    if (isCut) return { ok: false, problem: 'The configuration is too long to be read whole.', reason: 'unreadable' }
    const sections = sectionsOf(stdout)
    if (sections.length === 0) return { ok: false, problem: 'This is not the configuration of HAProxy.' }
    const fronts = sections.filter(({ kind }) => kind === 'frontend' || kind === 'listen')
    const front = fronts.find(section => section.lines.some(line => isBindTo(line, port)))
    const backs = sections.filter(({ kind }) => kind === 'backend' || kind === 'listen')
    const global = sections.find(({ kind }) => kind === 'global')
    const bufsize = global && settingOf([global], 'tune.bufsize')
    const servers = backs.flatMap(serversOf)
    return {
      ok: true,
      values: {
        found: front !== undefined,
        frontend: front?.name ?? '',
        mode: front ? (settingOf(front.chain, 'mode')?.words[1] ?? 'tcp') : '',
        default_backend: front
          ? (settingOf(front.chain, 'default_backend')?.words[1] ?? (front.kind === 'listen' ? front.name : ''))
          : '',
        log_target: front ? logTargetOf(front, global) : '',
        log_format: front ? logFormatOf(front) : '',
        files: [...new Set(sections.map(({ file }) => file))],
        servers,
        backends: backs.map(backendOf),
        bufsize: Number(bufsize?.words[1] ?? 16_384),
        bufsize_file: bufsize?.file ?? '',
        bufsize_line: bufsize?.line ?? 0,
        bufsize_text: bufsize?.words.join(' ') ?? '',
        global_file: global?.file ?? '',
        global_line: global?.line ?? 0,
        addresses: servers.map(({ host, port: at, unix }) => (unix === '' ? `${host}:${at}` : unix)),
      },
    }
  },
})

function isBindTo({ words: [name, addresses = ''] }: Line, port: number): boolean {
  return (
    name === 'bind' &&
    addresses.split(',').some(address => {
      const [, from = '', to] = /:(\d+)(?:-(\d+))?$/.exec(address) ?? []
      return from !== '' && port >= Number(from) && port <= Number(to ?? from)
    })
  )
}

/** `log global` in a proxy or its defaults means the targets of `global`; without any there is no log. */
function logTargetOf({ chain }: Section, global: Section | undefined): string {
  const own = settingOf(chain, 'log')
  if (!own) return ''
  const target = own.words[1] ?? ''
  return target === 'global' ? (global ? (settingOf([global], 'log')?.words[1] ?? '') : '') : target
}

function logFormatOf({ chain }: Section): string {
  if (settingOf(chain, 'log-format')) return 'custom'
  const options = chain.flatMap(({ lines }) => lines.filter(({ words }) => words[0] === 'option'))
  return options.map(({ words: [, name = ''] }) => name).find(name => /^(https?|tcp)log$/.test(name)) ?? 'none'
}

function serversOf({ kind, name: backend, lines, chain }: Section) {
  if (kind === 'frontend') return []
  const defaults = chain.flatMap(({ lines: all }) => all.filter(({ words }) => words[0] === 'default-server'))
  return lines
    .filter(({ words: [word] }) => word === 'server')
    .map(({ words: [, name = '', address = '', ...own], file, line }) => {
      const words = [...own, ...defaults.flatMap(({ words: [, ...rest] }) => rest)]
      const [, unix = '', bracketed, plain = '', port = '0'] =
        /^(?:unix@(.+)|(?:ipv[46]@)?(?:\[([^\]]*)\]|(.*?))(?::(\d+))?)$/.exec(address) ?? []
      return {
        backend,
        name,
        unix: unix || (plain.startsWith('/') ? plain : ''),
        file,
        line,
        host: (bracketed ?? (plain.startsWith('/') ? '' : plain)).toLowerCase(),
        port: Number(port),
        is_tls: words.includes('ssl'),
        verifies: words.includes('ssl') && words[words.indexOf('verify') + 1] !== 'none',
        checked: words.includes('check') && !own.includes('no-check'),
        disabled: words.includes('disabled'),
        maxconn: Number(words[words.indexOf('maxconn') + 1] ?? 0) || 0,
      }
    })
}

function backendOf({ name, chain, file, line, head }: Section) {
  const timeout = chain
    .flatMap(({ lines }) => lines.toReversed())
    .find(({ words }) => words[0] === 'timeout' && words[1] === 'server')
  return {
    name,
    file,
    line,
    head,
    check_path: checkPathOf(chain),
    retry_on: settingOf(chain, 'retry-on')?.words.slice(1).join(' ') ?? '',
    // HAProxy's times are milliseconds unless they have a unit.
    timeout_ms: Math.round(durationMs(timeout?.words[2] ?? '', 'ms') ?? 0),
    timeout_file: timeout?.file ?? '',
    timeout_line: timeout?.line ?? 0,
    timeout_text: timeout?.words[2] ?? '',
  }
}

/** The path that health checks ask for; empty when they only connect. */
function checkPathOf(chain: readonly Section[]): string {
  const lines = chain.flatMap(section => section.lines)
  if (!lines.some(({ words }) => words[0] === 'option' && words[1] === 'httpchk')) return ''
  const send = lines.find(({ words }) => words[0] === 'http-check' && words[1] === 'send' && words.includes('uri'))
  const uri = send?.words[send.words.indexOf('uri') + 1]
  const option = lines.find(({ words }) => words[0] === 'option' && words[1] === 'httpchk')?.words.slice(2) ?? []
  return uri ?? option.find(word => word.startsWith('/')) ?? '/'
}
