import * as z from 'zod'
import type { Output } from '../../ports.ts'
import { defineReader } from '../reader.ts'
import { curlFailure } from './curl-failure.ts'
import { edgeCodeOf } from './http-edge-code.ts'
import { madeBy } from './http-maker.ts'

/**
 * The `-w` text that a probe gives to curl; the reader finds its last line by it. curl itself turns `\n` into a line
 * end, so in YAML it stands in single quotes. Times are seconds since the start (curl(1), `--write-out`).
 */
export const CURL_WRITE_OUT =
  '\\nrunbook-http code=%{http_code} ip=%{remote_ip} port=%{remote_port} dns=%{time_namelookup} connect=%{time_connect} tls=%{time_appconnect} ttfb=%{time_starttransfer} total=%{time_total}\\n'

const bodyChars = 4000

/** Reads one `curl -sS -g -i -m 15 -w CURL_WRITE_OUT URL`. Times are ms; a phase that was not reached is 0. */
export const http = defineReader({
  id: 'http',
  describes: 'One request made by curl: status, headers, body, times, and who wrote the response or why there is none.',
  options: z.strictObject({}),
  accepts: 'any',
  shape: () => ({
    status: 'int',
    reason: 'string',
    version: 'string',
    headers: 'map<string, string>',
    server: 'string',
    location: 'string',
    body: 'string',
    body_bytes: 'int',
    header_bytes: 'int',
    ip: 'string',
    port: 'int',
    dns_ms: 'int',
    connect_ms: 'int',
    tls_ms: 'int',
    ttfb_ms: 'int',
    total_ms: 'int',
    error: 'string',
    error_text: 'string',
    made_by: 'string',
    edge: 'string',
    edge_code: 'int',
  }),
  read(output) {
    const { text, measured, rest } = splitMarker(output)
    const response = lastResponse(text.trimStart())
    const failure = curlFailure({
      ending: output.ending,
      said: `${output.stderr}\n${response ? '' : text}\n${rest}`,
    })
    if (!response && !measured && !failure.text) return { ok: false, problem: 'This is not the output of curl.' }
    const { status = 0, headers = new Map<string, string>(), body = '' } = response ?? {}
    return {
      ok: true,
      values: {
        status: status || Number(measured?.code ?? 0),
        reason: response?.reason ?? '',
        version: response?.version ?? '',
        headers: Object.fromEntries(headers),
        server: headers.get('server') ?? '',
        location: headers.get('location') ?? '',
        body: body.slice(0, bodyChars),
        body_bytes: bytes(body),
        header_bytes: bytes(response?.head ?? ''),
        ip: measured?.ip ?? '',
        port: Math.max(0, Number(measured?.port ?? 0)),
        ...timesOf(measured),
        error: failure.kind,
        error_text: failure.text,
        made_by: response ? madeBy({ status, headers, body }) : '',
        edge: headers.has('cf-ray') || /^cloudflare/i.test(headers.get('server') ?? '') ? 'cloudflare' : '',
        edge_code: response ? edgeCodeOf({ headers, body }) : 0,
      },
    }
  },
  /** Each run ends with the line that `-w` wrote. */
  runs: text => text.split(/(?<=^runbook-http code=.*\n)(?=HTTP\/|\s*runbook-http code=)/m),
})

interface Split {
  /** What curl passed on: headers and body. */
  text: string
  measured: Record<string, string> | undefined
  /** What stands after the marker, where a pasted terminal shows curl's error. */
  rest: string
}

function splitMarker({ stdout, isCut }: Output): Split {
  // A cut output has lost its end, so a marker inside it can only be part of the body.
  const at = isCut ? -1 : stdout.lastIndexOf('runbook-http code=')
  if (at < 0 || (at > 0 && stdout[at - 1] !== '\n')) return { text: stdout, measured: undefined, rest: '' }
  const end = stdout.indexOf('\n', at)
  const line = stdout.slice(at, end < 0 ? undefined : end)
  const measured = Object.fromEntries([...line.matchAll(/(\w+)=(\S*)/g)].map(([, key, value]) => [key, value ?? '']))
  return {
    text: stdout.slice(0, Math.max(0, at - 1)),
    measured,
    rest: end < 0 ? '' : stdout.slice(end),
  }
}

interface Response {
  status: number
  reason: string
  version: string
  headers: Map<string, string>
  head: string
  body: string
}

/** The response after interim ones (RFC 9110, 15.2) and a proxy's answer to CONNECT; none when only those came. */
function lastResponse(text: string): Response | undefined {
  for (let rest = text; statusLine.test(rest); ) {
    const response = firstResponse(rest)
    const isInterim = response.status < 200 && response.status !== 101
    const isTunnel =
      response.status < 300 && (response.headers.size === 0 || /^connection established$/i.test(response.reason))
    if (!isInterim && !(isTunnel && (response.body === '' || statusLine.test(response.body)))) return response
    rest = response.body
  }
  return undefined
}

const statusLine = /^HTTP\/(\d(?:\.\d)?) (\d{3})(?: ([^\r\n]*))?/

function firstResponse(text: string): Response {
  const [, version = '', status = '0', reason = ''] = statusLine.exec(text) ?? []
  const end = /\r?\n\r?\n/.exec(text)
  const head = end ? text.slice(0, end.index + end[0].length) : text
  const headers = new Map<string, string>()
  for (const line of head.split(/\r?\n/).slice(1)) {
    const colon = line.indexOf(':')
    if (colon < 1) continue
    const name = line.slice(0, colon).trim().toLowerCase()
    const value = line.slice(colon + 1).trim()
    const before = headers.get(name)
    headers.set(name, before === undefined ? value : `${before}, ${value}`)
  }
  return {
    status: Number(status),
    reason: reason.trim(),
    version,
    headers,
    head,
    body: text.slice(head.length),
  }
}

function timesOf(measured: Record<string, string> | undefined) {
  const ms = (key: string) => {
    const value = Math.round(1000 * Number(measured?.[key] ?? 0))
    return Number.isSafeInteger(value) ? value : 0
  }
  return {
    dns_ms: ms('dns'),
    connect_ms: ms('connect'),
    tls_ms: ms('tls'),
    ttfb_ms: ms('ttfb'),
    total_ms: ms('total'),
  }
}

function bytes(text: string): number {
  return new TextEncoder().encode(text).length
}
