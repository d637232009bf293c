import { describe, expect, it } from 'vitest'
import { fatalEvents } from '../../../../packages/engine/src/read/application/node-fatal.ts'

const trailer = ['', 'Node.js v20.20.2']
const frame = '    at Server.<anonymous> (/srv/shop/server.js:12:9)'

describe('a fatal event of Node.js', () => {
  it.for([
    [
      'eaddrinuse',
      [
        'Error: listen EADDRINUSE: address already in use :::3000',
        '    at Server.setupListenHandle [as _listen2] (node:net:1908:16)',
        frame,
      ],
      { port: 3000 },
    ],
    ['eacces', ['Error: listen EACCES: permission denied 0.0.0.0:80', frame], { port: 80 }],
    [
      'module-missing',
      ["Error: Cannot find module 'express'", 'Require stack:', '- /srv/shop/server.js', frame],
      { port: 0 },
    ],
    [
      'module-missing',
      ["Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'pg' imported from /srv/shop/db.js", frame],
      {},
    ],
    [
      'syntax',
      [
        '/srv/shop/server.js:7',
        'const = 1',
        '      ^',
        '',
        "SyntaxError: Unexpected token '='",
        '    at wrapSafe (node:internal/modules/cjs/loader:1281:20)',
      ],
      { at: '/srv/shop/server.js:7' },
    ],
    ['uncaught-exception', ['SyntaxError: Unexpected end of JSON input', '    at JSON.parse (<anonymous>)', frame], {}],
    [
      'dependency-refused',
      [
        'Error: connect ECONNREFUSED 127.0.0.1:5432',
        '    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1607:16)',
      ],
      { at: '' },
    ],
    [
      'headers-sent',
      ['Error [ERR_HTTP_HEADERS_SENT]: Cannot set headers after they are sent to the client', frame],
      {},
    ],
    [
      'unhandled-rejection',
      [
        '[UnhandledPromiseRejection: This error originated either by throwing inside of an async function] {',
        "  code: 'ERR_UNHANDLED_REJECTION'",
        '}',
      ],
      {},
    ],
    [
      'uncaught-exception',
      ["TypeError: Cannot read properties of undefined (reading 'id')", frame],
      { at: '/srv/shop/server.js:12:9' },
    ],
  ] as const)('of the kind %s: %j', ([kind, lines, more]) => {
    expect(fatalEvents([...lines, ...trailer], false)).toMatchObject([{ kind, version: '20.20.2', ...more }])
  })

  it.for([
    [
      'out of memory, without a stack',
      ['FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory'],
      'heap-oom',
    ],
    ['too many open files', ["Error: EMFILE: too many open files, open '/srv/shop/a'"], 'emfile'],
    ['a full disk, in a line of a logger', ['[error] ENOSPC: no space left on device, write'], 'enospc'],
  ] as const)('is certain by itself: %s', ([, lines, kind]) => {
    expect(fatalEvents(lines, false)).toMatchObject([{ kind, version: '' }])
  })

  const logged = ['Error: handled', frame, 'GET /next 200']

  it('is not an error that was only logged', () => {
    expect(fatalEvents(logged, false)).toEqual([])
  })

  it('is the last stack of a process that is known to have died', () => {
    expect(fatalEvents(['Error: before', frame, ...logged], true)).toMatchObject([{ line: 'Error: handled' }])
  })

  it('comes in the order of the log', () => {
    const first = ['TypeError: x is not a function', frame, ...trailer]
    const second = ['Error: listen EADDRINUSE: address already in use :::80', ...trailer]
    expect(fatalEvents([...first, ...second], false).map(({ kind }) => kind)).toEqual([
      'uncaught-exception',
      'eaddrinuse',
    ])
  })
})
