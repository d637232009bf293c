import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Box } from '../box/box.ts'
import type { NginxParts } from '../box/nginx.ts'
import { probe } from '../run/probe.ts'
import { answers } from './answers.ts'
import { apps } from './apps.ts'
import type { Fault } from './fault.ts'

/** The application is reached, and what it answers is not usable, too late, or a 5xx of its own. */
export const responseFaults: Fault[] = [
  {
    id: 'upstream-prematurely-closed',
    cause: 'upstream-prematurely-closed',
    title: 'The application closes each connection without an answer, and does not crash',
    needs: ['nginx'],
    shows: { status: [502], log: /upstream prematurely closed connection while reading response header/ },
    up: box => inFrontOf(box, apps.closes),
  },
  {
    id: 'upstream-read-timeout',
    cause: 'upstream-read-timeout',
    title: 'The application takes 2 s, and nginx waits 1 s',
    asNobody: 'cause',
    needs: ['nginx'],
    fix: 'wait-longer',
    shows: { status: [504], log: /upstream timed out \(110: Connection timed out\) while reading response header/ },
    up: box => inFrontOf(box, apps.slow, 'proxy_read_timeout 1s;'),
  },
  {
    id: 'upstream-read-timeout-stopped',
    cause: 'upstream-read-timeout',
    title: 'The process of the application is stopped (SIGSTOP); the kernel still accepts connections for it',
    needs: ['nginx'],
    fix: 'continue-process',
    shows: { status: [504], log: /upstream timed out \(110: Connection timed out\) while reading response header/ },
    async up(box) {
      const app = await box.app(apps.hello)
      const nginx = await box.nginx({ location: `proxy_pass http://127.0.0.1:${app.port}; proxy_read_timeout 1s;` })
      process.kill(-app.pid, 'SIGSTOP')
      return { url: nginx.url, errorLog: nginx.errorLog }
    },
  },
  {
    id: 'upstream-reset-104',
    cause: 'upstream-reset-104',
    title: 'The application resets each connection, and does not crash',
    needs: ['nginx'],
    shows: { status: [502], log: /recv\(\) failed \(104: Connection reset by peer\) while reading response header/ },
    up: box => inFrontOf(box, answers.resets),
  },
  {
    id: 'upstream-reset-104-unix',
    cause: 'upstream-reset-104',
    title: 'The application behind a unix socket resets each connection, and does not crash',
    needs: ['nginx'],
    shows: { status: [502], log: /recv\(\) failed \(104: Connection reset by peer\) while reading response header/ },
    async up(box) {
      const socket = join(box.folder, 'shop.sock')
      await box.app(answers.abortsUnread, { unix: socket })
      chmodSync(socket, 0o666)
      const nginx = await box.nginx({ location: `proxy_pass http://unix:${socket};` })
      return { url: nginx.url, errorLog: nginx.errorLog }
    },
  },
  {
    id: 'upstream-header-too-big',
    cause: 'upstream-header-too-big',
    title: 'The application sets a cookie of 5 kB',
    asNobody: 'cause',
    needs: ['nginx'],
    fix: 'larger-header-buffer',
    shows: { status: [502], log: /upstream sent too big header while reading response header/ },
    up: box => inFrontOf(box, apps.bigCookie),
  },
  {
    id: 'app-answers-5xx-itself',
    cause: 'app-answers-5xx-itself',
    title: 'The application itself answers 502',
    needs: ['nginx'],
    shows: { status: [502] },
    up: box => inFrontOf(box, apps.answers502),
  },
  {
    id: 'app-answers-5xx-itself-with-upstream-log',
    cause: 'app-answers-5xx-itself',
    title: "The application itself answers 502, and the access log carries nginx's upstream variables",
    needs: ['nginx'],
    shows: { status: [502] },
    up: box => inFrontOf(box, apps.answers502, '', { accessLog: 'upstream' }),
  },
  {
    id: 'keepalive-race',
    cause: 'keepalive-race',
    title: 'The application closes idle connections that nginx still uses; only some POSTs fail',
    needs: ['nginx'],
    fix: 'close-idle-sooner',
    shows: { status: [200], log: /\(104: Connection reset by peer\)|prematurely closed connection/ },
    up: raceForIdleConnections,
  },
]

async function inFrontOf(box: Box, source: string, rule = '', parts: NginxParts = {}) {
  const app = await box.app(source)
  const nginx = await box.nginx({ ...parts, location: `proxy_pass http://127.0.0.1:${app.port}; ${rule}` })
  return { url: nginx.url, errorLog: nginx.errorLog }
}

async function raceForIdleConnections(box: Box) {
  const app = await box.app(apps.shortKeepAlive)
  const nginx = await box.nginx({
    http: `upstream shop { server 127.0.0.1:${app.port}; keepalive 8; }`,
    location: 'proxy_pass http://shop; proxy_http_version 1.1; proxy_set_header Connection "";',
  })
  const post = () => Promise.all([1, 2, 3, 4].map(() => probe(nginx.url, { method: 'POST', wrap: box.wrap })))
  const losses = async () => {
    let lost = 0
    for (let round = 0; round < 6 && lost < 3; round++) {
      await post()
      // Not to wait for something: the race is lost at this very moment, the end of the idle time.
      await pause(1200)
      lost += (await post()).filter(answer => answer === 502).length
    }
    return lost
  }
  return { url: nginx.url, errorLog: nginx.errorLog, losses }
}
