import type { Scenario } from '../scenario.ts'
import { w3c, written } from './logs.ts'
import { pages } from './pages.ts'
import { scenarioOf, type Told, writes } from './scenario-of.ts'
import type { WebApp } from './web-app.ts'

const raw = 'http/RawLogs/1a2b3c-202611211200.log'
const errors = 'Application/logging-errors.txt'
const fine = ['200 0 0', '200 0 0', '304 0 0']

function windows(told: Told & { rows?: readonly string[]; wrote?: string; app?: WebApp }): Scenario {
  const { rows = fine, wrote, app = {}, ...rest } = told
  const files = { [raw]: w3c([...fine, ...rows]), ...(wrote === undefined ? {} : { [errors]: wrote }), ...app.files }
  return scenarioOf({ answers: () => pages.iis(), ...rest, app: { os: 'windows', ...app, files } })
}

/** Node on Windows: IIS in front, iisnode in between. */
export const appServiceWindowsScenarios: readonly Scenario[] = [
  windows({
    id: 'as-windows-32bit',
    cause: 'as-32bit-percent-memory-recycle',
    title: 'a 32-bit worker reaches its 2 GB',
    app: {
      config: { use32BitWorkerProcess: true },
      files: {
        'eventlog.xml':
          "<Events><Event><Data>Worker Process requested recycle due to 'Percent Memory' limit. Memory Used: 1503238553</Data></Event></Events>",
      },
    },
    fix: 'use-64bit',
    heals: writes(/\/config\/web$/, 'use32BitWorkerProcess', false),
    restores: writes(/\/config\/web$/, 'use32BitWorkerProcess', true),
  }),
  windows({
    id: 'as-windows-iisnode-1000',
    cause: 'as-iisnode-substatus',
    title: 'web.config names a file that is not there',
    answers: () => pages.iis(500),
    rows: ['500 1000 2', '500 1000 2'],
  }),
  windows({
    id: 'as-windows-iisnode-503',
    cause: 'as-iisnode-substatus',
    title: 'too many requests at once for one process',
    answers: () => pages.iis(503),
    rows: ['503 1000 8', '503 1000 8', '503 1000 8'],
  }),
  windows({
    id: 'as-windows-arr',
    cause: 'as-windows-arr-5023',
    title: 'the worker does not answer the forwarded request',
    rows: ['502 3 12002', '502 3 12002', '502 3 12030'],
  }),
  windows({
    id: 'as-windows-number',
    cause: 'as-windows-node-listens-on-number',
    title: 'PORT is parsed as a number',
    answers: () => pages.iis(500),
    rows: ['500 1001 2', '500 1001 2'],
    wrote: written(
      4,
      'RangeError [ERR_SOCKET_BAD_PORT]: options.port should be >= 0 and < 65536. Received type number (NaN).',
    ),
  }),
  windows({
    id: 'as-windows-crash',
    cause: 'as-node-crash-mid-flight',
    title: 'node.exe ends by an error on Windows',
    answers: () => pages.iis(500),
    rows: ['500 1002 0', '500 1002 0'],
    wrote: written(
      4,
      'Application has thrown an uncaught exception and is terminated:',
      'Uncaught Exception: Error: no such order',
    ),
  }),
]
