import path from 'node:path'

/** What the command takes from the process it runs in. */
export interface Host {
  stdin: NodeJS.ReadStream
  stdout: NodeJS.WriteStream
  stderr: NodeJS.WriteStream
  /** Environment of the commands that checks run. */
  env: Record<string, string>
  /** Folder of all state. */
  stateDir: string
  hasColor: boolean
  /** True when a person sits at both ends. */
  isTerminal: boolean
  /** True when the terminal can place a cursor. */
  canDraw: boolean
}

type Environment = Readonly<Record<string, string | undefined>>

/** Where sessions are kept: below the XDG state folder (https://specifications.freedesktop.org/basedir-spec/latest/). */
export function stateDirOf({ XDG_STATE_HOME, HOME }: Environment): string {
  const isUsable = XDG_STATE_HOME !== undefined && path.isAbsolute(XDG_STATE_HOME)
  return path.join(isUsable ? XDG_STATE_HOME : path.join(HOME ?? '/', '.local', 'state'), 'runbook')
}

/** Colour unless NO_COLOR is set to anything (https://no-color.org). */
export function hasColorIn({ NO_COLOR }: Environment): boolean {
  return NO_COLOR === undefined || NO_COLOR === ''
}

/** The environment with only what is set. */
export function definedIn(env: Environment): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
