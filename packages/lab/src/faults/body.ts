import type { Box } from '../box/box.ts'
import type { NginxParts } from '../box/nginx.ts'
import { answers } from './answers.ts'
import { requests } from './client.ts'
import type { Fault } from './fault.ts'

/** The answer begins, or looks like one, and breaks the rules of HTTP or its own promise. */
export const bodyFaults: Fault[] = [
  {
    id: 'upstream-closed-mid-body',
    cause: 'upstream-closed-mid-body',
    title: 'The application announces 100 bytes, sends 16 and closes; clients see 200 and a cut body',
    needs: ['nginx'],
    shows: { status: [200], log: /upstream prematurely closed connection while reading upstream/ },
    up: box => inFrontOf(box, answers.cutsBody),
  },
  {
    id: 'upstream-timeout-mid-body',
    cause: 'upstream-timeout-mid-body',
    title: 'The application pauses for 2 s in the middle of its answer, and nginx waits 1 s; the body is cut',
    needs: ['nginx'],
    fix: 'wait-between-parts',
    shows: { status: [200], log: /upstream timed out \(110: Connection timed out\) while reading upstream/ },
    up: box => inFrontOf(box, answers.pausesInBody, 'proxy_read_timeout 1s;'),
  },
  {
    id: 'upstream-invalid-header',
    cause: 'upstream-invalid-header',
    title: 'A header name of the answer has a space in it',
    needs: ['nginx'],
    shows: { status: [502], log: /upstream sent invalid header/ },
    up: box => inFrontOf(box, answers.badHeader),
  },
  {
    id: 'upstream-conflicting-framing-headers',
    cause: 'upstream-conflicting-framing-headers',
    title: 'The answer has a Content-Length and is chunked',
    needs: ['nginx-1.23'],
    shows: { status: [502], log: /upstream sent "Content-Length" and "Transfer-Encoding" headers at the same time/ },
    up: box => inFrontOf(box, answers.twoLengths),
  },
  {
    id: 'upstream-invalid-chunked',
    cause: 'upstream-invalid-chunked',
    title: 'The answer says that it is chunked, and is not',
    needs: ['nginx'],
    shows: { status: 'no-answer', log: /upstream sent invalid chunked response/ },
    up: box => inFrontOf(box, answers.badChunks, 'proxy_http_version 1.1;'),
  },
  {
    id: 'upstream-not-speaking-http1',
    cause: 'upstream-not-speaking-http1',
    title: 'proxy_pass leads to something like Redis',
    needs: ['nginx'],
    shows: { status: 'no-answer', log: /upstream sent no valid HTTP\/1\.0 header/ },
    up: box => inFrontOf(box, answers.redis),
  },
  {
    id: 'upstream-not-speaking-http1-but-http2',
    cause: 'upstream-not-speaking-http1',
    title: 'The application speaks HTTP/2 without TLS, and nothing else',
    needs: ['nginx'],
    shows: { status: 'no-answer', log: /upstream sent no valid HTTP\/1\.0 header/ },
    up: box => inFrontOf(box, answers.onlyHttp2, 'proxy_read_timeout 2s;'),
  },
  {
    id: 'early-hints-or-http10-oddities',
    cause: 'early-hints-or-http10-oddities',
    title: 'The application sends 103 Early Hints in HTTP/1.0',
    needs: ['nginx-1.29'],
    shows: { status: [502], log: /upstream sent HTTP\/1\.0 response with early hints/ },
    up: box => inFrontOf(box, answers.oldEarlyHints),
  },
  {
    id: 'healthy-event-stream',
    cause: 'healthy',
    title: 'A stream of events with a sign of life more often than nginx wants one',
    needs: ['nginx'],
    shows: { status: [200] },
    up: box => inFrontOf(box, answers.beats, 'proxy_read_timeout 1s; proxy_buffering off;'),
  },
]

async function inFrontOf(box: Box, source: string, rule = '', parts: NginxParts = {}) {
  const app = await box.app(source)
  const nginx = await box.nginx({ ...parts, location: `proxy_pass http://127.0.0.1:${app.port}; ${rule}` })
  const losses = async () => (await requests(3, { url: nginx.url, box })).filter(({ code }) => code !== 0).length
  return { url: nginx.url, errorLog: nginx.errorLog, losses }
}
