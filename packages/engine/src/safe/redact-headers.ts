/** Gives the token that stands for a secret; what is already hidden stays as it is. */
export type Hide = (secret: string) => string

/** In a header line, a JSON object, a quoted `-H` option, or nginx's `proxy_set_header Authorization "Basic …"`. */
const authorization =
  /((?:proxy-)?authorization(?:\\*["'])?(?:[ \t]*[:=][ \t]*|[ \t]+(?=["']?(?:basic|bearer)[ \t]))(?:\\*["'])?)((?:basic|bearer|digest|token|negotiate|apikey|aws4-hmac-sha256)[ \t]+)?([^"'\\\r\n]+)/gi
const bearer = /(\bbearer[ \t]+)([\w.~+/-]{16,}=*)/gi
const cookies = /((set-)?cookie(?:\\*["'])?[ \t]*:[ \t]*\[?[ \t]*|--cookie[ =])(\\*["'])?([^\r\n]+)/gi
/** Attributes of Set-Cookie (RFC 6265 section 4.1.1): they hold no secret. */
const attribute = /^(?:path|domain|expires|max-age|samesite|priority|secure|httponly|partitioned)$/i

/** Hides what Authorization and cookie headers carry; schemes, cookie names and attributes stay. */
export function hideHeaders(text: string, hide: Hide): string {
  return text
    .replace(authorization, (_all, before: string, scheme = '', value: string) => {
      const secret = value.trimEnd()
      return before + scheme + (secret === '' ? '' : hide(secret)) + value.slice(secret.length)
    })
    .replace(bearer, (_all, before: string, value: string) => before + hide(value))
    .replace(cookies, (_all, before: string, isSet: string | undefined, quote = '', rest: string) => {
      const end = quote === '' ? rest.length : endOfQuoted(rest, quote)
      return before + quote + hideCookies(rest.slice(0, end), isSet !== undefined, hide) + rest.slice(end)
    })
}

function endOfQuoted(rest: string, quote: string): number {
  const end = rest.indexOf(quote)
  return end === -1 ? rest.length : end
}

function hideCookies(list: string, isSet: boolean, hide: Hide): string {
  return list
    .split(';')
    .map((part, index) => {
      const [, space = '', name = '', equals = '', value = '', trailing = ''] =
        /^(\s*)([^=]*?)(=?)((?<==).*?)?(\s*)$/.exec(part) ?? []
      if (isSet && index > 0 && attribute.test(name)) return part
      if (equals === '') return name === '' ? part : `${space}${hide(name)}${trailing}`
      return value === '' ? part : `${space}${name}=${hide(value)}${trailing}`
    })
    .join(';')
}
