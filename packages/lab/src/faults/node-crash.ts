import { readFile } from 'node:fs/promises'
import { serve } from '@runbook/stack'
import { hello } from './apps.ts'
import type { Fault } from './fault.ts'
import { nodeUnderPm2, noWatches } from './node-under-pm2.ts'

/** The application ends by an error of its own, at its start or by a request; PM2 manages it. */
export const nodeCrashFaults: Fault[] = [
  {
    id: 'node-unhandled-rejection',
    cause: 'node-unhandled-rejection',
    title: 'Each request rejects a promise that nothing handles; a shell loop starts the application again',
    needs: ['nginx'],
    shows: closed(/basket 7 is not there/),
    async up(box) {
      const app = await box.app(
        `async function basket() {
  await null
  throw new Error('basket 7 is not there')
}
${serve('const answer = async () => response.end(await basket())\nanswer()')}`,
        { isRestarted: true },
      )
      const nginx = await box.nginx({ location: `proxy_pass http://127.0.0.1:${app.port};` })
      return { url: nginx.url, errorLog: nginx.errorLog, evidence: () => readFile(app.log, 'utf8') }
    },
  },
  nodeUnderPm2({
    id: 'node-module-missing',
    cause: 'node-module-missing-or-syntax',
    title: 'The release was deployed without its modules',
    source: `const express = require('express')\n${serve(hello)}`,
    isDown: true,
    shows: refused(/errored[\s\S]*Cannot find module 'express'/),
  }),
  nodeUnderPm2({
    id: 'node-syntax',
    cause: 'node-module-missing-or-syntax',
    title: 'The release has a file that is not valid JavaScript',
    source: `const prices = { book: 12, \n${serve(hello)}`,
    isDown: true,
    shows: refused(/errored[\s\S]*SyntaxError/),
  }),
  nodeUnderPm2({
    id: 'node-dependency-down',
    cause: 'node-dependency-down-at-startup',
    title: 'The database does not answer, and the application ends at each start',
    source: `require('node:net').connect(5432, '127.0.0.1')\n${serve(hello)}`,
    isDown: true,
    shows: refused(/errored[\s\S]*ECONNREFUSED 127\.0\.0\.1:5432/),
  }),
  nodeUnderPm2({
    id: 'node-invalid-header-char',
    title: 'A header with a character that may not be sent ends the application',
    source: serve(`response.setHeader('Content-Disposition', 'attachment; filename=Ausk\u016bnfte.pdf')\n${hello}`),
    shows: closed(/ERR_INVALID_CHAR/),
  }),
  nodeUnderPm2({
    id: 'node-headers-already-sent',
    title: 'The application sets a header after it has begun its answer, and ends by it',
    source: serve(`response.writeHead(200)
setTimeout(() => response.setHeader('X-Late', 'yes'), 20)`),
    shows: closed(/ERR_HTTP_HEADERS_SENT/),
  }),
  nodeUnderPm2({
    id: 'node-worker-failure',
    cause: 'node-cluster-or-worker-failure',
    title: 'A worker thread fails, nothing handles it, and the application ends with it',
    source: `const { Worker } = require('node:worker_threads')
${serve(`new Worker("throw new Error('the image cannot be read')", { eval: true })`)}`,
    shows: closed(/Worker|image cannot be read/),
  }),
  nodeUnderPm2({
    id: 'node-inotify-limit',
    title: 'The application watches files, and the kernel allows no more watches',
    source: `require('node:fs').watch(__dirname)\n${serve(hello)}`,
    isDown: true,
    needs: ['root'],
    held: noWatches,
    shows: refused(/errored[\s\S]*EMFILE: too many open files, watch/),
  }),
]

function closed(evidence: RegExp) {
  return { status: [502], log: /prematurely closed connection|104: Connection reset/, evidence }
}

function refused(evidence: RegExp) {
  return { status: [502], log: /111: Connection refused/, evidence }
}
