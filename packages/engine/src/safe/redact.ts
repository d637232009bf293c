import type { Redact } from '../ports.ts'
import { type Hide, hideHeaders } from './redact-headers.ts'
import { hideSettings } from './redact-settings.ts'

/** Key formats that their makers document and that nothing else looks like. */
const knownTokens = [
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\beyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*)?/g,
  /\b(?:gh[pousr]_[A-Za-z0-9]{16,}|github_pat_\w{20,}|glpat-[\w-]{16,}|npm_[A-Za-z0-9]{36})/g,
  /\bxox[abeoprs]-[\w-]{8,}/g,
  /\b(?:[srp]k_(?:live|test)_|whsec_)\w{8,}/g,
  /\b(?:AIza[\w-]{35}|SG\.[\w-]{16,}\.[\w-]{16,}|hvs\.[\w-]{20,}|dop_v1_[0-9a-f]{64})/g,
  /(?<![\w-])sk-(?:[a-z]+-)?[\w-]{20,}/g,
]
/** A block that was cut short is hidden as far as it looks like one. */
const pemKey =
  /(-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----)((?:[\w+/=\s\\:,.]|-(?!----))*)(-----END [A-Z0-9 ]*PRIVATE KEY-----)?/g
/** RFC 3986 section 3.2.1; a password with an unescaped `@` runs to the last one. */
const urlPassword = /(\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s/@:"'<>?#[]*:)([^\s/"'<>?#]+)(?=@)/gi
/** A lone user part this long is a key (a Sentry DSN, a personal access token). */
const urlKey = /(\b[a-z][a-z0-9+.-]{0,20}:\/\/)([^\s/@:"'<>?#[]{16,})(?=@)/gi
const queryValue =
  /([?&](?:amp;)?(?:[\w-]{0,40}(?:token|secret|password|signature|credential)|key|api[-_]?key|sig|code|auth|sid|session(?:id)?)=)([^&\s"'#<>]+)/gi
const hidden = /^\[hidden:[0-9a-f]+\]$/
/** One pass nearly always settles it; the bound only keeps hostile text from choosing how long this takes. */
const mostPasses = 8

/**
 * Makes the function that hides secrets as `[hidden:1a2b]`, by what is known of headers, settings, URLs and key formats.
 * `digestOf` gives hex and carries the session's salt, so that a token says nothing outside of its session.
 */
export function createRedact(digestOf: (text: string) => string): Redact {
  const hide: Hide = secret => (hidden.test(secret) ? secret : `[hidden:${digestOf(secret).slice(0, 4)}]`)
  return text => {
    let current = text
    for (let pass = 0; pass < mostPasses; pass++) {
      const next = hideOnce(current, hide)
      if (next === current) break
      current = next
    }
    return current
  }
}

function hideOnce(text: string, hide: Hide): string {
  const keepFirst = (_all: string, before: string, secret: string) => before + hide(secret)
  let result = text.replace(pemKey, (_all, begin: string, body: string, end?: string) =>
    body.trim() === '' ? begin + body + (end ?? '') : `${begin}\n${hide(body.trim())}\n${end ?? ''}`,
  )
  result = hideHeaders(result, hide)
  result = result.replace(urlPassword, keepFirst).replace(urlKey, keepFirst)
  result = result.replace(queryValue, (all, before: string, value: string) =>
    /^\d{3}$/.test(value) ? all : before + hide(value),
  )
  result = hideSettings(result, hide)
  for (const pattern of knownTokens) result = result.replace(pattern, hide)
  return result
}
