import type { ChangeRecord, ChangeResult, Plan } from '../change/plan.ts'
import type { Verification } from '../change/verification.ts'
import type { Judgement } from '../judge/judge.ts'
import type { Value } from '../read/reader.ts'
import type { Bundle } from '../runbook/bundle.ts'
import type { Position } from '../runbook/position.ts'

export type { Position }

/** How a session is held: who answers, and whether anything runs. */
export interface SessionOptions {
  /** `ask`: a person answers. `none`: nobody does; the walk follows `unknown.go` or ends inconclusive. */
  answers: 'ask' | 'none'
  /** `run` executes checks; `manual` shows them and takes the result by hand. */
  checks: 'run' | 'manual'
}

/** Evidence of one check, with secrets already hidden. */
export interface Evidence {
  command: string[]
  place: 'target' | 'here'
  /** Null when the command did not end by itself. */
  exitCode: number | null
  durationMs: number
  /** The deciding part of the output, at most 2,000 characters. */
  excerpt: string
  /** How often it was run: more than 1 for samples. */
  runs: number
  /** True when a person pasted the output. */
  isPasted?: boolean
}

/** What one step came to, as kept in the journal. */
export interface StepResult {
  judgement: Judgement
  evidence?: Evidence
  /** Who gave it: the check itself, the responder, or nobody. */
  by: 'check' | 'person'
}

/** One visited step. */
export interface TrailEntry extends StepResult {
  at: Position
  /** The handoffs that stood open. */
  stack: Position[]
}

/** A fix offered by the finding, planned or with the reason why it cannot be. */
export interface Offer {
  fix: string
  runbook: string
  title: string
  plan?: Plan
  problem?: string
}

/** The outcome of a session, as the report tells it; `unverified`: a change stands, and whether it helped could not be told. */
export type SessionOutcome = 'healthy' | 'diagnosed' | 'fixed' | 'unverified' | 'inconclusive' | 'failed' | 'aborted'

/** Everything that may happen in a session. Each is written to the journal before it takes effect. */
export type SessionEvent =
  | { type: 'input.given'; name: string; value: string }
  | { type: 'check.started'; at: Position }
  | { type: 'check.finished'; at: Position; result: StepResult }
  | { type: 'answer.given'; outcome: string }
  | { type: 'output.pasted'; result: StepResult }
  | { type: 'step.confirmed' }
  | { type: 'step.retried' }
  | { type: 'step.skipped' }
  | { type: 'step.back' }
  | { type: 'step.answered-by-hand' }
  | { type: 'pace.changed'; isStepwise: boolean }
  | { type: 'fixes.planned'; offers: Offer[] }
  | { type: 'fix.chosen'; fix: string }
  | { type: 'fix.planned'; plan: Plan }
  | { type: 'fix.refused'; problem: string }
  | { type: 'consent.given'; token: string; typed: string }
  | { type: 'consent.declined' }
  | { type: 'change.progressed'; stage: string; detail: string }
  | { type: 'change.finished'; result: ChangeResult }
  | { type: 'verify.finished'; verification: Verification; evidence?: Evidence | undefined }
  | { type: 'undo.requested' }
  | { type: 'undo.finished'; problem: string | null }
  | { type: 'change.kept' }
  | { type: 'session.interrupted' }
  | { type: 'session.finished' }
  | { type: 'session.aborted' }

/** What the machine knows. Facts, chain and outcome are derived from it, never stored twice. */
export interface SessionContext {
  bundle: Bundle
  options: SessionOptions
  target: string
  /** Runbook that the session was opened with. */
  first: string
  position: Position
  stack: Position[]
  trail: TrailEntry[]
  /** Inputs set by a person, parsed. */
  inputs: Record<string, Value>
  /** The name of the input that is being asked for. */
  asking: string | null
  /** A result that is shown and not yet confirmed. */
  shown: StepResult | null
  isStepwise: boolean
  offers: Offer[] | null
  /** The fix that was chosen last. */
  chosen: string | null
  plan: Plan | null
  change: ChangeRecord | null
  /** Changes made before `change`. */
  pastChanges: ChangeRecord[]
  stages: { stage: string; detail: string }[]
  problem: string | null
  isAborted: boolean
}
