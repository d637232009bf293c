import { mkdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Box } from '../box/box.ts'
import { startGunicorn } from '../box/gunicorn.ts'
import type { Fault } from './fault.ts'
import { wsgi } from './wsgi-apps.ts'

const closed = /upstream prematurely closed connection while reading response header/

/** gunicorn stands behind nginx. */
export const gunicornFaults: Fault[] = [
  {
    id: 'gunicorn-worker-timeout',
    cause: 'gunicorn-worker-timeout',
    title: 'A worker is silent for longer than gunicorn waits',
    needs: ['nginx', 'gunicorn'],
    shows: { status: [502], log: closed, evidence: /WORKER TIMEOUT/ },
    up: box => behindNginx(box, wsgi.hangs, ['--timeout', '1']),
  },
  {
    id: 'gunicorn-worker-timeout-log-file',
    cause: 'gunicorn-worker-timeout',
    title: 'A worker is silent for longer than gunicorn waits, and gunicorn writes a log of its own',
    needs: ['nginx', 'gunicorn'],
    shows: { status: [502], log: closed, evidence: /WORKER TIMEOUT/ },
    up: box => behindNginx(box, wsgi.hangs, ['--timeout', '1', '--workers', '2'], true),
  },
  {
    id: 'gunicorn-worker-killed-oom',
    cause: 'gunicorn-worker-killed-oom',
    title: 'Each request ends with its worker killed by SIGKILL',
    needs: ['nginx', 'gunicorn'],
    shows: { status: [502], log: closed, evidence: /terminated due to signal 9|was sent SIGKILL/ },
    up: box => behindNginx(box, wsgi.killed),
  },
  {
    id: 'gunicorn-boot-failure',
    cause: 'gunicorn-boot-failure',
    title: 'gunicorn was told a module that does not exist, and ended',
    needs: ['nginx', 'gunicorn'],
    shows: {
      status: [502],
      log: /111: Connection refused/,
      evidence: /ModuleNotFoundError[\s\S]*Worker failed to boot/,
    },
    up: box => neverStarted(box, 'shop_v2:app'),
  },
  {
    id: 'gunicorn-boot-failure-attribute',
    cause: 'gunicorn-boot-failure',
    title: 'gunicorn was told an application that the module does not have, and ended',
    needs: ['nginx', 'gunicorn'],
    shows: {
      status: [502],
      log: /111: Connection refused/,
      evidence: /Failed to find attribute[\s\S]*App failed to load/,
    },
    up: box => neverStarted(box, 'shop:application'),
  },
  {
    id: 'gunicorn-all-workers-busy',
    cause: 'gunicorn-all-workers-busy',
    title: 'One worker, and four clients that ask for slow reports all the time',
    needs: ['nginx', 'gunicorn', 'root'],
    fix: 'add-workers',
    shows: { status: [504], log: /upstream timed out \(110: Connection timed out\) while reading response header/ },
    up: slowReports,
  },
  {
    id: 'gunicorn-socket-path',
    cause: 'gunicorn-socket-path-or-umask',
    title: 'gunicorn makes its socket under another name than nginx asks',
    needs: ['nginx', 'gunicorn', 'network'],
    fix: 'ask-that-socket',
    shows: { status: [502], log: /failed \(2: No such file or directory\) while connecting to upstream/ },
    up: box => onSocket(box, { made: 'gunicorn.sock', asked: 'shop.sock' }),
  },
  {
    id: 'gunicorn-socket-umask',
    cause: 'gunicorn-socket-path-or-umask',
    title: 'gunicorn runs with umask 077, and its socket is closed to nginx',
    needs: ['nginx', 'gunicorn', 'root'],
    shows: { status: [502], log: /failed \(13: Permission denied\) while connecting to upstream/ },
    up: box => onSocket(box, { made: 'shop.sock', asked: 'shop.sock' }, ['--umask', '077']),
  },
  {
    id: 'gunicorn-asked-by-uwsgi-pass',
    cause: 'uwsgi-protocol-mismatch',
    title: 'nginx speaks the uwsgi protocol to gunicorn',
    needs: ['nginx', 'gunicorn'],
    fix: 'speak-http',
    shows: { status: [502, 504] },
    async up(box) {
      const app = await startGunicorn(box, wsgi.hello)
      const nginx = await box.nginx({
        location: `include /etc/nginx/uwsgi_params; uwsgi_read_timeout 2s;
      uwsgi_pass 127.0.0.1:${app.port};`,
      })
      return { url: nginx.url, errorLog: nginx.errorLog }
    },
  },
  {
    id: 'healthy-gunicorn',
    cause: 'healthy',
    title: 'gunicorn is well, and its log still holds a worker timeout of yesterday',
    needs: ['nginx', 'gunicorn'],
    shows: { status: [200], evidence: /WORKER TIMEOUT/ },
    up: box => behindNginx(box, wsgi.hello, ['--workers', '2'], true, yesterday()),
  },
]

async function behindNginx(box: Box, source: string, args: string[] = [], logsToFile = false, oldLog = '') {
  const app = await startGunicorn(box, source, { args, logsToFile, oldLog })
  const nginx = await box.nginx({ location: `proxy_pass http://127.0.0.1:${app.port}; proxy_read_timeout 10s;` })
  return { url: nginx.url, errorLog: nginx.errorLog, evidence: () => contentOf(app.log) }
}

async function neverStarted(box: Box, module: string) {
  const app = await startGunicorn(box, wsgi.hello, { module, isBroken: true })
  const nginx = await box.nginx({ location: `proxy_pass http://127.0.0.1:${app.port};` })
  return {
    url: nginx.url,
    errorLog: nginx.errorLog,
    inputs: { app_log: app.log },
    evidence: () => contentOf(app.log),
  }
}

async function slowReports(box: Box) {
  const app = await startGunicorn(box, wsgi.slowReport, { args: ['--workers', '1'] })
  const nginx = await box.nginx({ location: `proxy_pass http://127.0.0.1:${app.port}; proxy_read_timeout 2s;` })
  for (let client = 0; client < 4; client++)
    box.start(['sh', '-c', `while :; do curl -s -o /dev/null -m 30 http://127.0.0.1:${app.port}/report; done`], {
      log: join(box.folder, 'clients.log'),
    })
  return { url: nginx.url, errorLog: nginx.errorLog }
}

async function onSocket(box: Box, { made, asked }: { made: string; asked: string }, args: string[] = []) {
  const folder = join(box.folder, 'run')
  mkdirSync(folder)
  await startGunicorn(box, wsgi.hello, { unix: join(folder, made), args })
  const nginx = await box.nginx({ location: `proxy_pass http://unix:${join(folder, asked)};` })
  return { url: nginx.url, errorLog: nginx.errorLog }
}

function contentOf(log: string): Promise<string> {
  return readFile(log, 'utf8')
}

function yesterday(): string {
  const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
  return `[${day} 10:00:01 +0000] [71] [CRITICAL] WORKER TIMEOUT (pid:72)
[${day} 10:00:01 +0000] [72] [INFO] Worker exiting (pid: 72)
[${day} 10:00:02 +0000] [90] [INFO] Booting worker with pid: 90
`
}
