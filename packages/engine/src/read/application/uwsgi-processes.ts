import {
  absolute,
  bindsTo,
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
 * Reads what `/proc` says of uWSGI's processes: which one serves the port or socket, which protocol it speaks there, and
 * where it logs (https://uwsgi-docs.readthedocs.io/en/latest/Options.html).
 */
export const uwsgiProcesses = defineReader({
  id: 'uwsgi-processes',
  describes: 'The uWSGI that serves a port or socket: its protocol there, its limits and its log, from /proc.',
  options: serverOptions,
  accepts: [0],
  shape: () => ({
    found: 'bool',
    pid: 'int',
    workers: 'int',
    harakiri: 'int',
    buffer_size: 'int',
    speaks: 'string',
    chmod: 'string',
    log: 'string',
    module: 'string',
    command: 'string',
    binds: 'list<string>',
    count: 'int',
  }),
  read({ stdout }, given) {
    const servers = withWorkers(processBlocks(stdout).filter(isUwsgi)).map(server => describe(server, given.listen_on))
    const chosen = chosenServer(servers, given)
    const { worker_pids, ...values } = chosen ?? unknownServer
    return { ok: true, values: { found: chosen !== undefined, ...values, count: servers.length } }
  },
})

const unknownServer = {
  pid: 0,
  workers: 0,
  worker_pids: [] as number[],
  harakiri: 0,
  buffer_size: 4096,
  speaks: '',
  chmod: '',
  log: '',
  module: '',
  command: '',
  binds: [] as string[],
}

/** Options that open a socket, with the protocol that is spoken on it; the router of `http` passes on to workers. */
const sockets: readonly { names: string[]; protocol: string }[] = [
  { names: ['--socket', '-s', '--uwsgi-socket'], protocol: 'uwsgi' },
  { names: ['--http-socket', '--http11-socket', '--http', '--https', '--http-router'], protocol: 'http' },
  { names: ['--fastcgi-socket'], protocol: 'fastcgi' },
  { names: ['--scgi-socket'], protocol: 'scgi' },
]

function isUwsgi({ args }: ProcessBlock): boolean {
  return /(?:^|\/)uwsgi(?:[-_][\w.]+)?$/.test(args[0] ?? '') || /^uWSGI (?:master|worker|http)/.test(args[0] ?? '')
}

function describe(
  { master, workers }: { master: ProcessBlock; workers: ProcessBlock[] },
  listenOn: string,
): typeof unknownServer {
  // An ini file names options as the command line does, without the dashes.
  const inFile = master.settings.flatMap(([name, value]) => [`--${name}`, value])
  const args = [...inFile, ...master.args]
  const written = (...names: string[]) => optionOf(args, names)
  const folder = absolute(written('--chdir') ?? '', master.cwd) || master.cwd
  const binds = sockets.flatMap(({ names, protocol }) =>
    everyOption(args, names).map(bind => ({
      bind: bind.startsWith('/') || /:\d+$/.test(bind) ? bind : absolute(bind, folder),
      protocol,
    })),
  )
  const log = written('--logto', '--logto2', '--daemonize', '-d', '--logger')?.replace(/^(?:\w+ )?file:/, '')
  return {
    pid: master.pid,
    workers: workers.length,
    worker_pids: workers.map(({ pid }) => pid),
    harakiri: wholeOr(written('--harakiri', '-t'), 0),
    buffer_size: wholeOr(written('--buffer-size', '-b'), 4096),
    speaks: binds.find(({ bind }) => bindsTo(bind, listenOn))?.protocol ?? '',
    chmod: written('--chmod-socket', '-C') ?? '',
    log: log === undefined ? fileOf(master.stderr) : fileOf(absolute(log, master.cwd)),
    module: written('--module', '--wsgi', '-w', '--wsgi-file', '--file', '--mount') ?? '',
    command: master.args.join(' ').slice(0, 300),
    binds: binds.map(({ bind }) => bind),
  }
}
