import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { builtCommand, commandEnv, runCommand } from '../helpers/command.ts'
import { openPty, sent } from '../helpers/pty.ts'

const stateHome = mkdtempSync(path.join(tmpdir(), 'docs-'))
afterAll(() => rmSync(stateHome, { recursive: true, force: true }))
const isBuilt = existsSync(path.join(path.dirname(builtCommand), 'site', 'index.html'))

interface Answer {
  status: number
  type: string
  policy: string
  location: string
  body: string
}

describe.skipIf(!isBuilt)(`the docs on this machine${isBuilt ? '' : ' (npm run site did not run)'}`, () => {
  let running: Awaited<ReturnType<typeof startDocs>>
  let port = 0
  beforeAll(async () => {
    running = await startDocs()
    port = running.port
  })
  afterAll(async () => {
    running.end('SIGTERM')
    await running.ended
  })

  /** Asks for a path exactly as it is written; no client tidies it up. */
  const ask = (target: string, method = 'GET', headers: Record<string, string> = {}) =>
    new Promise<Answer>((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port, path: target, method, headers }, response => {
        let body = ''
        response.setEncoding('utf8').on('data', part => {
          body += part
        })
        const { 'content-type': type = '', 'content-security-policy': policy, location = '' } = response.headers
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, type, policy: String(policy), location, body }),
        )
      })
      asked.on('error', reject).end()
    })

  it('gives each kind of file its content type', async () => {
    const types = await Promise.all(
      ['/', '/runbooks/nginx/', '/runbooks/nginx.json', '/llms.txt', '/sitemap-index.xml', '/favicon.svg'].map(
        async target => {
          const { status, type } = await ask(target)
          return `${target} ${status} ${type}`
        },
      ),
    )
    expect(types).toEqual([
      '/ 200 text/html; charset=utf-8',
      '/runbooks/nginx/ 200 text/html; charset=utf-8',
      '/runbooks/nginx.json 200 application/json; charset=utf-8',
      '/llms.txt 200 text/plain; charset=utf-8',
      '/sitemap-index.xml 200 application/xml; charset=utf-8',
      '/favicon.svg 200 image/svg+xml',
    ])
  })

  it('leads from a folder to its page, and nowhere else', async () => {
    expect(await ask('/runbooks/nginx')).toMatchObject({ status: 308, location: '/runbooks/nginx/' })
    expect(await ask('//runbooks')).toMatchObject({ status: 308, location: '/runbooks/' })
  })

  it('has a page for what is not there', async () => {
    const { status, type, body } = await ask('/runbooks/no-such-one/')
    expect({ status, type }).toEqual({ status: 404, type: 'text/html; charset=utf-8' })
    expect(body).toContain('There is no page at this address')
  })

  it.each([
    '/../cli.js',
    '/..%2fcli.js',
    '/%2e%2e/cli.js',
    '/runbooks/../../cli.js',
    '/..\\cli.js',
    '/%00',
    '/%E0%A4%A',
    '//etc/passwd',
    'http://127.0.0.1/../cli.js',
  ])('gives nothing from outside the site for %s', async target => {
    const { status, body } = await ask(target)
    expect(status).toBe(404)
    expect(body).not.toContain('enableCompileCache')
  })

  it('takes no other method', async () => {
    expect(await ask('/', 'POST')).toMatchObject({ status: 405, body: '' })
    expect(await ask('/', 'HEAD')).toMatchObject({ status: 200, body: '' })
  })

  it.each(['localhost', '127.0.0.1', '[::1]'])('answers to the name %s', async name => {
    expect((await ask('/', 'GET', { host: `${name}:${port}` })).status).toBe(200)
  })

  it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.nip.io'])(
    'answers to no name from elsewhere, such as %s',
    async name => expect(await ask('/', 'GET', { host: `${name}:${port}` })).toMatchObject({ status: 421, body: '' }),
  )

  it.each(['/', '/no-such-page/'])('lets a page load from itself alone: %s', async target => {
    const { policy } = await ask(target)
    expect(policy).toContain("default-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
  })

  it('listens on loopback alone', async () => {
    const refused = await new Promise<string>(resolve => {
      const socket = connect({ host: '127.0.0.2', port })
      socket.on('connect', () => resolve('connected')).on('error', error => resolve(String(error)))
    })
    expect(refused).toContain('ECONNREFUSED')
  })

  it('says when its port is taken', async () => {
    const { code, stderr } = await runCommand(['docs', '--port', String(port)], stateHome)
    expect(code).toBe(2)
    expect(stderr).toBe(
      `Port ${port} cannot be listened on.\nChoose another with --port, or leave it out for a free one.\n`,
    )
  })

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('ends at %s with exit code %i, even while a connection is open', async (signal, code) => {
    const own = await startDocs()
    const held = connect({ host: '127.0.0.1', port: own.port }).on('error', () => {})
    await new Promise<void>(resolve => held.once('connect', resolve))
    own.end(signal)
    expect(await own.ended).toEqual({ code, signal: null })
  })

  it('ends at Ctrl-C in a terminal', async () => {
    const pty = openPty(['docs'], { stateHome })
    await pty.until(/until you press Ctrl-C/)
    pty.type(sent.ctrlC)
    expect(await pty.ended).toEqual({ code: 130, signal: 0 })
  })
})

it.each(['x', '65536', '-1'])('says that %s is not a port', async port => {
  const { code, stderr } = await runCommand(['docs', `--port=${port}`], stateHome)
  expect(code).toBe(2)
  expect(stderr).toContain(isBuilt ? `"${port}" is not a port.` : 'The docs are not built.')
})

/** Starts `runbook docs` and waits for its address. */
async function startDocs() {
  const child = spawn(process.execPath, [builtCommand, 'docs'], {
    env: commandEnv(stateHome),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<{ code: number | null; signal: string | null }>(resolve =>
    child.on('close', (code, signal) => resolve({ code, signal })),
  )
  const port = await new Promise<number>((resolve, reject) => {
    let text = ''
    child.stdout.setEncoding('utf8').on('data', part => {
      text += part
      const found = /^The docs are at http:\/\/127\.0\.0\.1:(\d+)\/ /.exec(text)
      if (found) resolve(Number(found[1]))
    })
    void ended.then(() => reject(new Error(`it ended with ${JSON.stringify(text)}`)))
  })
  return { port, ended, end: (signal: NodeJS.Signals) => child.kill(signal) }
}
