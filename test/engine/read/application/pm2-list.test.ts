import { describe, expect, it } from 'vitest'
import { readWith, valuesOf } from '../read-with.ts'

const banner =
  '\n  _\\/\\\\\\/////////\\\\\\_\n\n[PM2] Spawning PM2 daemon with pm2_home=/home/deploy/.pm2\n[PM2] PM2 Successfully daemonized\n'

/** An item of PM2 7.0.4, without the hundred keys that nobody reads. */
const shop = {
  pid: 13771,
  name: 'shop',
  pm_id: 0,
  monit: { memory: 50_000_000, cpu: 0 },
  pm2_env: {
    name: 'shop',
    args: ['--x', '1'],
    node_args: ['--max-old-space-size=200'],
    status: 'online',
    exec_mode: 'fork_mode',
    restart_time: 3,
    unstable_restarts: 0,
    pm_uptime: 1_795_245_337_312,
    pm_exec_path: '/srv/shop/app.js',
    pm_cwd: '/srv/shop',
    exec_interpreter: '/usr/bin/node',
    autorestart: true,
    pm_out_log_path: '/home/deploy/.pm2/logs/shop-out.log',
    pm_err_log_path: '/home/deploy/.pm2/logs/shop-error.log',
    username: 'deploy',
    PORT: 4000,
    HOST: '127.0.0.1',
    DB_PASSWORD: 'hunter2',
    HOME: '/home/deploy',
    env: { PORT: '3000', DB_PASSWORD: 'hunter2', API_KEY: 'abc123' },
  },
}
const crashed = {
  pid: 0,
  name: 'crash',
  pm_id: 2,
  pm2_env: {
    status: 'errored',
    exec_mode: 'cluster_mode',
    exit_code: 1,
    max_restarts: 3,
    watch: ['lib'],
    autorestart: false,
    pm_uptime: 1,
  },
}

describe('pm2-list', () => {
  it('reads an application, and nothing of its environment but port and host', () => {
    const stdout = `${banner}${JSON.stringify([shop])}`
    expect(valuesOf('pm2-list', { stdout, now: 1_795_245_350_000 })).toEqual({
      apps: [
        {
          name: 'shop',
          id: 0,
          pid: 13771,
          status: 'online',
          restarts: 3,
          unstable: 0,
          uptime_seconds: 12,
          exit_code: 0,
          script: '/srv/shop/app.js',
          directory: '/srv/shop',
          interpreter: '/usr/bin/node',
          mode: 'fork',
          port: 3000,
          host: '127.0.0.1',
          node_args: '--max-old-space-size=200',
          out_log: '/home/deploy/.pm2/logs/shop-out.log',
          error_log: '/home/deploy/.pm2/logs/shop-error.log',
          autorestart: true,
          watch: false,
          max_restarts: 16,
          user: 'deploy',
          args: '--x 1',
        },
      ],
      count: 1,
    })
  })

  it('reads one that was given up', () => {
    expect(valuesOf('pm2-list', { stdout: JSON.stringify([crashed]), now: 5000 }).apps).toMatchObject([
      {
        status: 'errored',
        mode: 'cluster',
        exit_code: 1,
        max_restarts: 3,
        watch: true,
        autorestart: false,
        uptime_seconds: 0,
        port: 0,
      },
    ])
  })

  it('reads an empty list below the banner of a daemon that was just started', () => {
    expect(valuesOf('pm2-list', { stdout: `${banner}[]` })).toEqual({ apps: [], count: 0 })
  })

  it('says that there is no list', () => {
    expect(readWith('pm2-list', { stdout: banner })).toMatchObject({ ok: false })
  })
})
