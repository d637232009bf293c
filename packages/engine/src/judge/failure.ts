import type { Ending, Output } from '../ports.ts'
import { isWithoutSystemd } from '../read/host/without-systemd.ts'
import type { Unknown, UnknownReason } from './unknown.ts'

/** Why an output is no answer: how its command ended, or an exit code that is none. Undefined when it can be read. */
export function failureOf(output: Output, accepts: 'any' | readonly number[]): Unknown | undefined {
  const { ending } = output
  if (ending.kind !== 'exited') return { kind: 'unknown', ...endingProblem(ending) }
  if (accepts === 'any' || accepts.includes(ending.code)) return undefined
  const said = firstLine(output.stderr) || firstLine(output.stdout)
  const problem = said === '' ? `it ended with exit code ${ending.code}` : said
  return { kind: 'unknown', reason: reasonOf(ending.code, said, output.stderr), problem }
}

/** Exit code 127 is the shell's word for a program that is not there (bash(1), EXIT STATUS). */
function reasonOf(code: number, said: string, stderr: string): UnknownReason {
  if (code === 127 || /command not found/i.test(said) || isWithoutSystemd(said)) return 'tool-missing'
  return /permission denied|operation not permitted|not permitted|must be root|requires? root/i.test(stderr)
    ? 'permission'
    : 'failed'
}

function endingProblem(ending: Exclude<Ending, { kind: 'exited' }>): { reason: UnknownReason; problem: string } {
  switch (ending.kind) {
    case 'timed-out':
      return { reason: 'timeout', problem: `no answer within ${ending.afterMs / 1000} s` }
    case 'aborted':
      return { reason: 'aborted', problem: 'it was stopped' }
    case 'signalled':
      return { reason: 'failed', problem: `it was ended by ${ending.signal}` }
    case 'not-started':
      return ending.why === 'missing'
        ? { reason: 'tool-missing', problem: ending.message }
        : { reason: ending.why === 'permission' ? 'permission' : 'failed', problem: ending.message }
  }
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0]?.slice(0, 300) ?? ''
}
