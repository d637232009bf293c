import { describe, expect, it } from 'vitest'
import { valuesOf } from '../read-with.ts'

const inUse = `shop 1.2 listening on http://0.0.0.0:3000
node:events:502
      throw er; // Unhandled 'error' event
      ^

Error: listen EADDRINUSE: address already in use :::3000
    at Server.setupListenHandle [as _listen2] (node:net:1908:16)
    at Server.<anonymous> (/srv/shop/server.js:1:146)
Emitted 'error' event on Server instance at:
    at emitErrorNT (node:net:1944:8)
    at process.processTicksAndRejections (node:internal/process/task_queues:82:21) {
  code: 'EADDRINUSE',
  errno: -98,
  syscall: 'listen',
  address: '::',
  port: 3000
}

Node.js v20.20.2
`
const handled = `Error: handled
    at Object.<anonymous> (/srv/shop/load.js:1:15)
    at Module._compile (node:internal/modules/cjs/loader:1521:14)
`
const thrown = `/srv/shop/load.js:3
  throw new Error('boom')
  ^

Error: boom
    at Timeout.tick [as _onTimeout] (/srv/shop/load.js:3:9)
    at listOnTimeout (node:internal/timers:581:17)
`
const oom = `<--- Last few GCs --->

[14636:0x1c8b5ca0]       65 ms: Mark-Compact 31.0 (66.2) -> 31.0 (66.2) MB, 0.62 / 0.00 ms  (average mu = 0.974)

<--- JS stacktrace --->

FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory
----- Native stack trace -----

 1: 0xb78db3 node::OOMErrorHandler(char const*, v8::OOMDetails const&) [node]
`
const trailer = '\nNode.js v20.20.2\n'

/** An uncaught error as Node 20 prints it when it was raised inside Node. */
const raised = (message: string, more = '') =>
  `node:internal/errors:541\n      throw error;\n      ^\n\n${message}\n    at x (node:net:1:1)\n    at /srv/a.js:9:1${more}\n${trailer}`

