import { describe, expect, it } from 'vitest'
import { bareLine } from '../../../../packages/engine/src/read/log/log-prefix.ts'

describe('what a keeper of logs puts before a line', () => {
  it.for([
    ['docker compose', 'app-1  | Error: boom', 'Error: boom'],
    ['pm2 logs', '0|shop     | Error: boom', 'Error: boom'],
    ['journalctl', 'Nov 21 08:00:00 web1 node[812]: Error: boom', 'Error: boom'],
    ['journalctl -o short-iso', '2026-11-21T08:00:00+0000 web1 node[812]: Error: boom', 'Error: boom'],
    ['journalctl -o short-unix', '1795245350.123456 web1 node[812]: Error: boom', 'Error: boom'],
    ['docker logs -t', '2026-11-21T08:00:00.123456789Z Error: boom', 'Error: boom'],
    ['pm2 --time', '2026-11-21 08:00:00 +00:00: Error: boom', 'Error: boom'],
    ['colours', '\u001b[31mError: boom\u001b[39m', 'Error: boom'],
    ['nothing', 'Error: boom  ', 'Error: boom'],
    ['an own indentation', 'Nov 21 08:00:00 web1 node[812]:     at f (/a.js:1:1)', '    at f (/a.js:1:1)'],
  ] as const)('is taken off: %s', ([, line, expected]) => {
    expect(bareLine(line)).toBe(expected)
  })
})
