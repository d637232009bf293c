import { BugError, EngineError, type ErrorCode } from '@runbook/engine'
import { type ExitCode, exitCodes } from '../exit-codes.ts'

const CODES: Record<ErrorCode, ExitCode> = {
  'bad-runbook': exitCodes.usage,
  'bad-input': exitCodes.usage,
  'no-such-runbook': exitCodes.usage,
  'no-such-session': exitCodes.usage,
  'not-allowed': exitCodes.usage,
  'tool-failed': exitCodes.inconclusive,
  bug: exitCodes.bug,
}

/** An error as one sentence and a hint; our own faults with their stack. */
export function errorText(error: unknown): { text: string; code: ExitCode } {
  if (error instanceof EngineError && !(error instanceof BugError))
    return {
      text: [error.message, error.hint].filter(part => part !== undefined && part !== '').join('\n'),
      code: CODES[error.code],
    }
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  return {
    text: [`This is a fault of runbook itself: ${message}`, 'Please report it with what follows.', stack ?? ''].join(
      '\n',
    ),
    code: exitCodes.bug,
  }
}
