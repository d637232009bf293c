import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { until } from '@runbook/stack'
import type { Box } from '../box/box.ts'
import { answers } from './answers.ts'
import { apps } from './apps.ts'
import { requests, upload } from './client.ts'
import type { Fault } from './fault.ts'

const eightMb = 8_000_000

/** What the session's own GETs do not show: bodies, requests that may not be tried twice, clients that go away. */
export const uploadFaults: Fault[] = [
  {
    id: 'upstream-send-timeout',
    cause: 'upstream-send-timeout',
    title: 'The application never reads the body of a POST; GETs are fine',
    needs: ['nginx'],
    shows: { status: [200], log: /upstream timed out \(110: Connection timed out\) while sending request to upstream/ },
    up: box => uploadsTo(box, answers.readsNoBody, 'proxy_send_timeout 1s;'),
  },
  {
    id: 'upstream-send-timeout-slow',
    cause: 'upstream-send-timeout',
    title: 'The application begins to read the body of a POST after 2 s, and nginx waits 1 s; GETs are fine',
    needs: ['nginx'],
    fix: 'give-uploads-time',
    shows: { status: [200], log: /upstream timed out \(110: Connection timed out\) while sending request to upstream/ },
    up: box => uploadsTo(box, answers.readsLate, 'proxy_send_timeout 1s;'),
  },
  {
    id: 'early-response-body-unread',
    cause: 'early-response-body-unread',
    title: 'The application refuses large bodies and closes without reading them; clients get 502 in place of 413',
    needs: ['nginx'],
    fix: 'refuse-large-bodies',
    shows: {
      status: [200],
      log: /\((?:104: Connection reset by peer|32: Broken pipe)\) while sending request to upstream/,
    },
    async up(box) {
      const up = await uploadsTo(box, answers.refusesEarly, 'proxy_request_buffering off;')
      const begun = Date.now()
      // Which of the two comes first, the refusal or the reset, is a race; and logs know whole seconds only.
      const traffic = () =>
        until('uploads were reset', async () => {
          await up.losses()
          const resets = readFileSync(up.errorLog, 'utf8').match(/while sending request to upstream/g) ?? []
          return resets.length >= 2 && Date.now() > begun + 2500
        })
      return { ...up, traffic, inputs: { upload_limit: '1m' } }
    },
  },
  {
    id: 'post-not-retried',
    cause: 'post-not-retried',
    title: 'One of two members closes every connection; GETs are tried again at the other one, POSTs fail',
    needs: ['nginx'],
    fix: 'take-member-out',
    shows: { status: [200], log: /upstream prematurely closed connection .*"POST \// },
    async up(box) {
      const [sick, well] = [await box.app(answers.closes, { name: 'sick' }), await box.app(apps.hello)]
      const nginx = await box.nginx({
        http: `upstream shop {
    server 127.0.0.1:${sick.port} max_fails=0;
    server 127.0.0.1:${well.port};
  }`,
        location: 'proxy_pass http://shop;',
      })
      const losses = async () => {
        const asked = await requests(4, { url: nginx.url, box, words: ['--data', 'item=1'] })
        return asked.filter(({ status }) => status >= 500).length
      }
      return { url: nginx.url, errorLog: nginx.errorLog, losses }
    },
  },
  {
    id: 'client-closed-499',
    cause: 'client-closed-499',
    title: 'Each answer takes 2 s, and the callers give up after 1 s; nginx itself sees no error',
    needs: ['nginx'],
    shows: { status: [200], evidence: / 499 |"status":499/ },
    up: box => impatientClients(box, answers.takesLong, '1'),
  },
  {
    id: 'healthy-uploads',
    cause: 'healthy',
    title: 'POSTs over reused connections, with an application that keeps them longer than nginx does',
    needs: ['nginx'],
    shows: { status: [200] },
    async up(box) {
      const app = await box.app(answers.refusesWell)
      const nginx = await box.nginx({
        http: `upstream shop { server 127.0.0.1:${app.port}; keepalive 8; keepalive_timeout 1s; }`,
        location:
          'proxy_pass http://shop; proxy_http_version 1.1; proxy_set_header Connection ""; client_max_body_size 20m;',
      })
      const words = upload(box, eightMb)
      const traffic = async () => {
        await requests(2, { url: nginx.url, box, words })
        await requests(4, { url: nginx.url, box, words: ['--data', 'item=1'] })
      }
      return { url: nginx.url, errorLog: nginx.errorLog, traffic }
    },
  },
  {
    id: 'healthy-after-restart',
    cause: 'healthy',
    title: 'The application was killed while it took an upload, and has been started again; all is well since',
    needs: ['nginx'],
    shows: {
      status: [200],
      log: /\(104: Connection reset by peer\) while (?:sending request to|reading response header from) upstream/,
    },
    async up(box) {
      const app = await box.app(answers.readsNoBody)
      const nginx = await box.nginx({
        location: `proxy_pass http://127.0.0.1:${app.port}; client_max_body_size 20m; proxy_request_buffering off;`,
      })
      const sent = requests(1, { url: nginx.url, box, words: upload(box, eightMb) })
      // Not to wait for something: by then the body fills the buffers, and killing meets an upload that is under way.
      await pause(700)
      await app.end()
      await sent
      await box.app(answers.refusesWell, { name: 'next', port: app.port })
      return { url: nginx.url, errorLog: nginx.errorLog }
    },
  },
  {
    id: 'healthy-impatient-clients',
    cause: 'healthy',
    title: 'The answer comes at once; some people went away before that, as people do',
    needs: ['nginx'],
    shows: { status: [200], evidence: / 499 |"status":499/ },
    up: box => impatientClients(box, answers.slowAtFirst, '0.3'),
  },
]

async function uploadsTo(box: Box, source: string, rule: string) {
  const app = await box.app(source)
  const nginx = await box.nginx({
    location: `proxy_pass http://127.0.0.1:${app.port}; client_max_body_size 20m; ${rule}`,
  })
  const words = upload(box, eightMb)
  const losses = async () => {
    const asked = await requests(3, { url: nginx.url, box, words })
    return asked.filter(({ status }) => status >= 500).length
  }
  return { url: nginx.url, errorLog: nginx.errorLog, losses }
}

async function impatientClients(box: Box, source: string, patience: string) {
  const app = await box.app(source)
  const nginx = await box.nginx({ location: `proxy_pass http://127.0.0.1:${app.port};` })
  const traffic = () => requests(3, { url: nginx.url, box, words: ['-m', patience] })
  const evidence = async () => readFileSync(nginx.accessLog, 'utf8')
  return { url: nginx.url, errorLog: nginx.errorLog, traffic, evidence }
}
