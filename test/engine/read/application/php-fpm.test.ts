import { describe, expect, it } from 'vitest'
import { valuesOf } from '../read-with.ts'

const up = '[21-Nov-2026 09:00:37] NOTICE: fpm is running, pid 17174\n'
const ended = `[21-Nov-2026 09:00:39] WARNING: [pool shop] child 17176, script '/srv/index.php' (request: "GET /report") execution timed out (1.307318 sec), terminating
[21-Nov-2026 09:00:39] WARNING: [pool shop] child 17176 exited on signal 15 (SIGTERM) after 2.003667 seconds from start
`
const crashed =
  '[21-Nov-2026 09:00:40] WARNING: [pool shop] child 17180 exited on signal 11 (SIGSEGV) after 2.0 seconds from start\n'
const full =
  '[21-Nov-2026 09:00:42] WARNING: [pool shop] server reached pm.max_children setting (1), consider raising it\n'
const refused = `[21-Nov-2026 09:00:51] ERROR: [pool shop] cannot get uid for user 'nosuch'
[21-Nov-2026 09:00:51] ERROR: FPM initialization failed
`
const since = String(Date.parse('2026-11-21T09:00:00Z'))

describe('php-fpm-log', () => {
  it.for([
    [
      'a request that was ended',
      up + ended,
      {},
      { kinds: ['terminated'], seconds: '1.307318', script: '/srv/index.php' },
    ],
    ['a child that crashed', up + crashed, {}, { kinds: ['child-died'], signal: 'SIGSEGV' }],
    ['a pool that is full', up + full, {}, { kinds: ['max-children'] }],
    ['local times by their zone', ended, { zone: '+0200' }, { kinds: [] }],
    ['only its own pool', ended, { pool: 'api' }, { kinds: [] }],
    ['a start that failed', refused, {}, { start_failed: true, error: "[pool shop] cannot get uid for user 'nosuch'" }],
    ['a start that came after a failed one', refused + up, {}, { start_failed: false }],
    ['another text', 'hello\n', {}, { kinds: [], start_failed: false }],
  ] as const)('reads %s', ([, stdout, options, expected]) => {
    expect(valuesOf('php-fpm-log', { stdout, options: { since, zone: '+0000', ...options } })).toMatchObject(expected)
  })
})

const pools = `pid 10
ppid 1
arg php-fpm: master process (/etc/php/8.2/fpm/php-fpm.conf)
stderr /var/log/php8.2-fpm.log
ini /etc/php/8.2/fpm/php-fpm.conf:1:[global]
ini /etc/php/8.2/fpm/php-fpm.conf:24:error_log = /var/log/php8.2-fpm.log
ini /etc/php/8.2/fpm/pool.d/shop.conf:1:[shop]
ini /etc/php/8.2/fpm/pool.d/shop.conf:3:listen = /run/php/$pool.sock
ini /etc/php/8.2/fpm/pool.d/shop.conf:4:listen.mode = 0600
ini /etc/php/8.2/fpm/pool.d/shop.conf:9:pm.max_children = 5 ; small
ini /etc/php/8.2/fpm/pool.d/www.conf:1:[www]
ini /etc/php/8.2/fpm/pool.d/www.conf:2:listen = 127.0.0.1:9000
ini /etc/php/8.2/fpm/pool.d/www.conf:7:request_terminate_timeout = 30s
pid 11
ppid 10
arg php-fpm: pool shop
stderr /dev/null
`

describe('php-fpm-pools', () => {
  it.for([
    [
      'by its socket',
      '/run/php/shop.sock',
      {
        found: true,
        pool: 'shop',
        pid: 10,
        mode: '0600',
        max_children: 5,
        max_children_line: 9,
        children: 1,
        log: '/var/log/php8.2-fpm.log',
      },
    ],
    [
      'by its port',
      '9000',
      { found: true, pool: 'www', timeout: '30s', timeout_text: 'request_terminate_timeout = 30s', children: 0 },
    ],
    [
      'not by another place',
      '/run/php/php8.1-fpm.sock',
      { found: false, running: true, listens: ['/run/php/shop.sock', '127.0.0.1:9000'] },
    ],
  ] as const)('finds a pool %s', ([, listen_on, expected]) => {
    expect(valuesOf('php-fpm-pools', { stdout: pools, options: { listen_on } })).toMatchObject(expected)
  })
})
