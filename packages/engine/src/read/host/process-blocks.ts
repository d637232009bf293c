import * as z from 'zod'
import { linesOf } from '../lines.ts'

/** One process as the checks of application servers print it: a line for each word, since words may hold spaces. */
export interface ProcessBlock {
  pid: number
  ppid: number
  args: string[]
  cwd: string
  /** Where standard error leads, when that could be seen. */
  stderr: string
  /** Lines `set name = value` from its configuration file, the later of a name last. */
  settings: [name: string, value: string][]
  /** Words of an environment variable that adds to the command line. */
  environment: string[]
}

/** Takes apart `pid`, `ppid`, `arg`, `cwd`, `stderr`, `set` and `env` lines; other lines belong to no process. */
export function processBlocks(text: string): ProcessBlock[] {
  const blocks: ProcessBlock[] = []
  for (const line of linesOf(text)) {
    const [, word = '', rest = ''] = /^(\w+) ?(.*)$/.exec(line) ?? []
    const block = blocks.at(-1)
    if (word === 'pid')
      blocks.push({ pid: wholeOf(rest), ppid: 0, args: [], cwd: '', stderr: '', settings: [], environment: [] })
    else if (block && word === 'ppid') block.ppid = wholeOf(rest)
    else if (block && word === 'arg') block.args.push(rest)
    else if (block && word === 'cwd') block.cwd = rest
    else if (block && word === 'stderr') block.stderr = rest
    else if (block && word === 'env') block.environment.push(...rest.split(/\s+/).filter(part => part !== ''))
    else if (block && word === 'set') {
      const [, name = '', value = ''] = /^\s*([\w.-]+)\s*[=:]?\s*(.*?)\s*$/.exec(rest) ?? []
      if (name !== '') block.settings.push([name, unquoted(value)])
    }
  }
  return blocks.filter(({ pid }) => pid > 0)
}

/** Processes of one program with their workers: a master's parent is none of them. */
export function withWorkers<Kept extends ProcessBlock>(blocks: readonly Kept[]): { master: Kept; workers: Kept[] }[] {
  const pids = new Set(blocks.map(({ pid }) => pid))
  const masters = blocks.filter(({ ppid }) => !pids.has(ppid))
  return masters.map(master => ({ master, workers: blocks.filter(({ ppid }) => ppid === master.pid) }))
}

/** Whether an address that a server was told to bind is the port or the socket's path that is looked for. */
export function bindsTo(bind: string, listenOn: string): boolean {
  if (listenOn === '') return false
  const path = bind.replace(/^unix:(?:\/\/)?/, '')
  return listenOn.startsWith('/') ? path === listenOn : bind === listenOn || bind.endsWith(`:${listenOn}`)
}

/** A path as the process sees it. */
export function absolute(path: string, folder: string): string {
  return path === '' || path.startsWith('/') || folder === '' ? path : `${folder.replace(/\/$/, '')}/${path}`
}

/** The file behind a descriptor; empty for terminals, pipes, sockets and files that are gone. */
export function fileOf(link: string): string {
  return /^\/(?!dev\/|proc\/)/.test(link) && !link.endsWith(' (deleted)') ? link : ''
}

/** The value of an option, written as `--name value`, `--name=value`, `-n value` or `-nvalue`; the last one counts. */
export function optionOf(args: readonly string[], names: readonly string[]): string | undefined {
  return everyOption(args, names).at(-1)
}

/** All values of an option that may stand several times. */
export function everyOption(args: readonly string[], names: readonly string[]): string[] {
  return args.flatMap((arg, index) =>
    names.flatMap(name => {
      if (arg === name) return args[index + 1] ?? []
      if (arg.startsWith(`${name}=`)) return arg.slice(name.length + 1)
      return /^-\w$/.test(name) && arg.startsWith(name) && arg.length > 2 ? arg.slice(2) : []
    }),
  )
}

function wholeOf(text: string): number {
  const value = Number(text)
  return Number.isSafeInteger(value) && value > 0 ? value : 0
}

function unquoted(value: string): string {
  return value.replace(/^(['"])(.*?)\1.*$/, '$2')
}

/** A setting that is a whole number, or what holds without it. */
export function wholeOr(text: string | undefined, otherwise: number): number {
  const value = Number(text)
  return text !== undefined && Number.isSafeInteger(value) && value >= 0 ? value : otherwise
}

/** What tells which of several servers is meant. */
export const serverOptions = z.strictObject({
  pid: z.coerce.number().int().default(0).describe('A process of it, when one is known.'),
  listen_on: z.coerce.string().default('').describe('The port or the path of the socket that it should serve.'),
})

/** The server that the process belongs to; without a process, the one that listens there. */
export function chosenServer<Server extends { pid: number; worker_pids: number[]; binds: string[] }>(
  servers: readonly Server[],
  { pid, listen_on }: z.infer<typeof serverOptions>,
): Server | undefined {
  if (pid > 0) return servers.find(server => server.pid === pid || server.worker_pids.includes(pid))
  return servers.find(({ binds }) => binds.some(bind => bindsTo(bind, listen_on)))
}
