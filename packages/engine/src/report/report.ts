import type { Value } from '../read/reader.ts'
import type { SessionOutcome } from '../session/types.ts'

/** What a session found and did: the JSON form, stable under its `schema` number. Times are ISO 8601, durations ms. */
export interface Report {
  schema: 1
  session: string
  runbook: string
  target: string
  started: string
  finished: string
  outcome: SessionOutcome
  /** What an ending without a cause says; empty with a cause. */
  says: string
  cause: ReportCause | null
  /** Cause ids, symptom first, root last. */
  chain: string[]
  contributing: { id: string }[]
  ruled_out: { id: string; by: string }[]
  unknown: { step: string; reason: string; problem: string; needs: string }[]
  /** Inputs that were set or detected. */
  inputs: Record<string, Value>
  steps: ReportStep[]
  fixes: ReportFix[]
}

export interface ReportCause {
  id: string
  layer: string
  title: string
  means: string
  prevent: string
  advice: string
  sources: string[]
  /** Its grounds: the steps that show it, as `runbook/step`. */
  evidence: string[]
}

export interface ReportStep {
  runbook: string
  step: string
  question: string
  /** The outcome's id, or `unknown`. */
  outcome: string
  label: string
  by: 'check' | 'person'
  command: string[]
  exit_code: number | null
  duration_ms: number
  /** The deciding part of what was printed, at most 2,000 characters. */
  evidence: string
  facts: Record<string, Value>
}

export interface ReportFix {
  id: string
  runbook: string
  title: string
  risk: string
  time: string
  impact: string
  plan: {
    edits: { path: string; diff: string }[]
    validate: string[] | null
    apply: string[][]
    verify: string
    undo: string
  } | null
  approval: string
  /** `applied`: made, and not seen to help. `unverified`: made, and whether it helped could not be told. */
  status: 'proposed' | 'applied' | 'verified' | 'unverified' | 'undone' | 'failed'
  note: string
}
