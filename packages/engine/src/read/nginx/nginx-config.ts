import * as z from 'zod'
import { optionalText } from '../log/log-options.ts'
import { defineReader } from '../reader.ts'
import { answerSettings, isDynamic, isLoop } from './nginx-config-answers.ts'
import { isDenied, readError } from './nginx-config-error.ts'
import { passOf, selectLocation } from './nginx-config-location.ts'
import { requestSettings } from './nginx-config-request.ts'
import { namesOf, selectServer } from './nginx-config-server.ts'
import { inherited, isOn, logSettings, settingText, sizeBytes, timeMs, wholeNumber } from './nginx-config-settings.ts'
import { configShape } from './nginx-config-shape.ts'
import { tlsSettings } from './nginx-config-tls.ts'
import { blocksOf, type Directive, everyDirective, readTree, type Scope, splitDump } from './nginx-config-tree.ts'
import { everyAddress, readTarget } from './nginx-config-upstream.ts'

const options = z.strictObject({
  host: optionalText.describe('The host of the request; without it the default server.'),
  port: z
    .preprocess(value => (value === '' ? undefined : value), z.coerce.number().int().min(0).max(65535).optional())
    .describe('The port that nginx is reached on; without it every port.'),
  path: optionalText.describe('The path of the request; without it `/`.'),
  scheme: optionalText.describe('`http` or `https`; prefers servers with or without TLS when there is no port.'),
  listen_address: optionalText.describe('The address that nginx is reached on.'),
  prefix: optionalText.describe('The folder that relative log files are taken from.'),
  internal: z.boolean().default(false).describe('True for a request of nginx itself, which internal locations answer.'),
})
type Options = z.infer<typeof options>

/** Reads `nginx -T`: whether the configuration is valid, and what it does with one request, each with file and line. */
export const nginxConfig = defineReader({
  id: 'nginx-config',
  describes: 'The output of `nginx -T`: the server, location and upstream of a request, each with file and line.',
  options,
  accepts: [0, 1],
  shape: () => configShape,
  read({ stdout, stderr, ending, isCut }, given) {
    if (isCut)
      return {
        ok: false,
        reason: 'unreadable',
        problem: 'The configuration is too long: its end is missing.',
      }
    const files = splitDump(stdout)
    // Pasted or joined output has what nginx says before the dump.
    const said = `${stderr}\n${stdout.split(/^# configuration file /m)[0] ?? ''}`
    const error = readError(said)
    const isValid = ending.kind === 'exited' && ending.code === 0 && error.error === ''
    if (isDenied(error.error))
      return {
        ok: false,
        reason: 'permission',
        problem: `nginx may not read its files as this user: ${error.error}.`,
      }
    if (files.length === 0 && error.error === '')
      return {
        ok: false,
        reason: 'unreadable',
        problem: 'This is not the output of nginx -T.',
      }

    const mainFile = files[0]?.path ?? said.match(/configuration file (\S+) test/)?.[1] ?? ''
    return {
      ok: true,
      values: {
        valid: isValid,
        ...error,
        main_file: mainFile,
        ...describe(readTree(files), given),
      },
    }
  },
})

function describe(tree: readonly Directive[], given: Options) {
  const http = blocksOf(tree, 'http').flatMap(({ block }) => block ?? [])
  const server = selectServer(http, {
    ...given,
    address: given.listen_address,
  })
  const chain = server ? selectLocation(server, given.path ?? '/', { isInternal: given.internal }) : []
  const [location] = chain
  const blocks = [...chain, ...(server ? [server] : [])].map(({ block }) => block ?? [])
  const scope: Scope = [...blocks, http, tree]
  const pass = location && passOf(location)
  const target = readTarget(pass, scope, http)
  const module = pass?.name.replace(/_pass$/, '') ?? 'proxy'
  return {
    found: server !== undefined,
    server_file: server?.file ?? '',
    server_line: server?.line ?? 0,
    server_names: server ? namesOf(server).join(' ') : '',
    location: location?.args.join(' ') ?? '',
    location_file: location?.file ?? '',
    location_line: location?.line ?? 0,
    ...target,
    ...passSettings(scope, module),
    ...requestSettings(scope),
    ...logSettings(scope, http, given.prefix),
    resolver: settingText(scope, 'resolver'),
    ...tlsSettings({ scope, module, pass, server, members: target.members }),
    ...answerSettings({ server, location, scope, module }),
    is_dynamic: isDynamic(http, target),
    loops: isLoop(http, { pass, members: target.members, scope, host: given.host }),
    ...processSettings(tree),
    addresses: everyAddress(tree),
    directives: everyDirective(tree).length,
  }
}

/** `module` is proxy, fastcgi, uwsgi, grpc or scgi; their defaults are the same. */
function passSettings(scope: Scope, module: string) {
  return {
    read_timeout_ms: timeMs(settingText(scope, `${module}_read_timeout`), 60_000),
    connect_timeout_ms: timeMs(settingText(scope, `${module}_connect_timeout`), 60_000),
    send_timeout_ms: timeMs(settingText(scope, `${module}_send_timeout`), 60_000),
    next_upstream: settingText(scope, `${module}_next_upstream`, 'error timeout'),
    buffer_size: sizeBytes(settingText(scope, `${module}_buffer_size`)),
    proxy_buffers: settingText(scope, `${module}_buffers`),
    ...bindOf(scope, module),
    ssl_verify: isOn(scope, `${module}_ssl_verify`),
    ssl_server_name: isOn(scope, `${module}_ssl_server_name`),
  }
}

/** The local address that connections to the upstream come from, where one is set. */
function bindOf(scope: Scope, module: string) {
  const found = inherited(scope, `${module}_bind`)
  const isSet = found !== undefined && found.args[0] !== 'off'
  return { bind: isSet ? found.args.join(' ') : '', bind_file: found?.file ?? '', bind_line: found?.line ?? 0 }
}

function processSettings(tree: readonly Directive[]) {
  const [events] = blocksOf(tree, 'events')
  const connections = inherited([events?.block ?? []], 'worker_connections')
  return {
    user: settingText([tree], 'user'),
    worker_processes: settingText([tree], 'worker_processes', '1'),
    worker_rlimit_nofile: wholeNumber(inherited([tree], 'worker_rlimit_nofile')?.args[0], 0),
    worker_connections: wholeNumber(connections?.args[0], 512),
    worker_connections_file: connections?.file ?? '',
    worker_connections_line: connections?.line ?? 0,
    events_file: events?.file ?? '',
    events_line: events?.line ?? 0,
  }
}
