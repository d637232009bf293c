import {
  absolute,
  chosenServer,
  everyOption,
  fileOf,
  optionOf,
  type ProcessBlock,
  processBlocks,
  serverOptions,
  wholeOr,
  withWorkers,
} from '../host/process-blocks.ts'
import { defineReader } from '../reader.ts'

/**
 * Reads what `/proc` says of gunicorn's processes: which master serves the port or socket, and how it was started
 * (https://docs.gunicorn.org/en/stable/settings.html). The command line counts before the configuration file.
 */
export const gunicornProcesses = defineReader({
  id: 'gunicorn-processes',
  describes: 'The gunicorn that serves a port or socket: its workers, addresses, limits and log, from /proc.',
  options: serverOptions,
  accepts: [0],
  shape: () => ({
    found: 'bool',
    pid: 'int',
    workers: 'int',
    worker_pids: 'list<int>',
    threads: 'int',
    timeout: 'int',
    worker_class: 'string',
    umask: 'string',
    log: 'string',
    config: 'string',
    command: 'string',
    module: 'string',
    binds: 'list<string>',
    sockets: [{ path: 'string', pid: 'int', log: 'string' }],
    count: 'int',
  }),
  read({ stdout }, given) {
    const servers = withWorkers(processBlocks(stdout).filter(isGunicorn)).map(describe)
    const chosen = chosenServer(servers, given)
    const sockets = servers.flatMap(({ binds, pid: owner, log }) =>
      binds.filter(bind => bind.startsWith('/')).map(path => ({ path, pid: owner, log })),
    )
    return {
      ok: true,
      values: { found: chosen !== undefined, ...(chosen ?? unknownServer), sockets, count: servers.length },
    }
  },
})

const unknownServer = {
  pid: 0,
  workers: 0,
  worker_pids: [] as number[],
  threads: 1,
  timeout: 30,
  worker_class: '',
  umask: '',
  log: '',
  config: '',
  command: '',
  module: '',
  binds: [] as string[],
}

function isGunicorn({ args }: ProcessBlock): boolean {
  // A title as setproctitle writes it, or an interpreter and the script.
  return /^gunicorn: /.test(args[0] ?? '') || args.slice(0, 4).some(arg => /(?:^|\/)gunicorn(?:\d[\d.]*)?$/.test(arg))
}

function describe({ master, workers }: { master: ProcessBlock; workers: ProcessBlock[] }): typeof unknownServer {
  const args = [...master.environment, ...master.args]
  const written = (names: string[], setting: string) =>
    optionOf(args, names) ?? master.settings.findLast(([name]) => name === setting)?.[1]
  const folder = absolute(written(['--chdir'], 'chdir') ?? '', master.cwd) || master.cwd
  const log = written(['--error-logfile', '--log-file'], 'errorlog') ?? '-'
  const binds = everyOption(args, ['--bind', '-b'])
  const inFile = master.settings.filter(([name]) => name === 'bind').map(([, value]) => value)
  return {
    pid: master.pid,
    workers: workers.length,
    worker_pids: workers.map(({ pid }) => pid),
    threads: wholeOr(written(['--threads'], 'threads'), 1),
    timeout: wholeOr(written(['--timeout', '-t'], 'timeout'), 30),
    worker_class: written(['--worker-class', '-k'], 'worker_class') ?? 'sync',
    umask: written(['--umask', '-m'], 'umask') ?? '',
    log: log === '-' ? fileOf(master.stderr) : absolute(log, folder),
    config: absolute(optionOf(args, ['--config', '-c'])?.replace(/^file:/, '') ?? '', folder),
    command: master.args.join(' ').slice(0, 300),
    module: master.args.findLast(arg => /^[A-Za-z_][\w.]*(?::\S+)?$/.test(arg)) ?? '',
    binds: (binds.length > 0 ? binds : inFile)
      .flatMap(bind => bind.split(','))
      .map(bind => addressOf(bind.trim(), folder)),
  }
}

/** `unix:path` becomes the bare path; hosts and ports stay as written. */
function addressOf(bind: string, folder: string): string {
  return bind.startsWith('unix:') ? absolute(bind.replace(/^unix:(?:\/\/)?/, ''), folder) : bind
}
