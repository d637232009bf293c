import { CommanderError } from 'commander'
import { usageText } from './errors/usage-error.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { definedIn, type Host, hasColorIn, stateDirOf } from './host.ts'
import { createProgram } from './program.ts'

/** What the process hands over. */
export interface Process {
  argv: readonly string[]
  stdin: NodeJS.ReadStream
  stdout: NodeJS.WriteStream
  stderr: NodeJS.WriteStream
  env: Readonly<Record<string, string | undefined>>
}

/** Runs the command line to its end and gives the exit code; no child process survives it. */
export async function main({ argv, stdin, stdout, stderr, env }: Process): Promise<ExitCode> {
  for (const stream of [stdout, stderr]) stream.on('error', ignoreClosed)
  const isTerminal = stdin.isTTY === true && stdout.isTTY === true
  const host: Host = {
    stdin,
    stdout,
    stderr,
    env: definedIn(env),
    stateDir: stateDirOf(env),
    hasColor: hasColorIn(env),
    isTerminal,
    canDraw: isTerminal && env.TERM !== 'dumb' && env.INK_SCREEN_READER !== 'true',
  }
  const work: { asked: ((host: Host) => Promise<ExitCode>) | null } = { asked: null }
  try {
    createProgram(asked => {
      work.asked = asked
    }).parse([...argv])
    const code = (await work.asked?.(host)) ?? exitCodes.fine
    await flushed(stdout)
    return code
  } catch (error) {
    if (error instanceof CommanderError) return endOfParsing(error, stderr)
    const { errorText } = await import('./errors/errors-text.ts')
    const { text, code } = errorText(error)
    stderr.write(`${text}\n`)
    return code
  } finally {
    if (work.asked) (await import('@runbook/engine')).killAll()
  }
}

/** Help and version were printed already; anything else is wrong use. */
function endOfParsing({ exitCode, message }: CommanderError, stderr: NodeJS.WriteStream): ExitCode {
  if (exitCode === 0) return exitCodes.fine
  stderr.write(`${usageText(message)}\n`)
  return exitCodes.usage
}

/** A reader that went away (`| head`), or a terminal that was closed, is no fault of ours. */
function ignoreClosed(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error
}

function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise(resolve => {
    if (stream.writable) stream.write('', () => resolve())
    else resolve()
  })
}
