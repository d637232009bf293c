import { describe, expect, it } from 'vitest'
import { acceptsConnection, type ListeningSocket } from '../../../../packages/engine/src/read/common/listening.ts'
import { valuesOf } from '../read-with.ts'

/** Which hosts each socket takes, and which it does not. */
const table: [address: string, takes: string, refuses: string][] = [
  ['127.0.0.1', '127.0.0.1 ::ffff:127.0.0.1 localhost 0.0.0.0', '127.0.0.2 10.0.0.5 ::1 :: ip6-localhost shop.test'],
  ['127.0.0.2', '127.0.0.2', '127.0.0.1 localhost'],
  ['10.0.0.5', '10.0.0.5 [::ffff:10.0.0.5]', '127.0.0.1 localhost 10.0.0.6 ::1 app.internal'],
  [
    '0.0.0.0',
    '127.0.0.1 127.9.9.9 10.0.0.5 ::ffff:10.0.0.5 localhost LOCALHOST. a.localhost 0.0.0.0 app.internal',
    '::1 fe80::1 :: ip6-loopback',
  ],
  ['::', '::1 [::1] fe80::1%eth0 2001:db8::1 localhost ::', '127.0.0.1 ::ffff:127.0.0.1 0.0.0.0 app.internal'],
  ['*', '127.0.0.1 ::1 10.0.0.5 2001:db8::1 ::ffff:10.0.0.5 localhost :: 0.0.0.0 app.internal', ''],
  ['::1', '::1 0:0:0:0:0:0:0:1 [::1] localhost ip6-localhost ::', '127.0.0.1 fe80::1 0.0.0.0'],
  ['::ffff:127.0.0.1', '127.0.0.1 localhost', '::1 10.0.0.5'],
  ['fe80::1', 'fe80::1%eth0 FE80::1', '::1 fe80::2'],
  ['fe80::1%eth0', 'fe80::1%eth0 fe80::1', 'fe80::1%eth1'],
  ['2001:db8::a', '2001:DB8:0:0::A', '2001:db8::b'],
]

describe('a listening socket', () => {
  it.each(table)('on %s takes %s', (address, takes, refuses) => {
    const accepted = (hosts: string) =>
      hosts.split(' ').filter(host => acceptsConnection({ address, port: 80 }, host, 80))
    expect(accepted(takes).join(' ')).toBe(takes)
    expect(accepted(refuses).join(' ')).toBe('')
  })

  it.each(['127.0.0.1', 'localhost', 'app.internal', '', '::1'])(
    'takes no other port of %j, and no unix socket takes it',
    host => {
      expect(acceptsConnection({ address: '*', port: 80 }, host, 81)).toBe(false)
      expect(acceptsConnection({ address: '', port: 0 }, host, 0)).toBe(false)
    },
  )

  it.each([
    ['LISTEN 0 5 *:80 *:*', '127.0.0.1 ::1'],
    ['LISTEN 0 5 :::80 :::*', '127.0.0.1 ::1'],
    ['LISTEN 0 5 [::]:80 [::]:*', '::1'],
    ['LISTEN 0 5 0.0.0.0:80 0.0.0.0:*', '127.0.0.1'],
    ['LISTEN 0 5 [::ffff:127.0.0.1]:80 *:*', '127.0.0.1'],
    ['LISTEN 0 5 127.0.0.1%lo:80 0.0.0.0:*', '127.0.0.1'],
    ['LISTEN 0 5 [::1]:80 [::]:*', '::1'],
  ])('that ss prints as %j takes %s', (line, wanted) => {
    const listeners = valuesOf('sockets', { stdout: `${line}\n` }).listeners as unknown as ListeningSocket[]
    const taken = ['127.0.0.1', '::1'].filter(host => listeners.some(one => acceptsConnection(one, host, 80)))
    expect(taken.join(' ')).toBe(wanted)
  })
})
