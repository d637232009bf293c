import { durationMs, everyStatement, type NginxFault, type NginxStatement, parseNginx } from '@runbook/engine/core'

/** What the embedded proxy takes from a configuration in nginx's syntax. */
export interface ProxyConf {
  target: URL
  /** ms */
  readTimeout: number
  /** Bytes that the header of an answer may have. */
  bufferSize: number
  serverName: string
}

export type ParsedConf = { ok: true; conf: ProxyConf } | { ok: false; problem: string }

// nginx would answer "unknown directive" to all others; the embedded proxy obeys only some of these.
const known = new Set(
  (
    'user worker_processes pid error_log events worker_connections http client_body_temp_path proxy_temp_path ' +
    'fastcgi_temp_path uwsgi_temp_path scgi_temp_path log_format access_log server listen server_name location ' +
    'proxy_pass proxy_read_timeout proxy_connect_timeout proxy_send_timeout proxy_buffer_size proxy_buffers ' +
    'proxy_busy_buffers_size proxy_http_version proxy_set_header proxy_next_upstream proxy_buffering'
  ).split(' '),
)

/** Reads a configuration; a problem is worded and placed as nginx does it. */
export function parseConf(text: string, file: string): ParsedConf {
  const { root, fault } = parseNginx(text)
  const lineAt = (offset: number) => text.slice(0, offset).split('\n').length
  for (const {
    words: [name, ...args],
    end,
    block,
  } of everyStatement(root)) {
    // nginx judges a directive when it has read its ";" or "{".
    const at = block?.open ?? end
    if (fault && fault.at < at) break
    const problem = problemIn(name?.value ?? '', args.length)
    if (problem) return fail(`${problem} in ${file}:${lineAt(at - 1)}`)
  }
  // nginx looks for the end of a quote up to the end of the file.
  if (fault) return fail(`${wordsOf(fault)} in ${file}:${fault.kind === 'quote' ? lineAt(text.length) : fault.line}`)
  return interpret(everyStatement(root), file)
}

function problemIn(name: string, count: number): string | undefined {
  if (!known.has(name)) return `unknown directive "${name}"`
  return name === 'proxy_pass' && count !== 1 ? 'invalid number of arguments in "proxy_pass" directive' : undefined
}

function wordsOf({ kind, found }: NginxFault): string {
  if (kind === 'unexpected') return `unexpected "${found}"`
  return `unexpected end of file, expecting ${kind === 'unclosed-block' ? '"}"' : '";" or "}"'}`
}

function interpret(directives: readonly NginxStatement[], file: string): ParsedConf {
  const find = (name: string) => directives.findLast(({ words }) => words[0]?.value === name)
  const argument = (name: string) => find(name)?.words[1]?.value
  const address = argument('proxy_pass') ?? ''
  if (!URL.canParse(address) || !/^https?:/.test(address)) {
    return fail(`invalid URL prefix in ${file}:${find('proxy_pass')?.line ?? 1}`)
  }
  return {
    ok: true,
    conf: {
      target: new URL(address),
      readTimeout: durationMs(argument('proxy_read_timeout') ?? '', 's') ?? 60_000,
      bufferSize: bytes(argument('proxy_buffer_size') ?? '4k'),
      serverName: argument('server_name') ?? '',
    },
  }
}

function bytes(text: string): number {
  const [, digits = '4', unit = ''] = /^(\d+)([km]?)$/i.exec(text) ?? []
  return Number(digits) * ({ k: 1024, m: 1_048_576 }[unit.toLowerCase()] ?? 1)
}

function fail(problem: string): ParsedConf {
  return { ok: false, problem }
}
