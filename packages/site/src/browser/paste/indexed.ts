/** What the paste box matches with: the runbooks' own readers and conditions, made when the site is built. */
export interface PasteIndex {
  steps: PasteStep[]
  /** By `runbook/step`: steps that nobody is asked in, as far as outcomes lead to them. */
  silent: Record<string, Silent>
  /** The first step of each runbook that is handed over to. */
  starts: Record<string, string>
  causes: PasteCause[]
}

/** A cause, and the step that finds it. */
interface PasteCause {
  id: string
  title: string
  runbook: string
  step: string
  /** The first sentence of what it means. */
  means: string
}

/** A check, with all that judges its output; its conditions need no lets. */
export interface PasteStep {
  runbook: string
  step: string
  question: string
  read: string | Record<string, Record<string, unknown>>
  /** True when its conditions see several runs. */
  sample?: true
  /** True on the check that any walk begins with. */
  isFirst?: true
  facts?: Record<string, string> | undefined
  outcomes: PasteOutcome[]
}

export interface PasteOutcome {
  id: string
  /** None on the one that holds when no other does. */
  when?: string | undefined
  label: string
  go: string
  facts?: Record<string, string> | undefined
  cause?: string | undefined
}

/** A way that a decision may take. */
export interface PasteBranch {
  /** None on the one that is taken when no other is. */
  when?: string | undefined
  go: string
}

export type Silent =
  | { finding: string; title: string }
  | { handoff: string }
  | { end: string }
  | { decide: PasteBranch[] }
