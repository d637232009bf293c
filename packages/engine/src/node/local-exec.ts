import { once } from 'node:events'
import { setTimeout as pause, setImmediate } from 'node:timers/promises'
import { execa } from 'execa'
import type { Clock, Command, Ending, Exec, Output } from '../ports.ts'
import { type Capture, createCapture } from './capture.ts'
import { endGroup, killAll, trackGroup } from './process-group.ts'
import { systemClock } from './system-clock.ts'

export { killAll }

/** Between SIGTERM and SIGKILL. */
const graceMs = 500
/** How long pipes may stay silent, or open at all, after the program itself has ended. */
const quietMs = 250
const drainMs = 2000
/** Node fires a longer timer at once. */
const longestTimerMs = 2 ** 31 - 1
const systemFolders = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin']

interface LocalOptions {
  /** Bytes kept of each output stream; 1 MiB without it. */
  capBytes?: number
  /** What commands inherit; without it only a PATH. LC_ALL is always C, as readers know English messages. */
  env?: Record<string, string>
  clock?: Clock
}

/**
 * Runs commands on this machine, each in a session of its own: without a terminal to ask on, and so that a kill takes its
 * whole process group. It never throws for what a command does.
 */
export function localExec({ capBytes = 2 ** 20, env = {}, clock = systemClock }: LocalOptions = {}): Exec {
  const inherited = { ...env, PATH: searchPath(env.PATH), LC_ALL: 'C' }
  return {
    async run(command, signal) {
      const startedAt = clock.now()
      const streams = { stdout: createCapture(capBytes), stderr: createCapture(capBytes) }
      const ending = await runTo(command, { env: { ...inherited, ...command.env }, streams, signal })
      return outputOf(ending, streams, { startedAt, durationMs: Math.max(0, clock.now() - startedAt) })
    },
  }
}

interface Streams {
  stdout: Capture
  stderr: Capture
}

interface Surroundings {
  env: Record<string, string>
  streams: Streams
  signal: AbortSignal | undefined
}

async function runTo(command: Command, { env, streams, signal }: Surroundings): Promise<Ending> {
  if (signal?.aborted) return { kind: 'aborted' }
  const [program = '', ...args] = command.argv
  const child = start(program, args, { env, stdin: command.stdin })
  if (child instanceof Error) return notStarted(program, child)
  const leader = child.pid
  const closed = child.then(result => result)
  if (leader === undefined) return notStarted(program, await closed)

  const untrack = trackGroup(leader)
  child.stdout.on('data', streams.stdout.add)
  child.stderr.on('data', streams.stderr.add)
  const exited = once(child.nodeChildProcess, 'exit') as Promise<[number | null, string | null]>
  const stop = stopper(command.timeoutMs, signal)
  const first = await Promise.race([exited, stop.asked])
  stop.forget()
  if (Array.isArray(first)) {
    await Promise.race([closed, drained(streams)])
  } else {
    await endGroup(leader, graceMs)
    await Promise.race([closed, pause(quietMs, undefined, { ref: false })])
  }
  // Whoever still holds the pipes (a daemon that was just started, or a process that left its group) is not waited for.
  child.stdout.destroy()
  child.stderr.destroy()
  untrack()
  return Array.isArray(first) ? endingOf(first) : first
}

function start(program: string, args: string[], { env, stdin }: { env: Record<string, string>; stdin?: string }) {
  try {
    return execa(program, args, {
      // setsid: no controlling terminal, so nothing can ask for a password or be stopped by SIGTTOU.
      detached: true,
      cleanup: false,
      reject: false,
      buffer: false,
      encoding: 'buffer',
      extendEnv: false,
      env,
      ...(stdin === undefined ? { stdin: 'ignore' as const } : { input: stdin }),
    })
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

/** Settles when the time is over or the signal asks to stop, until it is forgotten. */
function stopper(timeoutMs: number, signal: AbortSignal | undefined) {
  const { promise: asked, resolve } = Promise.withResolvers<Ending>()
  const abort = () => resolve({ kind: 'aborted' })
  const expire = () => resolve({ kind: 'timed-out', afterMs: timeoutMs })
  const timer = globalThis.setTimeout(expire, Math.min(timeoutMs, longestTimerMs))
  signal?.addEventListener('abort', abort, { once: true })
  return {
    asked,
    forget() {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
    },
  }
}

/** Resolves once nothing more arrives: a background process may hold a pipe open long after its parent's last word. */
async function drained({ stdout, stderr }: Streams): Promise<void> {
  const ends = performance.now() + drainMs
  let before = -1
  for (;;) {
    const seen = stdout.seen + stderr.seen
    if (seen === before || performance.now() > ends) return
    before = seen
    await pause(quietMs, undefined, { ref: false })
    // Timers fire before waiting input is read; let one read happen when this process was too busy to do it.
    await setImmediate()
  }
}

function endingOf([code, signal]: [number | null, string | null]): Ending {
  return signal === null ? { kind: 'exited', code: code ?? 0 } : { kind: 'signalled', signal }
}

function notStarted(program: string, failure: { code?: unknown; message?: string; originalMessage?: string }): Ending {
  if (failure.code === 'ENOENT') return { kind: 'not-started', why: 'missing', message: `no such program: ${program}` }
  if (failure.code === 'EACCES' || failure.code === 'EPERM')
    return { kind: 'not-started', why: 'permission', message: `not allowed to run ${program}` }
  const said = failure.originalMessage ?? failure.message ?? ''
  return { kind: 'not-started', why: 'other', message: `${program} could not be started: ${said}` }
}

function outputOf(
  ending: Ending,
  { stdout, stderr }: Streams,
  times: { startedAt: number; durationMs: number },
): Output {
  return { ending, stdout: stdout.text(), stderr: stderr.text(), isCut: stdout.isCut || stderr.isCut, ...times }
}

/** The given search path, then the system's folders: on Debian only root's has `sbin`, where nginx lives. */
function searchPath(path: string | undefined): string {
  const given = (path ?? '').split(':').filter(folder => folder !== '')
  return [...given, ...systemFolders.filter(folder => !given.includes(folder))].join(':')
}
