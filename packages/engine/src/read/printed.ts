import type { Output } from '../ports.ts'

interface Printed {
  stdout: string
  stderr?: string | undefined
  /** The exit code; 0 unless it is known. */
  code?: number | undefined
  /** ms since the epoch; the beginning of time, when it does not matter. */
  startedAt?: number
}

/** The output of a command that somebody else ran to its end: pasted, or kept. */
export function printed({ stdout, stderr = '', code = 0, startedAt = 0 }: Printed): Output {
  return { ending: { kind: 'exited', code }, stdout, stderr, isCut: false, durationMs: 0, startedAt }
}
