/** Why a check could not be made. It is never evidence for or against anything. */
export type UnknownReason =
  | 'tool-missing'
  | 'permission'
  | 'timeout'
  | 'unreadable'
  | 'failed'
  | 'needs-input'
  | 'skipped'
  | 'aborted'

/** That something could not be told, why, and what it would have needed. */
export interface Unknown {
  kind: 'unknown'
  reason: UnknownReason
  problem: string
  needs?: string | undefined
}

/** An output, or a condition over it, that says nothing. */
export function unreadable(problem: string): Unknown {
  return { kind: 'unknown', reason: 'unreadable', problem }
}
