import { EngineError } from '../errors.ts'
import type { Value } from '../read/reader.ts'
import type { Input } from '../runbook/schema.ts'

/** Control characters, spaces and line breaks of any kind: none of them belongs in an address or a path. */
const UNSAFE = /[\p{Cc}\p{Z}]/u

/**
 * Reads a value that a person or program gave for an input.
 * Throws EngineError (`bad-input`) that quotes the value and says what is accepted.
 */
export function inputValue(name: string, input: Input, text: string): Value {
  switch (input.type) {
    case 'url':
      return urlValue(name, text)
    case 'path':
      if (/\p{Cc}/u.test(text) || !text.startsWith('/'))
        throw refused(name, text, 'Give an absolute path such as /var/log/nginx/error.log.')
      return text
    case 'port':
    case 'int': {
      const number = Number(text)
      if (!/^\d+$/.test(text) || (input.type === 'port' && (number < 1 || number > 65_535)))
        throw refused(name, text, input.type === 'port' ? 'Give a port from 1 to 65535.' : 'Give a whole number.')
      return number
    }
    case 'duration':
      if (!/^\d+(ms|s|m|h)$/.test(text)) throw refused(name, text, 'Give a duration such as 30s or 15m.')
      return text
    case 'text':
      if (/\p{Cc}/u.test(text) || text.startsWith('-'))
        throw refused(name, text, 'Give plain text that does not begin with "-".')
      return text
  }
}

/** A URL in the parts that commands take; `port` is filled in from the scheme. Only http and https are accepted. */
function urlValue(name: string, text: string): Value {
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`
  if (UNSAFE.test(text) || !URL.canParse(full))
    throw refused(name, text, 'Give an address such as https://shop.example.com/cart.')
  const url = new URL(full)
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw refused(name, text, 'Only http and https addresses can be checked.')
  if (url.username !== '' || url.password !== '')
    throw refused(name, `${url.protocol}//…@${url.host}`, 'Leave user name and password out of the address.')
  const scheme = url.protocol.slice(0, -1)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  // RFC 1123, 2.1: no host begins with a hyphen; one that did could be taken as an option.
  if (host.startsWith('-')) throw refused(name, text, 'Give an address whose host begins with a letter or a digit.')
  return {
    href: url.href.replace(url.hash, ''),
    scheme,
    host,
    port: Number(url.port) || (scheme === 'https' ? 443 : 80),
    path: url.pathname,
  }
}

function refused(name: string, text: string, hint: string): EngineError {
  const shown = text.length > 80 ? `${text.slice(0, 77)}…` : text
  return new EngineError(`${JSON.stringify(shown)} cannot be used as "${name}".`, { code: 'bad-input', hint })
}