describe('node-log', () => {
  it('reads an uncaught error with its place, its port, and where the application had listened', () => {
    expect(valuesOf('node-log', { stdout: inUse })).toEqual({
      found: true,
      kind: 'eaddrinuse',
      line: 'Error: listen EADDRINUSE: address already in use :::3000',
      at: '/srv/shop/server.js:1:146',
      port: 3000,
      node_version: '20.20.2',
      listening_port: 3000,
      events: 1,
    })
  })

  it.each([
    ['uncaught-exception', 'Error: boom', thrown + trailer],
    ['uncaught-exception', 'Error: boom', thrown],
    [
      'uncaught-exception',
      'text',
      `[eval]:1\nthrow "text"\n^\ntext\n(Use \`node --trace-uncaught ...\` to show where)\n${trailer}`,
    ],
    [
      'uncaught-exception',
      'SyntaxError: Unexpected token } in JSON at position 1',
      raised('SyntaxError: Unexpected token } in JSON at position 1'),
    ],
    ['heap-oom', 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory', oom],
    [
      'eacces',
      'Error: listen EACCES: permission denied 0.0.0.0:80',
      raised('Error: listen EACCES: permission denied 0.0.0.0:80'),
    ],
    [
      'module-missing',
      "Error: Cannot find module 'nope'",
      raised("Error: Cannot find module 'nope'\nRequire stack:\n- /srv/a.js"),
    ],
    [
      'module-missing',
      "Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'y' imported from /srv/a.mjs",
      raised("Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'y' imported from /srv/a.mjs"),
    ],
    [
      'module-missing',
      "Error: The module '/srv/x.node'",
      raised(
        "Error: The module '/srv/x.node'\nwas compiled against a different Node.js version using\nNODE_MODULE_VERSION 108.",
        " {\n  code: 'ERR_DLOPEN_FAILED'\n}",
      ),
    ],
    [
      'syntax',
      'SyntaxError: Unexpected end of input',
      '/srv/a.js:2\n\n\n\nSyntaxError: Unexpected end of input\n    at wrapSafe (node:internal/modules/cjs/loader:1464:18)\n' +
        trailer,
    ],
    [
      'unhandled-rejection',
      'UnhandledPromiseRejection: The promise rejected with the reason "no".',
      raised('UnhandledPromiseRejection: The promise rejected with the reason "no".'),
    ],
    [
      'unhandled-rejection',
      'Error: no',
      `node:internal/process/promises:288\n  triggerUncaughtException(err, true /* fromPromise */);\n  ^\n\nError: no\n    at /srv/a.js:1:1\n${trailer}`,
    ],
    [
      'dependency-refused',
      'Error: connect ECONNREFUSED 127.0.0.1:5432',
      raised('Error: connect ECONNREFUSED 127.0.0.1:5432', " {\n  code: 'ECONNREFUSED',\n  port: 5432\n}"),
    ],
    [
      'dependency-refused',
      'AggregateError [ECONNREFUSED]:',
      raised('AggregateError [ECONNREFUSED]: ', ' {\n  [errors]: [\n    Error: connect ECONNREFUSED ::1:5432\n  ]\n}'),
    ],
    [
      'dependency-refused',
      'Error: getaddrinfo ENOTFOUND db.internal',
      raised('Error: getaddrinfo ENOTFOUND db.internal'),
    ],
    [
      'headers-sent',
      'Error [ERR_HTTP_HEADERS_SENT]: Cannot set headers after they are sent to the client',
      raised('Error [ERR_HTTP_HEADERS_SENT]: Cannot set headers after they are sent to the client'),
    ],
    [
      'invalid-char',
      'TypeError [ERR_INVALID_CHAR]: Invalid character in header content ["x"]',
      raised('TypeError [ERR_INVALID_CHAR]: Invalid character in header content ["x"]'),
    ],
    [
      'emfile',
      "Error: EMFILE: too many open files, open '/srv/a'",
      raised("Error: EMFILE: too many open files, open '/srv/a'"),
    ],
    [
      'enospc',
      'Error: ENOSPC: no space left on device, write',
      raised('Error: ENOSPC: no space left on device, write'),
    ],
  ])('names %s by "%s"', (kind, line, stdout) => {
    expect(valuesOf('node-log', { stdout: `${handled}${stdout}` })).toMatchObject({
      found: true,
      kind,
      line,
      events: 1,
    })
  })

  it.each([
    ['an error that was logged', handled],
    [
      'a refused dependency that was logged',
      'Error: connect ECONNREFUSED 127.0.0.1:5432\n    at TCPConnectWrap (node:net:1611:16)\n',
    ],
    [
      'an error that Express answered',
      'Error [ERR_HTTP_HEADERS_SENT]: Cannot set headers\n    at /srv/a.js:1:1\nGET /next 200\n',
    ],
    ['an ordinary log', 'GET / 200\nlistening on port 3000\n'],
    ['nothing', ''],
  ])('does not take for fatal: %s', (_title, stdout) => {
    expect(valuesOf('node-log', { stdout })).toMatchObject({ found: false, kind: '', line: '', at: '', events: 0 })
  })

  it.each([
    [
      'the journal',
      thrown
        .trimEnd()
        .split('\n')
        .filter(line => line !== '')
        .map(line => `2026-11-21T07:18:16+0000 web1 node[153]: ${line}`)
        .concat('2026-11-21T07:18:16+0000 web1 node[153]: Node.js v18.20.4'),
    ],
    [
      'the journal in its short form',
      `${thrown}${trailer}`.split('\n').map(line => `Nov 21 07:18:16 web1 node[153]: ${line}`.trimEnd()),
    ],
    ['pm2 logs in colour', `${thrown}${trailer}`.split('\n').map(line => `\u001b[31m2|crash    | \u001b[39m${line}`)],
    ['pm2 with times', `${thrown}${trailer}`.split('\n').map(line => `2026-11-21T07:18:06: ${line}`)],
    ['docker compose', `${thrown}${trailer}`.split('\n').map(line => `app-1  | ${line}`)],
  ])('reads through the prefixes of %s', (_title, lines) => {
    const read = valuesOf('node-log', { stdout: lines.join('\n') })
    expect(read).toMatchObject({
      kind: 'uncaught-exception',
      line: 'Error: boom',
      at: '/srv/shop/load.js:3:9',
      events: 1,
    })
  })

  it('believes systemd that an error which the application printed itself was its end', () => {
    const end = '2026-11-21T07:18:16+0000 web1 systemd[1]: shop.service: Main process exited, code=exited, status='
    expect(valuesOf('node-log', { stdout: `${handled}${end}1/FAILURE\n` })).toMatchObject({
      found: true,
      line: 'Error: handled',
    })
    expect(valuesOf('node-log', { stdout: `${handled}${end}0/SUCCESS\n` })).toMatchObject({ found: false })
  })

  it('takes the last stack when the process is known to have died, as PM2 prints no trailer', () => {
    const stdout = `${handled}Error: boom\n    at Timeout.tick (/srv/shop/load.js:3:9)\nGET / 200\n`
    expect(valuesOf('node-log', { stdout })).toMatchObject({ found: false })
    expect(valuesOf('node-log', { stdout, options: { died: true } })).toMatchObject({ line: 'Error: boom', events: 1 })
  })

  it('takes the newest of several', () => {
    expect(valuesOf('node-log', { stdout: `${inUse}${oom}${thrown}${trailer}` })).toMatchObject({
      line: 'Error: boom',
      events: 3,
    })
    expect(valuesOf('node-log', { stdout: `${thrown}${trailer}${oom}` })).toMatchObject({ kind: 'heap-oom', events: 2 })
  })

  it.each([
    ['Server listening on port 3000', 3000],
    ['app started on http://localhost:8080/', 8080],
    ['Listening on [::]:4000', 4000],
    ['- Local:        http://localhost:3100', 3100],
    ['listening at 3200', 3200],
    ['listening on port 1\nlistening on port 2', 2],
    ['12:30:45 listening on /run/app.sock', 0],
    ['GET http://localhost:9000/ 200', 0],
  ])('reads where it listens: %s', (stdout, listening_port) => {
    expect(valuesOf('node-log', { stdout })).toMatchObject({ listening_port })
  })
})
