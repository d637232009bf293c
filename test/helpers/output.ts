import type { Output } from '../../packages/engine/src/ports.ts'

/** What a command printed that ended well, at the beginning of time; a test says what is otherwise. */
export function output(given: Partial<Output> = {}): Output {
  return {
    ending: { kind: 'exited', code: 0 },
    stdout: '',
    stderr: '',
    isCut: false,
    durationMs: 1,
    startedAt: 0,
    ...given,
  }
}
