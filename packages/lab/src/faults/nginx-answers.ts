import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { serve, until } from '@runbook/stack'
import type { Box } from '../box/box.ts'
import type { NginxParts } from '../box/nginx.ts'
import { probe } from '../run/probe.ts'
import { apps, hello } from './apps.ts'
import type { Fault } from './fault.ts'

const answers = (status: number) => serve(`response.statusCode = ${status}\n${hello}`)

/** nginx itself makes the answer, by what its configuration says. */
export const answerFaults: Fault[] = [
  {
    id: 'cached-502',
    cause: 'cached-502',
    title: 'nginx keeps the 502 of a restart in its cache, and the application is back',
    needs: ['nginx'],
    fix: 'skip-cache',
    shows: { status: [502], log: /connect\(\) failed \(111: Connection refused\)/ },
    up: cachedError,
  },
  {
    id: 'static-502',
    cause: 'static-502-or-error-mapping',
    title: 'A maintenance line was left in the server block',
    needs: ['nginx'],
    fix: 'remove-return',
    shows: { status: [502] },
    up: box => inFrontOf(box, apps.hello, { server: 'return 502;' }),
  },
  {
    id: 'maintenance-flag',
    cause: 'static-502-or-error-mapping',
    title: 'The file that turns maintenance on was left behind',
    needs: ['nginx'],
    fix: 'move-flag',
    shows: { status: [503] },
    up(box) {
      const flag = box.write('maintenance.on', '')
      return inFrontOf(box, apps.hello, { server: `if (-f "${flag}") { return 503; }` })
    },
  },
  {
    id: 'error-mapping',
    cause: 'static-502-or-error-mapping',
    title: 'The application answers 404, and nginx makes a 502 of it',
    needs: ['nginx'],
    shows: { status: [502] },
    up: box =>
      inFrontOf(box, answers(404), {
        server: 'error_page 404 = @sorry; location @sorry { return 502 "sorry\\n"; }',
        location: 'proxy_intercept_errors on;',
      }),
  },
  {
    id: 'app-answers-5xx-with-own-error-page',
    cause: 'app-answers-5xx-itself',
    title: 'The application answers 503, and nginx only puts its own page in its place; a cache keeps good answers',
    needs: ['nginx'],
    shows: { status: [503] },
    up: box =>
      inFrontOf(box, answers(503), {
        http: `proxy_cache_path "${box.folder}/cache" keys_zone=shop:1m;`,
        server: 'error_page 500 502 503 504 /sorry; location = /sorry { internal; return 200 "sorry\\n"; }',
        location: 'proxy_intercept_errors on; proxy_cache shop; proxy_cache_valid 200 10m;',
      }),
  },
  {
    id: 'auth-request-backend-down',
    cause: 'auth-request-backend-down',
    title: 'The service that checks logins answers 500; the application is well',
    needs: ['nginx'],
    shows: { status: [500], log: /auth request unexpected status: 500/ },
    async up(box) {
      const auth = await box.app(answers(500), { name: 'auth' })
      return inFrontOf(box, apps.hello, withAuth(auth.port))
    },
  },
  {
    id: 'auth-request-refused',
    cause: 'upstream-refused-app-down',
    title: 'The service that checks logins does not run; the application is well',
    needs: ['nginx', 'network'],
    shows: { status: [500], log: /auth request unexpected status: 502/ },
    up: async box => inFrontOf(box, apps.hello, withAuth(await box.port())),
  },
  {
    id: 'rate-limit-503',
    cause: 'rate-or-connection-limit-503',
    title: 'All clients share one rate limit, since its key is the same for all',
    needs: ['nginx'],
    fix: 'allow-bursts',
    shows: { status: [503], log: /limiting requests, excess: / },
    async up(box) {
      const up = await inFrontOf(box, apps.hello, {
        http: 'limit_req_zone $server_name zone=shop:1m rate=1r/m;',
        location: 'limit_req zone=shop;',
      })
      return { ...up, traffic: () => probe(up.url, box) }
    },
  },
  {
    id: 'client-request-too-large',
    cause: 'client-request-too-large',
    title: 'Forms are refused with 413, and pages are well',
    needs: ['nginx'],
    fix: 'larger-requests',
    shows: { status: [200], log: /client intended to send too large body: \d+ bytes/ },
    async up(box) {
      const up = await inFrontOf(box, apps.hello, { server: 'client_max_body_size 4;' })
      const losses = async () => Number((await probe(up.url, { ...box, method: 'POST' })) === 413)
      return { ...up, losses }
    },
  },
  {
    id: 'healthy-cache-limit-auth',
    cause: 'healthy',
    title: 'All is well, with a cache, a rate limit that nobody reaches, logins and own error pages',
    needs: ['nginx'],
    shows: { status: [200] },
    async up(box) {
      const auth = await box.app(apps.hello, { name: 'auth' })
      const { location = '', server = '' } = withAuth(auth.port)
      return inFrontOf(box, apps.hello, {
        http: `proxy_cache_path "${box.folder}/cache" keys_zone=shop:1m; limit_req_zone $binary_remote_addr zone=clients:1m rate=50r/s;`,
        server: `${server} error_page 404 =502 /sorry; error_page 500 502 503 504 /sorry; location = /sorry { return 503; }
          if (-f "${box.folder}/maintenance.on") { return 503; }`,
        location: `${location} limit_req zone=clients burst=20; proxy_cache shop; proxy_cache_valid any 1m; proxy_intercept_errors on;`,
      })
    },
  },
]

async function inFrontOf(box: Box, source: string, parts: NginxParts = {}) {
  const app = await box.app(source)
  const location = `proxy_pass http://127.0.0.1:${app.port}; ${parts.location ?? ''}`
  const nginx = await box.nginx({ ...parts, location })
  return { url: nginx.url, errorLog: nginx.errorLog }
}

function withAuth(port: number): NginxParts {
  return {
    server: `location = /_auth { internal; proxy_pass http://127.0.0.1:${port}/check; proxy_pass_request_body off; proxy_set_header Content-Length ""; }`,
    location: 'auth_request /_auth;',
  }
}

async function cachedError(box: Box) {
  const port = await box.port()
  const nginx = await box.nginx({
    http: `proxy_cache_path "${join(box.folder, 'cache')}" keys_zone=shop:1m;`,
    location: `proxy_pass http://127.0.0.1:${port}; proxy_cache shop; proxy_cache_valid any 10m;`,
  })
  await until('nginx has logged and kept the 502', async () => {
    await probe(nginx.url, box)
    return readFileSync(nginx.errorLog, 'utf8').includes('Connection refused')
  })
  await box.app(apps.hello, { port })
  const asked = Date.now()
  await until('that line is older than the symptom', () => Date.now() - asked > 2500)
  return { url: nginx.url, errorLog: nginx.errorLog }
}
