import type { Reason } from './reasons.ts'

/** A place in the runbooks that a pasted text belongs to. */
export interface Match {
  runbook: string
  step: string
  question: string
  /** The outcome that the text bears out; none for a match by words. */
  outcome?: string
  /** What was seen, or the title of the cause. */
  label: string
  /** Causes that it shows or leads to, the nearest last. */
  causes: string[]
  /** The runbook that goes on from there. */
  handoff?: string
  /** False when it also depends on what the text does not say. */
  isCertain: boolean
  /** What the text was taken for, such as a line of an nginx error log. */
  kind: string
  note?: string
  /** Why it stands before others; none for a match by words. */
  reasons: Reason[]
  /** Outcomes that its step tells apart. */
  choices: number
}
