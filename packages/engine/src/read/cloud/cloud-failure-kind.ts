/** Why a cloud gave no answer. */
export interface CloudFailure {
  kind:
    | 'not-logged-in'
    | 'expired'
    | 'forbidden'
    | 'throttled'
    | 'not-found'
    | 'wrong-place'
    | 'network'
    | 'proxy-page'
    | 'broken-tool'
    | 'garbled'
    | 'service'
    | 'usage'
    | 'other'
  /** One sentence, for people, with what to do next. */
  problem: string
  reason?: 'permission' | 'tool-missing' | 'unreadable'
}

/** What a tool itself says before any service is asked: pattern, kind, sentence and reason. */
export type ClientFailures = readonly (readonly [RegExp, CloudFailure['kind'], string, CloudFailure['reason']?])[]

/** The first of a tool's own failures that its words fit. */
export function clientFailureIn(failures: ClientFailures, stderr: string): CloudFailure | undefined {
  const [, kind, problem, reason] = failures.find(([pattern]) => pattern.test(stderr)) ?? []
  return kind === undefined || problem === undefined
    ? undefined
    : { ...failed(kind, problem), ...(reason ? { reason } : {}) }
}

/** A failure whose kind says enough. */
export function failed(kind: CloudFailure['kind'], problem: string): CloudFailure {
  return { kind, problem }
}

/** What a tool says first, without its full stop. */
export function firstLine(text: string): string {
  return (text.split('\n')[0]?.slice(0, 300) ?? '').replace(/\.$/, '')
}
