import { createReadStream, realpathSync, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { EngineError } from '@runbook/engine'

/** A site that is being served. */
export interface ServedSite {
  url: string
  /** Resolves when nothing is served any more. */
  close(): Promise<void>
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

/**
 * Serves the files of a folder on 127.0.0.1, and nothing outside it; port 0 takes a free one. Throws EngineError
 * (`bad-input`) when the port cannot be had.
 */
export async function serveSite({ folder, port }: { folder: string; port: number }): Promise<ServedSite> {
  const root = realpathSync(folder)
  const server = createServer((request, response) => answer(request, response, root))
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

function answer(request: IncomingMessage, response: ServerResponse, root: string): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { Allow: 'GET, HEAD', 'Content-Length': 0 }).end()
    return
  }
  const asked = pathOf(request.url ?? '/')
  const found = asked === undefined ? undefined : fileFor(root, asked)
  if (found?.kind === 'folder') {
    response.writeHead(308, { Location: `${found.path}/`, 'Content-Length': 0 }).end()
    return
  }
  const missing = path.join(root, '404.html')
  const file = found?.path ?? missing
  send({ file, status: found ? 200 : 404, isHead: request.method === 'HEAD' }, response)
}

/** The path that is asked for, decoded; undefined when it cannot be one. */
function pathOf(url: string): string | undefined {
  try {
    const decoded = decodeURIComponent(url.split(/[?#]/)[0] ?? '')
    return decoded.startsWith('/') && !decoded.includes('\0') && !decoded.includes('\\') ? decoded : undefined
  } catch {
    return undefined
  }
}

type Found = { kind: 'file'; path: string } | { kind: 'folder'; path: string }

/** The file for a path; a folder is its index.html, and is asked for with a slash at its end. */
function fileFor(root: string, asked: string): Found | undefined {
  if (asked.split('/').includes('..')) return undefined
  const isFolder = asked.endsWith('/')
  const file = path.join(root, asked, isFolder ? 'index.html' : '')
  try {
    const real = realpathSync(file)
    if (real !== root && !real.startsWith(root + path.sep)) return undefined
    if (statSync(real).isFile()) return { kind: 'file', path: real }
    return { kind: 'folder', path: `/${path.relative(root, real).split(path.sep).map(encodeURIComponent).join('/')}` }
  } catch {
    return undefined
  }
}

function send(
  { file, status, isHead }: { file: string; status: number; isHead: boolean },
  response: ServerResponse,
): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size
  response.writeHead(status, {
    'Content-Type': types[path.extname(file)] ?? 'application/octet-stream',
    'Content-Length': size ?? 0,
    'Cache-Control': 'no-cache',
    'X-Content-Type-Options': 'nosniff',
  })
  if (isHead || size === undefined) response.end()
  else
    createReadStream(file)
      .on('error', () => response.destroy())
      .pipe(response)
}

function portTaken(port: number, cause: unknown): EngineError {
  return new EngineError(`Port ${port} cannot be listened on.`, {
    code: 'bad-input',
    hint: 'Choose another with --port, or leave it out for a free one.',
    cause,
  })
}
