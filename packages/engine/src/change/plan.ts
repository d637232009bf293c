import type { FileState } from '../ports.ts'
import type { Verification } from './verification.ts'

/** One file that a change will touch. */
export interface PlannedEdit {
  path: string
  /** Unified diff, for people. */
  diff: string
  /** SHA-256 of the state (content, mode, owner) that the plan was made against. */
  before: string
  /** The new content as base64; null removes the file. */
  after: string | null
}

/** A change with every command and byte final: what consent is bound to. */
export interface Plan {
  fix: string
  runbook: string
  title: string
  risk: 'low' | 'medium' | 'high'
  time: string
  impact: string
  target: string
  edits: PlannedEdit[]
  validate: PlannedCommand | null
  apply: PlannedCommand[]
  /** What proves it. */
  verify: string
  /** The way back, in words that name its commands. */
  undo: string
  undoCommands: PlannedCommand[]
  /** SHA-256 over everything above, its first 20 hex digits: the approval. */
  token: string
}

/** A command as it will be run. */
export interface PlannedCommand {
  argv: string[]
  env: Record<string, string>
  timeoutMs: number
}

/** What a change touched before it was made: enough to put every byte back. */
export interface Snapshot {
  files: { path: string; state: FileState }[]
}

/** A fix that was chosen, and how far it got. */
export interface ChangeRecord {
  fix: string
  runbook: string
  plan: Plan
  /** Whether its files and commands are as planned; whether it helped, `verification` says. */
  status: ChangeStatus
  /** Why it failed, or what keeps it from being whole; empty otherwise. */
  note: string
  /** What the last verification came to; null before there was one. */
  verification: Verification | null
  /** Name of the saved snapshot in the session's folder. */
  snapshot?: string
}

/**
 * - `applied`: in place.
 * - `interrupted`: caught running, so it may be in place, or half of it.
 * - `failed`: not made, or taken back by itself.
 * - `stuck`: files or commands are in a state that could not be put back.
 * - `undone`: taken back by choice.
 */
type ChangeStatus = 'applied' | 'interrupted' | 'failed' | 'stuck' | 'undone'

/** How an applied change ended. */
export type ChangeResult =
  | { kind: 'applied'; snapshot: string }
  | { kind: 'refused'; problem: string }
  | { kind: 'restored'; problem: string; snapshot: string }
  | { kind: 'stuck'; problem: string; snapshot: string }

/** The text that a plan's token is the digest of. */
export function consentText({ token: _token, ...plan }: Plan): string {
  return JSON.stringify(plan)
}

/** How consent to a risk is given: one key, the word `yes`, or the target's name. */
export function consentWord({ risk, target }: Pick<Plan, 'risk' | 'target'>): string | null {
  return risk === 'low' ? null : risk === 'medium' ? 'yes' : target
}
