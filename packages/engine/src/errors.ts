/** A stable code per kind of failure, for programs that read errors. */
export type ErrorCode =
  | 'bad-runbook'
  | 'bad-input'
  | 'no-such-runbook'
  | 'no-such-session'
  | 'not-allowed'
  | 'tool-failed'
  | 'bug'

interface ErrorDetails {
  code: ErrorCode
  /** What the reader can do next, as one sentence. */
  hint?: string | undefined
  cause?: unknown
}

/** An error meant for a person: one sentence of what is wrong, and a hint that can be acted on. */
export class EngineError extends Error {
  override readonly name: string = 'EngineError'
  readonly code: ErrorCode
  readonly hint: string | undefined

  constructor(message: string, { code, hint, cause }: ErrorDetails) {
    super(message, { cause })
    this.code = code
    this.hint = hint
  }
}

/** One thing wrong in a runbook file. Lines and columns count from 1. */
export interface Problem {
  file: string
  line: number
  column: number
  /** A stable name of the rule, such as `unknown-target`. */
  rule: string
  message: string
  hint?: string | undefined
}

/** A runbook that cannot be used; it carries every problem found, not only the first. */
export class RunbookError extends EngineError {
  override readonly name = 'RunbookError'
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`
    super(`${count} in the runbooks:\n${problems.map(formatProblem).join('\n')}`, { code: 'bad-runbook' })
    this.problems = problems
  }
}

/** A tool that we rely on broke; `command` is its argument list. */
export class ToolError extends EngineError {
  override readonly name = 'ToolError'
  readonly command: readonly string[]

  constructor(
    message: string,
    { command, hint, cause }: { command: readonly string[]; hint?: string; cause?: unknown },
  ) {
    super(message, { code: 'tool-failed', hint, cause })
    this.command = command
  }
}

/** Our own fault: it is shown with its stack, and a request to report it. */
export class BugError extends EngineError {
  override readonly name = 'BugError'

  constructor(message: string, cause?: unknown) {
    super(message, { code: 'bug', cause })
  }
}

/** One problem as `file:line:column: message. hint`, the form that editors can jump to. */
export function formatProblem({ file, line, column, message, hint }: Problem): string {
  return `${file}:${line}:${column}: ${message}${hint === undefined ? '' : ` ${hint}`}`
}
