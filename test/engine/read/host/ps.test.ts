import { describe, expect, it } from 'vitest'
import { processesOf } from '../../../../packages/engine/src/read/host/ps.ts'

describe('rows of ps', () => {
  it.for([
    [
      '    1     0 root       86400 Ss    0.0 /sbin/init splash  ',
      { pid: 1, ppid: 0, user: 'root', seconds: 86_400, state: 'Ss', cpu: 0, args: '/sbin/init splash' },
    ],
    [
      '13770 13752 deploy 1 Rl 104.8 node /srv/my shop/app.js',
      { pid: 13_770, cpu: 104.8, args: 'node /srv/my shop/app.js' },
    ],
    ['   2 0 root 5 S 0.0', { pid: 2, args: '' }],
  ] as const)('%s', ([row, expected]) => {
    expect(processesOf(`${row}\n`)).toMatchObject([expected])
  })

  it.for([
    ['no line', '', []],
    ['blank lines', '\n\n', []],
    ['other lines only', 'ps: command not found\n', undefined],
    ['a number beyond all processes', `${'9'.repeat(30)} 0 root 5 S 0.0 a\n`, undefined],
  ] as const)('are read from %s', ([, text, expected]) => {
    expect(processesOf(text)).toEqual(expected)
  })
})
