import { readFile } from 'node:fs/promises'
import type { Box } from '../box/box.ts'
import { startUwsgi, type UwsgiOptions } from '../box/uwsgi.ts'
import type { Fault } from './fault.ts'
import { wsgi } from './wsgi-apps.ts'

const lost = /prematurely closed connection|104: Connection reset by peer/

/** uWSGI stands behind nginx. */
export const uwsgiFaults: Fault[] = [
  {
    id: 'uwsgi-asked-by-proxy-pass',
    cause: 'uwsgi-protocol-mismatch',
    title: 'nginx speaks HTTP to a socket on which uWSGI speaks its own protocol',
    needs: ['nginx', 'uwsgi'],
    fix: 'speak-uwsgi',
    shows: { status: [502], log: lost, evidence: /invalid request block size: 21573/ },
    up: box => behindNginx(box, wsgi.hello, {}, port => `proxy_pass http://127.0.0.1:${port};`),
  },
  {
    id: 'uwsgi-pass-to-http-socket',
    cause: 'uwsgi-protocol-mismatch',
    title: 'nginx speaks the uwsgi protocol to a socket on which uWSGI speaks HTTP',
    needs: ['nginx', 'uwsgi'],
    fix: 'speak-http-instead',
    shows: { status: [502, 504] },
    up: box => behindNginx(box, wsgi.hello, { option: 'http-socket' }),
  },
  {
    id: 'uwsgi-buffer-size',
    cause: 'uwsgi-buffer-size',
    title: 'The address is longer than the buffer of uWSGI',
    needs: ['nginx', 'uwsgi'],
    shows: { status: [502], log: lost, evidence: /invalid request block size: \d+ \(max 4096\)/ },
    up: box => behindNginx(box, wsgi.hello, {}, undefined, `search?q=${'a'.repeat(3800)}`),
  },
  {
    id: 'uwsgi-harakiri',
    cause: 'uwsgi-harakiri',
    title: 'A request takes longer than harakiri allows',
    needs: ['nginx', 'uwsgi'],
    shows: { status: [502], log: lost, evidence: /HARAKIRI ON WORKER/ },
    up: box => behindNginx(box, wsgi.hangs, { args: ['--harakiri', '1', '--workers', '3'] }),
  },
  {
    id: 'uwsgi-no-application',
    cause: 'uwsgi-start-failures',
    title: 'The module does not exist, and uWSGI runs without an application',
    needs: ['nginx', 'uwsgi'],
    shows: { status: [500], evidence: /no python application found/ },
    up: box => behindNginx(box, wsgi.hello, { module: 'shop_v2:app' }),
  },
  {
    id: 'uwsgi-game-over',
    cause: 'uwsgi-start-failures',
    title: 'The module does not exist, and uWSGI ended for need-app',
    needs: ['nginx', 'uwsgi'],
    shows: { status: [502], log: /111: Connection refused/, evidence: /GAME OVER/ },
    up: box => behindNginx(box, wsgi.hello, { module: 'shop_v2:app', args: ['--need-app'], isBroken: true }),
  },
  {
    id: 'uwsgi-listen-too-large',
    cause: 'uwsgi-start-failures',
    title: 'The queue that uWSGI was told to have is longer than the kernel allows, and it ended',
    needs: ['nginx', 'uwsgi'],
    shows: { status: [502], log: /111: Connection refused/, evidence: /Listen queue size is greater/ },
    up: box => behindNginx(box, wsgi.hello, { args: ['--listen', '1000000'], isBroken: true }),
  },
  {
    id: 'healthy-uwsgi',
    cause: 'healthy',
    title: 'uWSGI is well, and speaks its own protocol with nginx',
    needs: ['nginx', 'uwsgi'],
    shows: { status: [200] },
    up: box => behindNginx(box, wsgi.hello),
  },
]

const byUwsgi = (port: number) => `include /etc/nginx/uwsgi_params; uwsgi_read_timeout 6s;
      uwsgi_pass 127.0.0.1:${port};`

async function behindNginx(box: Box, source: string, options: UwsgiOptions = {}, pass = byUwsgi, path = '') {
  const app = await startUwsgi(box, source, options)
  const nginx = await box.nginx({ location: pass(app.port) })
  return {
    url: `${nginx.url}${path}`,
    errorLog: nginx.errorLog,
    ...(options.isBroken ? { inputs: { app_log: app.log } } : {}),
    evidence: () => readFile(app.log, 'utf8'),
  }
}
