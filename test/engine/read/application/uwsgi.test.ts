import { describe, expect, it } from 'vitest'
import { valuesOf } from '../read-with.ts'

const start = '*** Starting uWSGI 2.0.21-debian (64bit) on [Sat Nov 21 08:59:42 2026] ***\n'
const missing = `${start}ModuleNotFoundError: No module named 'nosuch'
unable to load app 0 (mountpoint='') (callable not found or import error)
`
const harakiri = `Sat Nov 21 08:59:36 2026 - *** HARAKIRI ON WORKER 1 (pid: 15898, try: 1) ***
Sat Nov 21 08:59:36 2026 - HARAKIRI [core 0] 127.0.0.1 - GET /report since 1795251574
DAMN ! worker 1 (pid: 15898) died, killed by signal 9 :( trying respawn ...
Respawned uWSGI worker 1 (new pid: 16000)
`

describe('uwsgi-log', () => {
  it.for([
    [
      'HTTP on a socket of its own protocol',
      'invalid request block size: 21573 (max 4096)...skip\n',
      { kinds: ['http-block'], verb: 'GET' },
    ],
    ['a POST there', 'invalid request block size: 21327 (max 4096)...skip\n', { kinds: ['http-block'], verb: 'POST' }],
    [
      'a block that is too big',
      'invalid request block size: 5360 (max 4096)...skip\n',
      { kinds: ['block-too-big'], size: 5360, limit: 4096 },
    ],
    [
      'an HTTP request that is too big',
      'invalid HTTP request size (max 4096)...skip\n',
      { kinds: ['block-too-big'], limit: 4096 },
    ],
    ['a harakiri, which is no death of its own', harakiri, { kinds: ['harakiri'], request: 'GET /report' }],
    [
      'a worker that was killed',
      'DAMN ! worker 1 (pid: 16000) died, killed by signal 9 :( trying respawn ...\n',
      { kinds: ['worker-died'], signal: 'SIGKILL' },
    ],
    [
      'a worker that crashed',
      '!!! uWSGI process 16003 got Segmentation Fault !!!\nDAMN ! worker 1 (pid: 16003) died :( trying respawn ...\n',
      { kinds: ['worker-died'], signal: 'SIGSEGV' },
    ],
    [
      'a request without an application',
      '--- no python application found, check your startup logs for errors ---\n',
      { kinds: ['no-app'], start_failed: false },
    ],
    [
      'a start without an application',
      `${missing}*** no app loaded. going in full dynamic mode ***\nspawned uWSGI master process (pid: 16293)\n`,
      { has_no_app: true, start_failed: false, error: "ModuleNotFoundError: No module named 'nosuch'" },
    ],
    [
      'a start that gave up',
      `${missing}*** no app loaded. GAME OVER ***\n`,
      { has_no_app: false, start_failed: true, reason: '*** no app loaded. GAME OVER ***' },
    ],
    [
      'a queue that is too long',
      `${start}Listen queue size is greater than the system max net.core.somaxconn (4096).\n`,
      { start_failed: true },
    ],
    [
      'an address that is in use',
      `${start}probably another instance of uWSGI is running on the same address (127.0.0.1:9001).\nbind(): Address already in use [core/socket.c line 769]\n`,
      { start_failed: true },
    ],
    ['another text', 'hello\n', { kinds: [], start_failed: false, has_no_app: false }],
  ] as const)('reads %s', ([, stdout, expected]) => {
    expect(valuesOf('uwsgi-log', { stdout })).toMatchObject(expected)
  })
})

const processes = `pid 10
ppid 1
arg uwsgi-core
arg --socket
arg 127.0.0.1:9002
arg --logto
arg u1.log
arg --harakiri
arg 5
cwd /srv/shop
stderr /srv/shop/u1.log
pid 11
ppid 10
arg uwsgi-core
cwd /srv/shop
pid 20
ppid 1
arg /usr/bin/uwsgi
arg --ini
arg /etc/uwsgi/api.ini
cwd /
stderr pipe:[1]
set http-socket = 127.0.0.1:9003
set logto = /var/log/uwsgi/api.log
set buffer-size = 8192
`

describe('uwsgi-processes', () => {
  it.for([
    [
      'its own protocol by default',
      { listen_on: '9002' },
      { found: true, pid: 10, speaks: 'uwsgi', harakiri: 5, log: '/srv/shop/u1.log', workers: 1 },
    ],
    [
      'HTTP by its file',
      { listen_on: '9003' },
      { found: true, pid: 20, speaks: 'http', log: '/var/log/uwsgi/api.log', buffer_size: 8192 },
    ],
    ['nothing on another port', { listen_on: '9004' }, { found: false, speaks: '' }],
  ] as const)('sees that it speaks %s', ([, options, expected]) => {
    expect(valuesOf('uwsgi-processes', { stdout: processes, options })).toMatchObject(expected)
  })
})
