import { makerOfServer } from '@runbook/engine/core'
import type { Form } from './form.ts'

/** Proxies that answer with a bare sentence instead of a page, and the status that goes with it. */
const bare: [RegExp, string][] = [
  [/^(?:Bad Gateway|upstream connect error or disconnect\/reset before headers.*)$/s, '502'],
  [/^(?:Service Unavailable|no available server|no healthy upstream)$/, '503'],
  [/^(?:Gateway Timeout|upstream (?:request|response) timeout|504\.0 GatewayTimeout.*)$/s, '504'],
]
const heading = /^\s*(?:HTTP )?(?:Error )?([45]\d\d)\b[\s\-–:.]*([A-Z][^\n]{2,120}?)?\s*$/m
const cloudflareCode = /\bError(?: code)?:? *(1\d{3}|52\d|530)\b/i
const standardReason = /^(?:Bad Gateway|Service (?:Temporarily )?Unavailable|Gateway Time-?out|Internal Server Error)$/i
/** Products that sign the pages that they make in nginx's form. */
const signing = new Set(['nginx', 'cloudflare', 'azure-app-gateway'])
/** http.c of HAProxy: `http_err_msgs`. */
const haproxySentence =
  /^(?:No server is available to handle this request|The server returned an invalid or incomplete response|The server didn't respond in time|An internal server error occurred|Your browser (?:sent an invalid request|didn't send a complete request in time))\.$/
const apacheSentence =
  /proxy server (?:received an invalid|could not handle)|server is temporarily unable to service your request|^Apache\/\S+.* Port \d+$/m
const shownNote = 'Read as the page that a browser shows.'

/** The answer that a page shown by a browser stands for; undefined when the text is no such page. */
export function pageSeen(pasted: string): Form | undefined {
  const text = pasted.trim()
  if (isServer(text)) return answer('502', `server: ${text}\n\n`, 'There is no status, so 502 is assumed.')
  const bareStatus = bare.find(([sentence]) => sentence.test(text))?.[1]
  if (bareStatus) return answer(bareStatus, `\n${text}`)
  if (text.length > 2000) return undefined
  const code = cloudflareCode.exec(text)?.[1]
  if (code) return cloudflareAnswer(code)
  const [, status, reason = ''] = heading.exec(text) ?? []
  return status === undefined
    ? undefined
    : answer(status, `content-type: text/html\n\n${bodyOf(text, status, reason)}`, shownNote)
}

/** The source of a page, as it stands; its title or heading tells the status. */
export function pageSource(text: string): Form {
  const status = /<(?:title|h1)[^>]*>[^<]*?\b([1-5]\d\d)\b/i.exec(text)?.[1] ?? '502'
  // An ALB's page is only told from others by its line ends, which pasting loses.
  const body = /<center><h1>/.test(text) ? `${text.trim().replaceAll('\n', '\r\n')}\r\n` : text
  return answer(status, `content-type: text/html\n\n${body}`)
}

/** What stands in a `Server` header: a product, maybe its version, maybe its system. */
function isServer(text: string): boolean {
  return /^\S+(?: \([^)]*\))?$/.test(text) && makerOfServer(text) !== undefined
}

function isSignature(line: string): boolean {
  return /^\S+$/.test(line) && signing.has(makerOfServer(line) ?? '')
}

/** The stock page that shows itself so, or a page without any style. */
function bodyOf(text: string, status: string, reason: string): string {
  const rest = text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && !heading.test(line))
  const title = `${status} ${reason}`.trim()
  const last = rest.at(-1) ?? ''
  if (standardReason.test(reason) && (rest.length === 0 || (rest.length === 1 && isSignature(last))))
    return `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n${rest.length === 0 ? '' : `<hr><center>${last}</center>\r\n`}</body>\r\n</html>\r\n`
  if (rest.length === 1 && haproxySentence.test(last)) return `<html><body><h1>${title}</h1>\n${last}\n</body></html>\n`
  if (apacheSentence.test(text))
    return `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n<title>${title}</title>\n</head><body>\n<h1>${reason}</h1>\n<p>${rest.join(' ')}</p>\n</body></html>\n`
  return `<html><body>\n${text}\n</body></html>\n`
}

/** Cloudflare's own codes: 1xxx come with 530 or 409, 52x are statuses. */
function cloudflareAnswer(code: string): Form {
  const status = code.length === 4 ? '530' : code
  return answer(status, `server: cloudflare\ncf-ray: 0-AAA\n\nerror code: ${code}`, shownNote)
}

function answer(status: string, rest: string, note?: string): Form {
  return { text: `HTTP/1.1 ${status} \n${rest}`, reader: 'http', ...(note ? { note } : {}) }
}
