import * as z from 'zod'
import { intOf, type JsonObject, objectOf, parseJson } from '../common/json.ts'
import { defineReader, type ReadContext, type Shape, type Yields } from '../reader.ts'

const appShape = {
  name: 'string',
  id: 'int',
  pid: 'int',
  status: 'string',
  restarts: 'int',
  unstable: 'int',
  uptime_seconds: 'int',
  exit_code: 'int',
  script: 'string',
  directory: 'string',
  interpreter: 'string',
  mode: 'string',
  port: 'int',
  host: 'string',
  node_args: 'string',
  out_log: 'string',
  error_log: 'string',
  autorestart: 'bool',
  watch: 'bool',
  max_restarts: 'int',
  user: 'string',
  args: 'string',
} as const satisfies Shape

/**
 * Reads `pm2 jlist`. Each of its items holds the whole environment of an application, twice: only PORT and HOST are
 * taken from it, and nothing else may be.
 */
export const pm2List = defineReader({
  id: 'pm2-list',
  describes: 'The applications that a PM2 daemon manages, from pm2 jlist.',
  options: z.strictObject({}),
  accepts: [0],
  shape: () => ({
    apps: [appShape],
    count: 'int',
  }),
  read({ stdout }, _options, context) {
    const list = listOf(stdout)
    if (!list) return { ok: false, problem: 'This is not the output of pm2 jlist.' }
    const apps = list.map(item => appOf(objectOf(item), context))
    return { ok: true, values: { apps, count: apps.length } }
  },
})

/** The JSON begins at the last line that starts with `[`: banners of a daemon that was just started stand before it. */
function listOf(stdout: string): unknown[] | undefined {
  const starts = [...stdout.matchAll(/^\[/gm)].map(({ index }) => index)
  for (const start of starts.reverse().slice(0, 50)) {
    const rest = stdout.slice(start)
    for (const text of [rest, rest.split('\n', 1)[0] ?? '']) {
      const value = parseJson(text)
      if (Array.isArray(value)) return value
    }
  }
  return undefined
}

/** PM2's own default of `max_restarts` (lib/God.js). */
const defaultMaxRestarts = 16

function appOf(item: JsonObject, { now }: ReadContext): Yields<typeof appShape> {
  const own = objectOf(item.pm2_env)
  const environment = objectOf(own.env)
  const status = wordsOf(own.status)
  return {
    name: wordsOf(item.name ?? own.name),
    id: intOf(item.pm_id ?? own.pm_id),
    pid: intOf(item.pid),
    status,
    restarts: intOf(own.restart_time),
    unstable: intOf(own.unstable_restarts),
    uptime_seconds: status === 'online' ? Math.max(0, Math.floor((now - intOf(own.pm_uptime)) / 1000)) : 0,
    exit_code: intOf(own.exit_code),
    script: wordsOf(own.pm_exec_path),
    directory: wordsOf(own.pm_cwd),
    interpreter: wordsOf(own.exec_interpreter),
    mode: wordsOf(own.exec_mode).replace(/_mode$/, ''),
    port: intOf(environment.PORT ?? own.PORT),
    host: wordsOf(environment.HOST ?? own.HOST),
    node_args: wordsOf(own.node_args),
    out_log: wordsOf(own.pm_out_log_path),
    error_log: wordsOf(own.pm_err_log_path),
    autorestart: own.autorestart !== false,
    watch: own.watch === true || Array.isArray(own.watch),
    max_restarts: intOf(own.max_restarts ?? defaultMaxRestarts),
    user: wordsOf(own.username),
    args: wordsOf(own.args),
  }
}

/** PM2 keeps arguments as a list or as one text, and names that look like numbers as numbers. */
function wordsOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(wordsOf).join(' ')
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
