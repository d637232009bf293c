import type { Form } from './form.ts'
import { pageSeen, pageSource } from './pages.ts'

const statusLine = /^\s*HTTP\/\d(?:\.\d)? \d{3}/
const headerLine = /^(?:<\s*)?:?([A-Za-z][\w-]*): *(.*)$/
const answerHeader =
  /^(?:< )?:?(?:server|date|content-type|content-length|via|cf-ray|x-cache|x-ms-[\w-]+|set-cookie|location|x-azure-ref|x-amzn-[\w-]+|retry-after|status):/im

/** The forms in which a pasted text may be read: as it stands, and as the answer or the log line that it is a part of. */
export function formsOf(pasted: string): Form[] {
  const text = pasted.replaceAll('\r\n', '\n').replace(/^\n+/, '')
  const plain: Form = { text: text.endsWith('\n') ? text : `${text}\n` }
  const answer = answerForm(text)
  return answer ? [plain, answer] : [plain, ...fragmentForms(text.trim())]
}

function answerForm(text: string): Form | undefined {
  // curl -v marks what it received with "< ".
  if (/^< HTTP\//m.test(text)) {
    const received = text.split('\n').flatMap(line => (/^< ?/.test(line) ? [line.slice(2)] : []))
    return { text: `${received.join('\n')}\n\n`, reader: 'http' }
  }
  if (statusLine.test(text)) return { text: `${text.trimStart()}\n\n`, reader: 'http' }
  if (/^\s*<(?:!doctype|html|head|body)/i.test(text)) return pageSource(text)
  const lines = text.split('\n').filter(line => line.trim() !== '')
  if (lines.length > 0 && lines.every(line => headerLine.test(line)) && answerHeader.test(text))
    return headerForm(lines)
  return pageSeen(text)
}

/** A header block without its first line: the status is not known, and 502 is what people come with. */
function headerForm(lines: readonly string[]): Form {
  const status = /^:?status: *(\d{3})/im.exec(lines.join('\n'))?.[1]
  const rest = lines.filter(line => !/^:?status:/i.test(line))
  return {
    text: `HTTP/1.1 ${status ?? 502} \n${rest.join('\n')}\n\n`,
    reader: 'http',
    ...(status ? {} : { note: 'There is no status line, so 502 is assumed.' }),
  }
}

const nginxBeginning = '2026/01/01 00:00:00 [error] 1#1: *1 '
const apacheBeginning = '[Thu Jan 01 00:00:00.000000 2026] [proxy:error] [pid 1:tid 1] '
/** What was put before a part of a line, to be taken away again where the line is shown. */
export const madeUp =
  /^(?:2026\/01\/01 00:00:00 \[error\] 1#1: \*1 |\[Thu Jan 01 00:00:00\.000000 2026\] \[proxy:error\] \[pid 1:tid 1\] )/

/** A log line without its beginning, as people copy the part that they search for. */
function fragmentForms(text: string): Form[] {
  if (text.includes('\n') || /^\[?\d{2,4}[-/]|^\[/.test(text)) return []
  return [
    { text: `${nginxBeginning}${text}\n`, reader: 'nginx-log' },
    { text: `${apacheBeginning}${text}\n`, reader: 'apache-log' },
  ]
}
