import { type ExitCode, exitCodes } from '../exit-codes.ts'

interface Handlers {
  /** Ctrl-C where the terminal is not in raw mode. */
  interrupt(): void
  /** The process was told to end; `code` is what it exits with. */
  terminate(code: ExitCode): void
}

/** Listens to the signals that end a session; returns how to stop listening. */
export function onSignals({ interrupt, terminate }: Handlers): () => void {
  const end = () => terminate(exitCodes.terminated)
  const hangUp = () => terminate(exitCodes.hungUp)
  process.on('SIGINT', interrupt)
  process.on('SIGTERM', end)
  process.on('SIGHUP', hangUp)
  return () => {
    process.off('SIGINT', interrupt)
    process.off('SIGTERM', end)
    process.off('SIGHUP', hangUp)
  }
}

/** Listens to being stopped and continued by job control; returns how to stop listening. */
export function onJobControl({ stopped, continued }: { stopped(): void; continued(): void }): () => void {
  process.on('SIGTSTP', stopped)
  process.on('SIGCONT', continued)
  return () => {
    process.off('SIGTSTP', stopped)
    process.off('SIGCONT', continued)
  }
}

const JOB_SIGNALS = ['SIGTSTP', 'SIGCONT'] as const

/**
 * Stops this process and those it was started by (npm, a script), as Ctrl-Z does for a whole job; returns when it goes
 * on. Where no shell could continue it the kernel ignores the signal, so this returns at once. Nobody is told: whoever
 * stops the process knows.
 */
export function stopSelf(): void {
  const listeners = JOB_SIGNALS.map(signal => ({ signal, all: process.listeners(signal) }))
  for (const signal of JOB_SIGNALS) process.removeAllListeners(signal)
  process.kill(0, 'SIGTSTP')
  for (const { signal, all } of listeners) for (const listener of all) process.on(signal, listener)
}
