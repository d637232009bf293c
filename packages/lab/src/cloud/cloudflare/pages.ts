import { type Answer, page, type Reply, type State } from '../scenario.ts'

const headers = { server: 'cloudflare', 'cf-ray': '8f0123456789abcd-AMS' }

/** A page that the edge sends; `type` is the value of `cf-error-type`. */
export function edge(status: number, body: string, more: Record<string, string> = {}): Reply {
  return page(status, body, { ...headers, ...more })
}

/** An error that the edge made itself, such as 522 or 1016. */
export function edgeError(status: number, code = status): Reply {
  return edge(status, `error code: ${code}`, { 'cf-error-type': code < 1000 ? '52x' : String(code) })
}

/** The page that stands in place of the origin's own 502 or 504. */
export function branded(status: 502 | 504): Reply {
  const title = status === 502 ? 'Bad gateway' : 'Gateway time-out'
  return edge(
    status,
    `<!DOCTYPE html>
<html lang="en-US"><head><title>shop.example.com | ${status}: ${title}</title></head>
<body><div id="cf-wrapper"><div id="cf-error-details"><h1>${title} <span class="code-label">Error code ${status}</span></h1>
<p>Host: Error</p></div></div></body></html>
`,
  )
}

/** The page of the edge's own nginx. */
export function unbranded(status: number, title: string): Reply {
  return edge(
    status,
    `<html>\r\n<head><title>${status} ${title}</title></head>\r\n<body>\r\n<center><h1>${status} ${title}</h1></center>\r\n<hr><center>cloudflare</center>\r\n</body>\r\n</html>\r\n`,
  )
}

/** What the site answers when nothing is wrong. */
export function fine(): Reply {
  return edge(200, '<html><body>The shop is open.</body></html>\n', { 'cf-cache-status': 'DYNAMIC' })
}

/** The shop: the reply given, until it is healed. */
export function shop(reply: Reply): Record<string, Answer> {
  return { 'shop.example.com': (_request, { healed }: State) => (healed ? fine() : reply) }
}

/** Pages of the layers behind. */
export const behind = {
  nginx: (status: number, title: string): Reply =>
    page(
      status,
      `<html>\r\n<head><title>${status} ${title}</title></head>\r\n<body>\r\n<center><h1>${status} ${title}</h1></center>\r\n<hr><center>nginx/1.22.1</center>\r\n</body>\r\n</html>\r\n`,
      { server: 'nginx/1.22.1' },
    ),
  alb: (status: number, title: string): Reply =>
    page(
      status,
      `<html>\r\n<head><title>${status} ${title}</title></head>\r\n<body>\r\n<center><h1>${status} ${title}</h1></center>\r\n</body>\r\n</html>\r\n`,
      { server: 'awselb/2.0' },
    ),
}
