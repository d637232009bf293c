import { describe, expect, it } from 'vitest'
import { valuesOf } from '../read-with.ts'

const at = (clock: string, pid: number, level: string, text: string) =>
  `[2026-11-21 ${clock} +0000] [${pid}] [${level}] ${text}\n`
const since = String(Date.parse('2026-11-21T08:58:00Z'))
const now = Date.parse('2026-11-21T08:59:00Z')
const started = at('08:58:37', 25, 'INFO', 'Starting gunicorn 20.1.0')
const timeout = at('08:58:40', 25, 'CRITICAL', 'WORKER TIMEOUT (pid:27)')
const failed = `${started}${at('08:58:37', 27, 'ERROR', 'Exception in worker process')}Traceback (most recent call last):
  File "/usr/lib/python3/dist-packages/gunicorn/arbiter.py", line 589, in spawn_worker
    worker.init_process()
ModuleNotFoundError: No module named 'nosuch'
${at('08:58:37', 27, 'INFO', 'Worker exiting (pid: 27)')}${at('08:58:37', 25, 'INFO', 'Shutting down: Master')}${at('08:58:37', 25, 'INFO', 'Reason: Worker failed to boot.')}`
const inUse = `${started}${at('08:58:48', 25, 'ERROR', "Connection in use: ('127.0.0.1', 9001)")}${at('08:58:53', 25, 'ERROR', "Can't connect to ('127.0.0.1', 9001)")}`

describe('gunicorn-log', () => {
  it.for([
    ['a timeout of 20.1', timeout, { kind: 'worker-timeout', pid: 27 }],
    [
      'a signal of 20.1',
      at('08:58:41', 25, 'WARNING', 'Worker with pid 30 was terminated due to signal 9'),
      { kind: 'worker-killed', pid: 30, signal: 'SIGKILL' },
    ],
    [
      'a signal of 26.2',
      at('08:58:41', 25, 'ERROR', 'Worker (pid:30) was sent SIGKILL! Perhaps out of memory?'),
      { kind: 'worker-killed', pid: 30, signal: 'SIGKILL' },
    ],
    [
      'a crash of 26.2',
      at('08:58:41', 25, 'WARNING', 'Worker (pid:30) was sent SIGSEGV!'),
      { kind: 'worker-killed', signal: 'SIGSEGV' },
    ],
    [
      'a SIGKILL that follows its timeout',
      timeout + at('08:58:41', 25, 'ERROR', 'Worker (pid:27) was sent SIGKILL! Perhaps out of memory?'),
      { kind: 'worker-timeout', kinds: ['worker-timeout'] },
    ],
    ['a line of the journal', `Nov 21 08:58:40 web gunicorn[25]: ${timeout}`, { kind: 'worker-timeout' }],
    [
      'a request that is too large',
      at('08:58:45', 27, 'WARNING', 'Invalid request from ip=127.0.0.1: Request Line is too large (5014 > 4094)'),
      { kind: 'too-large' },
    ],
    ['a timeout before the time asked for', timeout.replace('08:58:40', '08:57:40'), { kind: '', kinds: [] }],
    [
      'workers that a shutdown ends',
      at('08:58:41', 25, 'INFO', 'Handling signal: term') +
        at('08:58:42', 25, 'WARNING', 'Worker with pid 30 was terminated due to signal 9'),
      { kind: '' },
    ],
    ['another text', 'hello\n', { kind: '', start_failed: false }],
  ] as const)('reads %s', ([, stdout, expected]) => {
    expect(valuesOf('gunicorn-log', { stdout, options: { since }, now })).toMatchObject(expected)
  })

  it.for([
    [
      'names the error behind a start that failed',
      failed,
      { start_failed: true, reason: 'Worker failed to boot.', error: "ModuleNotFoundError: No module named 'nosuch'" },
    ],
    [
      'names the missing attribute',
      `${started}Failed to find attribute 'nosuch' in 'shop'.\n${at('08:58:45', 25, 'ERROR', 'Reason: App failed to load.')}`,
      { start_failed: true, error: "Failed to find attribute 'nosuch' in 'shop'." },
    ],
    [
      'names the address that is in use',
      inUse,
      { start_failed: true, error: "Connection in use: ('127.0.0.1', 9001)" },
    ],
    [
      'goes on trusting it while the next start is young',
      failed + started.replace('08:58:37', '08:58:58'),
      { start_failed: true },
    ],
    [
      'forgets a failed start once a later one has lasted',
      failed + started.replace('08:58:37', '08:58:39'),
      { start_failed: false },
    ],
  ] as const)('%s', ([, stdout, expected]) => {
    expect(valuesOf('gunicorn-log', { stdout, now })).toMatchObject(expected)
  })
})

const processes = `pid 10
ppid 1
arg /usr/bin/python3
arg /usr/bin/gunicorn
arg -w
arg 1
arg -m
arg 077
arg --bind=unix:run/shop.sock
arg shop:app
cwd /srv/shop
stderr /srv/shop/gunicorn.log
pid 11
ppid 10
arg /usr/bin/python3
arg /usr/bin/gunicorn
arg -w
cwd /srv/shop
stderr /srv/shop/gunicorn.log
pid 20
ppid 1
arg /usr/bin/python3
arg /srv/v/bin/gunicorn
arg -b
arg 127.0.0.1:9001
arg --error-logfile
arg error.log
arg api:app
cwd /srv/api
stderr pipe:[1]
set timeout = 60
set bind = "127.0.0.1:9"
pid 30
ppid 1
arg bash
arg -c
arg pgrep -f gunicorn
cwd /
stderr /dev/null
`

describe('gunicorn-processes', () => {
  it.for([
    [
      'by a worker',
      { pid: 11 },
      {
        found: true,
        pid: 10,
        workers: 1,
        umask: '077',
        binds: ['/srv/shop/run/shop.sock'],
        log: '/srv/shop/gunicorn.log',
      },
    ],
    ['by its socket', { listen_on: '/srv/shop/run/shop.sock' }, { found: true, pid: 10 }],
    [
      'by its port',
      { listen_on: '9001' },
      { found: true, pid: 20, timeout: 60, log: '/srv/api/error.log', binds: ['127.0.0.1:9001'] },
    ],
    ['not by another port', { listen_on: '001' }, { found: false, count: 2 }],
    ['not by a process that is none of it', { pid: 30, listen_on: '9001' }, { found: false }],
    [
      'not by nothing',
      {},
      { found: false, sockets: [{ path: '/srv/shop/run/shop.sock', pid: 10, log: '/srv/shop/gunicorn.log' }] },
    ],
  ] as const)('finds a master %s', ([, options, expected]) => {
    expect(valuesOf('gunicorn-processes', { stdout: processes, options })).toMatchObject(expected)
  })
})
