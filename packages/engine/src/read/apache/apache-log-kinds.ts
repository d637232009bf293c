/** One family of lines in an Apache error log that tells why a proxied request failed. */
interface ApacheLogKind {
  kind: string
  /** Matched against the code, a space and the message behind it. */
  pattern: RegExp
  /** True when it concerns every request to this server. */
  isGlobal?: boolean
}

/**
 * Most telling first: one failing request writes several lines, and the first of these that is among them names it.
 * Codes are those of Apache 2.4: mod_proxy.c, proxy_util.c, mod_proxy_http.c, mod_proxy_fcgi.c, mod_ssl and the MPMs.
 */
const kinds: readonly ApacheLogKind[] = [
  { kind: 'no-protocol-handler', pattern: /^AH01144 / },
  { kind: 'dns', pattern: /^AH00898 DNS lookup failure/ },
  { kind: 'tls-not-enabled', pattern: /^AH0(?:1961|0961) / },
  { kind: 'tls-handshake', pattern: /^AH00898 Error during SSL Handshake|^AH02039 |^AH02004 |^AH02005 |^AH02411 / },
  { kind: 'header-too-big', pattern: /^AH10124 |header (?:is )?too long/ },
  { kind: 'bad-header', pattern: /^AH01106 / },
  { kind: 'pool-exhausted', pattern: /^AH00941 / },
  { kind: 'connect-failed', pattern: /^AH0(?:0957|2454) / },
  { kind: 'members-in-error', pattern: /^AH(?:01167|00940|01170) / },
  { kind: 'read-failed', pattern: /^AH01102 / },
  { kind: 'read-failed', pattern: /^AH00898 Error reading from remote server/ },
  { kind: 'body-failed', pattern: /^AH01110 / },
  { kind: 'fcgi-failed', pattern: /^AH0(?:1067|1068|1075|1069|1070) / },
  { kind: 'send-failed', pattern: /^AH01084 |^AH01097 / },
  { kind: 'connect-failed', pattern: /^AH0(?:1114|1079|0959) / },
  { kind: 'out-of-workers', pattern: /^AH00(?:484|161|286) |^AH03490 /, isGlobal: true },
]

/** How telling a line is, 0 the most; undefined when it says nothing about a proxied request. */
export function rankOf(code: string, message: string): number | undefined {
  const at = kinds.findIndex(({ pattern }) => pattern.test(`${code} ${message}`))
  return at < 0 ? undefined : at
}

/** The name of a rank. */
export function kindAt(rank: number): string {
  return kinds[rank]?.kind ?? ''
}

/** Whether a kind of that rank concerns every request. */
export function isGlobalAt(rank: number): boolean {
  return kinds[rank]?.isGlobal === true
}
