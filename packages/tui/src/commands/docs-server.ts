import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { EngineError } from '@runbook/engine'
import sirv from 'sirv'

/** A site that is being served. */
export interface ServedSite {
  url: string
  /** Resolves when nothing is served any more. */
  close(): Promise<void>
}

/** What the pages need and no more: their own files, the scripts and styles within them, and the search's WebAssembly. */
const policy = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** Every text of the site is UTF-8, which its type would not say by itself. */
const textTypes: Record<string, string> = {
  '': 'text/html; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
}

/**
 * Serves the files of a folder on 127.0.0.1, and nothing outside it; port 0 takes a free one. Throws EngineError
 * (`bad-input`) when the port cannot be had.
 */
export async function serveSite({ folder, port }: { folder: string; port: number }): Promise<ServedSite> {
  const server = createServer(answerer(realpathSync(folder)))
  await new Promise<void>((resolve, reject) => {
    server.once('error', cause => reject(portTaken(port, cause)))
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function answerer(root: string): (request: IncomingMessage, response: ServerResponse) => void {
  const ownPage = path.join(root, '404.html')
  // A site that stands below a path has its page there, and nothing on top.
  const missing = existsSync(ownPage) ? readFileSync(ownPage) : Buffer.from('Not found')
  const serve = sirv(root, {
    etag: true,
    setHeaders(response, pathname) {
      const type = textTypes[path.extname(pathname)]
      if (type) response.setHeader('Content-Type', type)
    },
    onNoMatch: (_request, response) => {
      response
        .writeHead(404, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Length': missing.length })
        .end(missing)
    },
  })
  return (request, response) => {
    response.setHeader('Cache-Control', 'no-cache')
    response.setHeader('X-Content-Type-Options', 'nosniff')
    response.setHeader('Content-Security-Policy', policy)
    if (!isOwnName(request.headers.host)) return refuse(response, 421)
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return refuse(response.setHeader('Allow', 'GET, HEAD'), 405)
    const page = folderPage(root, request.url ?? '/')
    if (page === undefined) serve(request, response)
    else refuse(response.setHeader('Location', page), 308)
  }
}

/** A page elsewhere can lead its own name to 127.0.0.1 (DNS rebinding): only names of this machine are answered. */
function isOwnName(host = ''): boolean {
  return /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i.test(host)
}

/** Where a folder that is asked for without a slash at its end has its page; undefined when it is no folder with a page. */
function folderPage(root: string, url: string): string | undefined {
  try {
    const asked = path.posix.normalize(decodeURIComponent(url.split(/[?#]/)[0] ?? ''))
    if (!asked.startsWith('/') || asked.endsWith('/')) return undefined
    return existsSync(path.join(root, asked, 'index.html')) ? `${encodeURI(asked)}/` : undefined
  } catch {
    return undefined
  }
}

/** An answer without a body. */
function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'Content-Length': 0 }).end()
}

function portTaken(port: number, cause: unknown): EngineError {
  return new EngineError(`Port ${port} cannot be listened on.`, {
    code: 'bad-input',
    hint: 'Choose another with --port, or leave it out for a free one.',
    cause,
  })
}
