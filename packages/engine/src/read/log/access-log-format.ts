/** Values of one line by variable name without `$`. */
export type LogFields = ReadonlyMap<string, string>

/** nginx's predefined format (ngx_http_log_module). */
export const combinedFormat =
  '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"'

interface Part {
  variable: string
  /** The text that follows the variable. */
  literal: string
}

/** Variables whose values may hold the character that ends them, or that are checked so that noise is refused. */
const known: Readonly<Record<string, RegExp>> = {
  status: /\d{3}/y,
  time_local: /\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}/y,
  time_iso8601: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)/y,
  msec: /\d+\.\d+/y,
  request_time: /[\d.]+/y,
  // One value for each upstream that was tried: `502, 200`, or ` : ` after an internal redirect.
  upstream_status: upstreamList(),
  upstream_addr: upstreamList(),
  upstream_connect_time: upstreamList(),
  upstream_header_time: upstreamList(),
  upstream_response_time: upstreamList(),
}

/** Makes a parser of a `log_format` text; it yields undefined for a line of another form. */
export function logParser(format: string): {
  has(variable: string): boolean
  parse(line: string): LogFields | undefined
} {
  const [start = '', ...rest] = format.split('$')
  const parts = rest.map(splitPart)
  return {
    has: variable => parts.some(part => part.variable === variable),
    parse: line => (line.startsWith(start) ? parseParts(line, start.length, parts) : undefined),
  }
}

/** Undoes nginx's escapes: `\xHH` of the default form, and those of JSON. */
function unescapeValue(value: string): string {
  if (!value.includes('\\')) return value
  return value.replace(/\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|(["\\/bfnrt]))/g, (_, byte, unit, plain) => {
    if (plain !== undefined) return plainEscapes[plain] ?? plain
    return String.fromCharCode(Number.parseInt(byte ?? unit, 16))
  })
}

const plainEscapes: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

function upstreamList(): RegExp {
  return /[^\s,"|;]+(?:(?:, | : )[^\s,"|;]+)*/y
}

function splitPart(text: string): Part {
  const [whole, braced, bare] = text.match(/^(?:\{(\w+)\}|(\w+))/) ?? ['']
  return { variable: braced ?? bare ?? '', literal: text.slice(whole.length) }
}

function parseParts(line: string, from: number, parts: readonly Part[]): LogFields | undefined {
  const fields = new Map<string, string>()
  let at = from
  for (const [index, { variable, literal }] of parts.entries()) {
    const end = endOf(line, at, variable, literal, index === parts.length - 1)
    if (end < 0 || !line.startsWith(literal, end)) return undefined
    if (!fields.has(variable)) fields.set(variable, unescapeValue(line.slice(at, end)))
    at = end + literal.length
  }
  return at === line.length ? fields : undefined
}

/** Where a value ends; -1 when it cannot be there. */
function endOf(line: string, at: number, variable: string, literal: string, isLast: boolean): number {
  const form = known[variable]
  if (form) {
    form.lastIndex = at
    if (form.test(line)) return form.lastIndex
    return line.startsWith('-', at) ? at + 1 : line.startsWith(literal, at) ? at : -1
  }
  if (literal === '') return isLast ? line.length : at
  if (!literal.startsWith('"')) return isLast ? line.length - literal.length : line.indexOf(literal, at)
  for (let end = at; end < line.length; end += line[end] === '\\' ? 2 : 1) {
    if (line.startsWith(literal, end)) return end
  }
  return -1
}
