import { serve } from '@runbook/stack'
import type { Box } from '../box/box.ts'
import { startGunicorn } from '../box/gunicorn.ts'
import { probe } from '../run/probe.ts'
import { hello } from './apps.ts'
import type { Fault } from './fault.ts'
import { wsgi } from './wsgi-apps.ts'

/** The application itself refuses some requests, by limits of its own; a plain request works. */
export const refusingFaults: Fault[] = [
  {
    id: 'node-request-header-overflow-431',
    cause: 'node-request-header-overflow-431',
    title: 'Users whose cookies are larger than 16 kB get 431 from the application',
    needs: ['nginx'],
    decides: / 431 /,
    shows: { status: [200] },
    async up(box) {
      const app = await box.app(serve(hello))
      return refusing(box, `proxy_pass http://127.0.0.1:${app.port};`, [
        '-H',
        `Cookie: basket=${'x'.repeat(15_000)}`,
        '-H',
        `X-Token: ${'y'.repeat(5_000)}`,
      ])
    },
  },
  {
    id: 'node-request-timeout-408',
    cause: 'node-request-timeout-408',
    title: 'Slow uploads get 408 from the application, since nginx passes them on as they come',
    needs: ['nginx'],
    decides: / 408 /,
    shows: { status: [200] },
    async up(box) {
      const app = await box.app(
        serve(`request.resume()\nrequest.on('end', () => response.end('taken'))`, '').replace(
          'http.createServer(',
          'http.createServer({ requestTimeout: 600, headersTimeout: 500, connectionsCheckingInterval: 100 }, ',
        ),
      )
      const file = box.write('upload.bin', 'x'.repeat(200_000))
      return refusing(
        box,
        `proxy_pass http://127.0.0.1:${app.port}; proxy_request_buffering off; proxy_http_version 1.1;`,
        ['--data-binary', `@${file}`, '--limit-rate', '60k'],
      )
    },
  },
  {
    id: 'gunicorn-request-limits',
    cause: 'gunicorn-request-limits',
    title: 'Users with large cookies are refused by gunicorn',
    needs: ['nginx', 'gunicorn'],
    decides: / 4(?:00|31) /,
    shows: { status: [200] },
    async up(box) {
      const { port } = await startGunicorn(box, wsgi.hello)
      return refusing(box, `proxy_pass http://127.0.0.1:${port};`, ['-H', `Cookie: basket=${'x'.repeat(10_000)}`])
    },
  },
]

async function refusing(box: Box, location: string, words: readonly string[]) {
  const nginx = await box.nginx({ accessLog: 'upstream', server: 'large_client_header_buffers 8 32k;', location })
  const traffic = async () => {
    for (let i = 0; i < 4; i++) await probe(nginx.url, { wrap: box.wrap, words })
  }
  return { url: nginx.url, errorLog: nginx.errorLog, traffic }
}
