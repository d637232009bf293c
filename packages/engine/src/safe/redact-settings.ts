import type { Hide } from './redact-headers.ts'

/** What names a secret. `pass` alone only as a name's own part, and not nginx's `proxy_pass`. */
const names =
  '(?:(?<!unexpected )(?:password|passwd|passphrase|secret|token|api[-_]?key|access[-_]?key|account[-_]?key|private[-_]?key|auth[-_]?key|encryption[-_]?key|connection[-_]?string|requirepass|masterauth)|(?<!proxy_|fastcgi_|uwsgi_|scgi_|grpc_|memcached_|[a-z])pass|(?<=;\\s?|user[-_]?)pwd)'
/** `SECRET_KEY_BASE` and `accessKeyId` are secrets, `token_count`, `secretName` and `password_file` are not. */
const suffixes = '(?:[-_]?(?:base|key|id|value|hash|base64|b64|[0-9]{1,2})){0,3}'
const separator = '(?:\\\\*["\'])?[ \\t]*(?:=>|[:=])[ \\t]*'
const quoted = new RegExp(`(${names}${suffixes}${separator})(\\\\*)(["'])(.*?)\\2\\3`, 'gi')
/** `key: several words` alone on a line, as YAML has it. */
const wholeLine = new RegExp(
  `^([ \\t>-]*(?:export[ \\t]+)?[\\w.-]{0,40}?${names}${suffixes}${separator})([^\\s"'=:&;\\\\][^"'=:&;\\\\\\r\\n]*?)(?=[ \\t]*\\r?$)`,
  'gim',
)
/** Up to a blank or quote, or to `&` or `;` when another setting follows. */
const bare = new RegExp(`(${names}${suffixes}${separator})((?:[^\\s"'&;\\\\]|[&;](?!\\s|$|[\\w .%-]{1,40}=))+)`, 'gi')
/** `--password x`, redis' `requirepass x`, SQL's `IDENTIFIED BY 'x'`. */
const spaced = new RegExp(
  `((?:--?[\\w-]{0,40}?${names}${suffixes}|^[ \\t]*(?:requirepass|masterauth|auth_pass)|\\bidentified by)[ \\t]+)(?:(["'])(.*?)\\2|([^\\s"'-]\\S*))`,
  'gim',
)
/** What people write where no secret stands: MySQL's `(using password: YES)`, `"token": null`. */
const placeholder =
  /^(?:yes|no|true|false|on|off|null|nil|none|undefined|empty|set|unset|\*+|<[^>]*>|\$\{?\w+\}?|0|1)?$/i
/** Where Azure Key Vault keeps a secret: its address, which opens nothing. */
const vaultAddress = /^https:\/\/[\w-]+\.vault\.(?:azure\.net|azure\.cn|usgovcloudapi\.net)\/secrets\/[\w/-]*$/i

/** Hides the values of settings whose names say that they are secret, as `KEY=value`, YAML, JSON or options. */
export function hideSettings(text: string, hide: Hide): string {
  const hideValue = (value: string) => (placeholder.test(value) || vaultAddress.test(value) ? value : hide(value))
  return text
    .replace(quoted, (_all, before: string, slashes: string, quote: string, value: string) => {
      return `${before}${slashes}${quote}${hideValue(value)}${slashes}${quote}`
    })
    .replace(wholeLine, (all, before: string, value: string) => (isFileName(before) ? all : before + hideValue(value)))
    .replace(bare, (all, before: string, value: string, at: number) => {
      if (text[at - 1] === '/' && /passwd:\s$/i.test(before)) return all
      const end = value.startsWith('[hidden:') ? value : value.replace(/[,)}\]]+$/, '')
      return before + (end === '' ? '' : hideBare(end, hideValue)) + value.slice(end.length)
    })
    .replace(spaced, (_all, before: string, quote: string | undefined, inner: string | undefined, word = '') => {
      return quote === undefined ? before + hideValue(word) : `${before}${quote}${hideValue(inner ?? '')}${quote}`
    })
}

/** The word that only looks like a setting: `/etc/passwd: No such file`. */
function isFileName(before: string): boolean {
  return /\/passwd:\s*$/i.test(before)
}

/** What follows a token that is there already (`[hidden:1a2b],`) is not part of the secret. */
function hideBare(value: string, hideValue: Hide): string {
  const token = /^\[hidden:[0-9a-f]+\]/.exec(value)?.[0]
  return token === undefined ? hideValue(value) : value
}
