import { describe, expect, it } from 'vitest'
import { readWith, valuesOf } from '../read-with.ts'

const tcp = `LISTEN 0      511  127.0.0.1:3000  0.0.0.0:* users:(("nginx",pid=3048,fd=5),("nginx",pid=3046,fd=5),("nginx",pid=3046,fd=6))
LISTEN 0      3                 0.0.0.0:19551 0.0.0.0:* users:(("py "x" (y",pid=13407,fd=7))
LISTEN 0      3           127.0.0.53%lo:19556 0.0.0.0:*
LISTEN 0      3                   [::1]:19557    [::]:*
LISTEN 129    128                     *:19554       *:*
LISTEN 0      3                    [::]:19553    [::]:*
LISTEN 0      3      [::ffff:127.0.0.1]:19555       *:*
LISTEN 0      3                      :::80         :::*
LISTEN 0      3    [fe80::1]%eth0:81 [::]:*
`
const unix = `u_dgr UNCONN 0      0                  /run/log.s 80301 * 0 users:(("py "x" (y",pid=13407,fd=5))
u_seq LISTEN 0      7                  /run/udev/control 80302 * 0
u_str LISTEN 0      7      /srv/a dir/app sock.s 80299       * 0 users:(("node",pid=20,fd=3))
u_str LISTEN 0      7                        @abs tract 80300 * 0
`

describe('sockets', () => {
  it('reads addresses as they answer on the loopback', () => {
    const { listeners, shows_processes } = valuesOf('sockets', { stdout: tcp })
    const rows = (listeners as Record<string, unknown>[]).map(({ family, address, port, answers_ipv4, answers_ipv6 }) =>
      [family, address, port, answers_ipv4 ? 4 : '', answers_ipv6 ? 6 : ''].join(' '),
    )
    expect(shows_processes).toBe(true)
    expect(rows).toEqual([
      'tcp4 127.0.0.1 3000 4 ',
      'tcp4 0.0.0.0 19551 4 ',
      'tcp4 127.0.0.53 19556  ',
      'tcp6 ::1 19557  6',
      'tcp6 * 19554 4 6',
      'tcp6 :: 19553  6',
      'tcp6 127.0.0.1 19555 4 ',
      'tcp6 * 80 4 6',
      'tcp6 fe80::1 81  ',
    ])
  })

  it('reads queues, and processes whose names hold quotes and parentheses', () => {
    expect(valuesOf('sockets', { stdout: tcp }).listeners).toMatchObject([
      { process: 'nginx', pid: 3048, pids: [3048, 3046] },
      { process: 'py "x" (y', pid: 13407, pids: [13407] },
      { process: '', pid: 0, pids: [] },
      {},
      { recv_q: 129, send_q: 128 },
      ...[{}, {}, {}, {}],
    ])
  })

  it('reads unix sockets with spaces in their paths and abstract ones', () => {
    expect(valuesOf('sockets', { stdout: unix }).listeners).toMatchObject([
      { family: 'unix', path: '/run/log.s', type: 'dgram', pid: 13407, answers_ipv4: false },
      { path: '/run/udev/control', type: 'seqpacket', process: '' },
      { path: '/srv/a dir/app sock.s', type: 'stream', process: 'node', pid: 20, send_q: 7 },
      { path: '@abs tract', type: 'stream' },
    ])
  })

  it('reads both kinds in one run, which names the kind in front', () => {
    const both = `${unix}${tcp.replace(/^LISTEN/gm, 'tcp   LISTEN')}`
    expect(valuesOf('sockets', { stdout: both }).count).toBe(13)
  })

  it('tells nothing listening, names withheld, and another output apart', () => {
    expect(valuesOf('sockets', { stdout: '' })).toEqual({ listeners: [], count: 0, shows_processes: false })
    expect(valuesOf('sockets', { stdout: 'LISTEN 0 3 *:80 *:*\n' }).shows_processes).toBe(false)
    expect(readWith('sockets', { stdout: 'Active Internet connections\n' }).ok).toBe(false)
  })
})
