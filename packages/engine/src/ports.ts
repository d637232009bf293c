/**
 * What the engine asks of the world. The core never imports Node: a browser, a test or another host
 * fills these ports with its own.
 */

/** Wall clock in ms since the epoch. */
export interface Clock {
  now(): number
  /** Resolves after so many ms. */
  pause(ms: number): Promise<void>
}

/** Where a command runs: on the host that the session is about, or where the person sits. */
export type Place = 'target' | 'here'

/** A command ready to run: the words are final and no shell ever sees them. */
export interface Command {
  /** Program and arguments. A `script:` step is `['bash', '-c', text]`; a probe's name follows as bash's `$0`. */
  argv: readonly string[]
  /** Variables added to the environment. */
  env?: Readonly<Record<string, string>>
  /** Text for standard input; without it standard input is empty. */
  stdin?: string | undefined
  place: Place
  /** After so many ms the whole process group is ended. */
  timeoutMs: number
}

/** A command while it runs: since when, in ms since the epoch, and which of how many runs this is. */
export interface RunningCommand {
  command: Command
  startedAt: number
  run: number
  of: number
}

/** How a command ended. It never throws for what a command does: that is a result. */
export type Ending =
  | { kind: 'exited'; code: number }
  | { kind: 'signalled'; signal: string }
  | { kind: 'timed-out'; afterMs: number }
  | { kind: 'aborted' }
  /** The program could not be started: `missing` when there is no such program. */
  | { kind: 'not-started'; why: 'missing' | 'permission' | 'other'; message: string }

/** What a command printed and how it ended. */
export interface Output {
  ending: Ending
  stdout: string
  stderr: string
  /** True when the output was longer than the cap and its end is missing. */
  isCut: boolean
  /** Wall time, ms. */
  durationMs: number
  /** Start, ms since the epoch. */
  startedAt: number
}

/** Runs commands. */
export interface Exec {
  run(command: Command, signal?: AbortSignal): Promise<Output>
}

/** A file's content and what must be put back with it. */
export interface FileState {
  /** Bytes as base64, so that a restore is exact; null when the file does not exist. */
  base64: string | null
  /** Octal permission bits such as `644`; empty when the file does not exist. */
  mode: string
  /** Numeric owner and group, such as `0:0`; empty when the file does not exist. */
  owner: string
}

/** Reads and writes whole files on the target. */
export interface Files {
  /** Throws ToolError when the file is there and cannot be read. */
  read(path: string): Promise<FileState>
  /** Replaces the file in one step; `null` content removes it. Throws ToolError when it cannot. */
  write(path: string, state: FileState): Promise<void>
}

/** Append-only storage of one session. `append` returns when the line is on disk. */
export interface Store {
  append(line: string): void
  /** Keeps a private file beside the journal and returns its path. */
  save(name: string, text: string): string
  /** Reads a kept file back by the path that `save` returned; undefined when it is gone. */
  load(path: string): string | undefined
  /** The folder of the session, for people. */
  readonly folder: string
}

/** SHA-256 of a text, in lower-case hex. */
export type Digest = (text: string) => string

/** Hides secrets: the same secret gives the same token within one session. Applying it twice changes nothing. */
export type Redact = (text: string) => string

/** All ports of one session. */
export interface Ports {
  clock: Clock
  exec: Exec
  files: Files
  store: Store
  digest: Digest
  redact: Redact
}
