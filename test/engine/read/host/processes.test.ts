import { describe, expect, it } from 'vitest'
import { findReader } from '../../../../packages/engine/src/read/readers.ts'
import { readWith, valuesOf } from '../read-with.ts'

const stdout = `    2     0 root                                5509 S     0.0 [kthreadd]
   57     2 root                                5509 I<    0.0 [kworker/0:1H-kblockd]
  987     1 deploy                              5486 Ss    0.0 -bash
 3046     1 root                                   7 S     0.0 nginx: master process nginx -p /srv/ngx -c /srv/ngx/nginx.conf -g daemon off;
 3048  3046 www-data                               7 S     0.0 nginx: worker process
 3049  3046 www-data                               7 S     1.5 nginx: worker process
 3050  3046 www-data                               9 S     0.0 nginx: worker process is shutting down
 3051  3046 www-data                               7 S     0.0 nginx: cache manager process
 3060     1 root                                  90 Ss    0.0 nginx: master process /usr/sbin/nginx -g daemon on; master_process on; -qc/etc/ng x -e stderr
 3070     1 root                                  90 Ss    0.0 nginx: master process /usr/sbin/nginx
13752     1 deploy                              3601 Ssl  13.9 PM2 v7.0.4: God Daemon (/home/deploy/.pm2)
13770 13752 deploy                                 1 Rl  104.8 /usr/bin/node /srv/app/server.js --port 3000
13780 13752 deploy                                 1 Z     0.0 [node] <defunct>
`

describe('processes', () => {
  it('reads every row, whatever its title', () => {
    const { processes, count } = valuesOf('processes', { stdout })
    expect(count).toBe(13)
    expect((processes as { program: string }[]).map(({ program }) => program)).toEqual([
      ...['kthreadd', 'kworker/0:1H-kblockd', 'bash', 'nginx', 'nginx', 'nginx', 'nginx', 'nginx', 'nginx', 'nginx'],
      ...['PM2', 'node', 'node'],
    ])
  })

  it('keeps the rows whose arguments fit a pattern', () => {
    expect(valuesOf('processes', { stdout, options: { match: 'server\\.js' } }).processes).toEqual([
      {
        pid: 13770,
        ppid: 13752,
        user: 'deploy',
        seconds: 1,
        state: 'Rl',
        cpu: 104.8,
        program: 'node',
        args: '/usr/bin/node /srv/app/server.js --port 3000',
      },
    ])
    expect(findReader('processes')?.options.safeParse({ match: '(' }).success).toBe(false)
  })
})

describe('nginx-processes', () => {
  it('reads the options of each master, whose quotes are lost, and counts the workers that take requests', () => {
    expect(valuesOf('nginx-processes', { stdout }).masters).toEqual([
      {
        pid: 3046,
        user: 'root',
        seconds: 7,
        binary: 'nginx',
        conf: '/srv/ngx/nginx.conf',
        prefix: '/srv/ngx',
        globals: 'daemon off;',
        workers: 2,
        worker_pids: [3048, 3049],
        worker_user: 'www-data',
      },
      {
        pid: 3060,
        user: 'root',
        seconds: 90,
        binary: '/usr/sbin/nginx',
        conf: '/etc/ng',
        prefix: '',
        globals: 'daemon on; master_process on;',
        workers: 0,
        worker_pids: [],
        worker_user: '',
      },
      {
        pid: 3070,
        user: 'root',
        seconds: 90,
        binary: '/usr/sbin/nginx',
        conf: '',
        prefix: '',
        globals: '',
        workers: 0,
        worker_pids: [],
        worker_user: '',
      },
    ])
  })
})

describe('pm2-daemons', () => {
  it('finds a daemon with its user and home', () => {
    expect(valuesOf('pm2-daemons', { stdout })).toEqual({
      daemons: [{ pid: 13752, user: 'deploy', home: '/home/deploy/.pm2', version: '7.0.4', seconds: 3601 }],
      count: 1,
    })
  })
})

it.each(['processes', 'nginx-processes', 'pm2-daemons'])('%s says that a text is not from ps', id => {
  expect(readWith(id, { stdout: 'error: unsupported option\n' }).ok).toBe(false)
})
