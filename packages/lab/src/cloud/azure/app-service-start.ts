import type { Scenario } from '../scenario.ts'
import { appLogFile, failedStart, goodStart, noPing, platform, starting, written } from './logs.ts'
import { lacksSetting, scenarioOf, setsSetting, type Told } from './scenario-of.ts'
import { appName, type WebApp } from './web-app.ts'

const custom = 'DOCKER|shop.azurecr.io/shop:1.4'
const exited = `Container ${appName}_0_1a2b3c4d for site ${appName} has exited, failing site start`
const tooSlow = `Container ${appName}_0_1a2b3c4d for site ${appName} did not start within expected time limit. Elapsed time = 230.1068051 sec`

function start(told: Told & { platformLog: string; wrote: string; app?: WebApp }): Scenario {
  const { platformLog, wrote, app = {}, ...rest } = told
  const files = { [appLogFile]: wrote, ...app.files }
  return scenarioOf({
    ...rest,
    app: ({ healed }) => ({ ...app, files, platformLog: healed ? goodStart(0.5) : platformLog }),
  })
}

/** The container of a Linux app does not get as far as to serve. */
export const appServiceStartScenarios: readonly Scenario[] = [
  start({
    id: 'as-port-mismatch',
    cause: 'as-custom-container-port-mismatch',
    title: 'a custom container listens on 3000 and nobody said so',
    app: { stack: custom },
    platformLog: noPing(80),
    wrote: written(5, '> shop@1.4.0 start', 'shop listening on http://0.0.0.0:3000'),
    fix: 'set-port',
    heals: setsSetting('WEBSITES_PORT', '3000'),
    restores: lacksSetting('WEBSITES_PORT'),
  }),
  start({
    id: 'as-port-mismatch-set',
    cause: 'as-custom-container-port-mismatch',
    title: 'WEBSITES_PORT names a port on which nobody listens any more',
    app: { stack: custom, settings: { WEBSITES_PORT: '5000' } },
    platformLog: noPing(5000),
    wrote: written(5, 'Server is running on port 3000'),
    fix: 'set-port',
    heals: setsSetting('WEBSITES_PORT', '3000'),
    restores: setsSetting('WEBSITES_PORT', '5000'),
  }),
  start({
    id: 'as-ignores-port',
    cause: 'as-builtin-image-ignores-port',
    title: 'a built-in image runs an app with a port of its own',
    app: { settings: { WEBSITES_PORT: '3000' } },
    platformLog: noPing(8080),
    wrote: written(5, 'npm info using node@v20.11.0', 'Example app listening on port 3000'),
  }),
  start({
    id: 'as-loopback',
    cause: 'as-container-binds-loopback',
    title: 'the app listens on 127.0.0.1 within its container',
    app: { stack: custom, settings: { WEBSITES_PORT: '8080' } },
    platformLog: noPing(8080),
    wrote: written(5, 'ready - started server on http://127.0.0.1:8080'),
  }),
  start({
    id: 'as-start-timeout',
    cause: 'as-container-start-timeout',
    title: 'the start takes longer than 230 seconds',
    platformLog: failedStart(tooSlow),
    wrote: written(
      5,
      'npm info using node@v20.11.0',
      'building the product index: 12 %',
      'building the product index: 64 %',
    ),
    fix: 'set-start-limit',
    heals: setsSetting('WEBSITES_CONTAINER_START_TIME_LIMIT', '600'),
    restores: lacksSetting('WEBSITES_CONTAINER_START_TIME_LIMIT'),
  }),
  start({
    id: 'as-exits',
    cause: 'as-container-exits-at-start',
    title: 'a module is missing',
    platformLog: failedStart(exited),
    wrote: written(
      5,
      'node:internal/modules/cjs/loader:1147',
      '  throw err;',
      "Error: Cannot find module 'express'",
      "  code: 'MODULE_NOT_FOUND',",
      'Node.js v20.11.0',
    ),
  }),
  start({
    id: 'as-exits-unlogged',
    cause: 'as-container-exits-at-start',
    title: 'the container ends, and its own log cannot be read',
    platformLog: failedStart(exited),
    wrote: '',
    app: { site: { hostNameSslStates: [] } },
  }),
  start({
    id: 'as-warmup',
    cause: 'as-warmup-path-never-answers',
    title: 'a middleware leaves unknown paths open',
    platformLog: noPing(8080),
    wrote: written(4, 'listening on 0.0.0.0:8080', 'GET /robots933456.txt pending', 'GET /robots933456.txt pending'),
  }),
  start({
    id: 'as-image-pull',
    cause: 'as-image-pull-failed',
    title: 'the tag does not exist',
    app: { stack: custom },
    platformLog: [
      platform(4, 'Pulling image: shop.azurecr.io/shop:1.4'),
      platform(
        3,
        'DockerApiException: Docker API responded with status code=NotFound, response={"message":"manifest for shop.azurecr.io/shop:1.4 not found: manifest unknown: manifest tagged by \\"1.4\\" is not found"}',
        'ERROR',
      ),
      platform(3, 'Pulling docker image shop.azurecr.io/shop:1.4 failed:'),
    ].join('\n'),
    wrote: '',
  }),
  start({
    id: 'as-image-pull-login',
    cause: 'as-image-pull-failed',
    title: 'the registry refuses the login',
    app: { stack: custom },
    platformLog: [
      platform(4, 'Pulling image: shop.azurecr.io/shop:1.4'),
      platform(
        3,
        'Image pull failed: Verify docker image configuration and credentials (if using private repository)',
        'ERROR',
      ),
    ].join('\n'),
    wrote: '',
  }),
  start({
    id: 'as-disk-full',
    cause: 'as-host-disk-full',
    title: 'the image does not fit on the disk of the instance',
    app: { stack: custom },
    platformLog: [
      platform(4, 'Pulling image: shop.azurecr.io/shop:1.4'),
      platform(3, 'failed to register layer: write /usr/share/data.bin: no space left on device', 'ERROR'),
    ].join('\n'),
    wrote: '',
    fix: 'restart-app',
    heals: ({ method, path }) => method === 'POST' && path.endsWith('/restart'),
  }),
  start({
    id: 'as-no-start-script',
    cause: 'as-no-start-script',
    title: 'package.json has no start script',
    app: { config: { appCommandLine: '' } },
    platformLog: failedStart(exited),
    wrote: written(
      5,
      'npm ERR! missing script: start',
      'npm ERR! A complete log of this run can be found in: /root/.npm/_logs',
    ),
  }),
  start({
    id: 'as-mount',
    cause: 'as-content-share-or-mount-failure',
    title: 'the key of a mounted share was rotated',
    app: { stack: custom, settings: { WEBSITES_ENABLE_APP_SERVICE_STORAGE: 'false' } },
    platformLog: [
      starting(5),
      platform(3, 'Mounting Azure Files share uploads to /mnt/uploads failed: permission denied (13)', 'ERROR'),
    ].join('\n'),
    wrote: '',
  }),
  start({
    id: 'as-keyvault',
    cause: 'as-keyvault-reference-unresolved',
    title: 'the identity may not read the vault',
    app: { references: { DB_URL: 'AccessToKeyVaultDenied', API_KEY: 'Resolved' } },
    platformLog: failedStart(exited),
    wrote: written(5, 'TypeError: Invalid URL', "  code: 'ERR_INVALID_URL',", 'Node.js v20.11.0'),
  }),
  start({
    id: 'as-shutdown',
    cause: 'as-shutdown-too-short',
    title: 'the app is killed five seconds after SIGTERM',
    platformLog: goodStart(3),
    wrote: written(
      4,
      'listening on 0.0.0.0:8080',
      'received SIGTERM, draining 14 requests',
      'container did not stop within 5 s: SIGKILL',
      'listening on 0.0.0.0:8080',
    ),
    fix: 'set-stop-limit',
    heals: setsSetting('WEBSITES_CONTAINER_STOP_TIME_LIMIT', '30'),
    restores: lacksSetting('WEBSITES_CONTAINER_STOP_TIME_LIMIT'),
  }),
  start({
    id: 'as-ping-unclear',
    cause: 'unknown',
    title: 'no ping is answered, and the log does not say where the app listens',
    app: { stack: custom },
    platformLog: noPing(80),
    wrote: written(5, 'hello'),
  }),
]
