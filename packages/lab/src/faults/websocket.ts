import type { Box } from '../box/box.ts'
import { allBut } from '../noise/kinds.ts'
import { answers } from './answers.ts'
import { requests } from './client.ts'
import type { Fault } from './fault.ts'

const handshake = [
  ...['-i', '--http1.1', '-H', 'Connection: Upgrade', '-H', 'Upgrade: websocket'],
  ...['-H', 'Sec-WebSocket-Version: 13', '-H', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='],
]
const forwards =
  'proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $connection_upgrade;'

/** What nginx does not pass on by itself: upgrades, and HTTP/1.1. */
export const upgradeFaults: Fault[] = [
  {
    id: 'websocket-misproxied',
    cause: 'websocket-misproxied',
    title: 'nginx does not forward Upgrade, so that the application answers a websocket with 426',
    needs: ['nginx'],
    fix: 'forward-upgrades',
    shows: { status: [426] },
    up: box => websocket(box),
  },
  {
    id: 'websocket-misproxied-silent',
    cause: 'websocket-misproxied',
    title: 'nginx ends a websocket on which the application is silent for longer than proxy_read_timeout',
    needs: ['nginx'],
    fix: 'keep-quiet-websockets',
    // The log is named relative to nginx's own folder, which that one moves.
    noises: allBut('unusual-paths'),
    shows: {
      status: [426],
      log: /upstream timed out \(110: Connection timed out\) while proxying upgraded connection/,
    },
    up: box => websocket(box, { rule: `${forwards} proxy_read_timeout 1s;`, silentFor: 2000 }),
  },
  {
    id: 'upgrade-required-http10',
    cause: 'upgrade-required-http10',
    title: 'The application answers HTTP/1.0, in which nginx asks, with 426',
    needs: ['nginx'],
    fix: 'speak-http11',
    shows: { status: [426] },
    up: box => inFrontOf(box, answers.wantsHttp11),
  },
  {
    id: 'upgrade-required-http10-505',
    cause: 'upgrade-required-http10',
    title: 'The application answers HTTP/1.0, in which nginx asks, with 505',
    needs: ['nginx'],
    fix: 'speak-http11',
    shows: { status: [505] },
    up: box => inFrontOf(box, answers.refusesHttp10),
  },
  {
    id: 'healthy-websocket',
    cause: 'healthy',
    title: 'Websockets get through, and a plain GET of their address gets 426, as it should',
    needs: ['nginx'],
    shows: { status: [426] },
    up: box => websocket(box, { rule: `${forwards} proxy_read_timeout 10s;` }),
  },
  {
    id: 'healthy-426',
    cause: 'healthy',
    title: 'The application wants another protocol of every client, in each version of HTTP; that is its own affair',
    needs: ['nginx'],
    shows: { status: [426] },
    up: box => inFrontOf(box, answers.always426),
  },
]

async function websocket(box: Box, { rule = '', silentFor = 500 } = {}) {
  const app = await box.app(answers.websocket)
  const nginx = await box.nginx({
    http: `map $http_upgrade $connection_upgrade { default upgrade; '' close; }`,
    server: 'error_log logs/error.log info;',
    location: `proxy_pass http://127.0.0.1:${app.port}; ${rule}`,
  })
  const words = ['-m', String(silentFor / 1000), ...handshake]
  const losses = async () => {
    const asked = await requests(2, { url: nginx.url, box, words })
    // curl waits for more until its time is up (28), unless it was refused, or cut before that.
    return asked.filter(({ code, status }) => status !== 101 || code !== 28).length
  }
  return { url: nginx.url, errorLog: nginx.errorLog, losses }
}

async function inFrontOf(box: Box, source: string) {
  const app = await box.app(source)
  const nginx = await box.nginx({ location: `proxy_pass http://127.0.0.1:${app.port}; proxy_http_version 1.0;` })
  const losses = async () => (await requests(2, { url: nginx.url, box })).filter(({ status }) => status !== 200).length
  return { url: nginx.url, errorLog: nginx.errorLog, losses }
}
