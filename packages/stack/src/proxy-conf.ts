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

interface Directive {
  name: string
  args: string[]
  line: number
}

type Token = { kind: 'word' | '{' | '}' | ';'; text: string; line: number }

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
  const directives: Directive[] = []
  const at = (line: number) => `in ${file}:${line}`
  let depth = 0
  let words: Token[] = []
  const tokens = [...tokenize(text)]
  for (const token of tokens) {
    if (token.kind === 'word') {
      words.push(token)
      continue
    }
    if (token.kind === '}') {
      if (words.length > 0 || depth === 0) return fail(`unexpected "}" ${at(token.line)}`)
      depth--
      continue
    }
    const [first, ...rest] = words
    words = []
    if (!first) return fail(`unexpected "${token.text}" ${at(token.line)}`)
    if (!known.has(first.text)) return fail(`unknown directive "${first.text}" ${at(first.line)}`)
    if (first.text === 'proxy_pass' && rest.length !== 1) {
      return fail(`invalid number of arguments in "proxy_pass" directive ${at(token.line)}`)
    }
    directives.push({ name: first.text, args: rest.map(word => word.text), line: first.line })
    if (token.kind === '{') depth++
  }
  const end = text.split('\n').length
  if (depth > 0 || words.length > 0) return fail(`unexpected end of file, expecting "}" ${at(end)}`)
  return interpret(directives, at)
}

function interpret(directives: readonly Directive[], at: (line: number) => string): ParsedConf {
  const find = (name: string) => directives.findLast(directive => directive.name === name)
  const pass = find('proxy_pass')
  const address = pass?.args[0] ?? ''
  if (!pass || !URL.canParse(address) || !/^https?:/.test(address)) {
    return fail(`invalid URL prefix ${at(pass?.line ?? 1)}`)
  }
  return {
    ok: true,
    conf: {
      target: new URL(address),
      readTimeout: milliseconds(find('proxy_read_timeout')?.args[0] ?? '60s'),
      bufferSize: bytes(find('proxy_buffer_size')?.args[0] ?? '4k'),
      serverName: find('server_name')?.args[0] ?? '',
    },
  }
}

function* tokenize(text: string): Generator<Token> {
  let line = 1
  for (const match of text.matchAll(/#[^\n]*|\n|[{};]|'[^']*'|"[^"]*"|[^\s{};#'"]+/g)) {
    const [word] = match
    if (word === '{' || word === '}' || word === ';') yield { kind: word, text: word, line }
    else if (word !== '\n' && !word.startsWith('#'))
      yield { kind: 'word', text: word.replace(/^(['"])(.*)\1$/s, '$2'), line }
    line += word.split('\n').length - 1
  }
}

function milliseconds(text: string): number {
  const [, digits = '60', unit = 's'] = /^(\d+)(ms|s|m|h)?$/.exec(text) ?? []
  return Number(digits) * ({ ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[unit] ?? 1000)
}

function bytes(text: string): number {
  const [, digits = '4', unit = ''] = /^(\d+)([km]?)$/i.exec(text) ?? []
  return Number(digits) * ({ k: 1024, m: 1_048_576 }[unit.toLowerCase()] ?? 1)
}

function fail(problem: string): ParsedConf {
  return { ok: false, problem }
}
