/** What the paste box matches with: the runbooks' own readers and conditions, made when the site is built. */
export interface PasteIndex {
  steps: PasteStep[]
  /** By `runbook/step`: steps that nobody is asked in, as far as outcomes lead to them. */
  silent: Record<string, Silent>
  /** The first step of each runbook that is handed over to. */
  starts: Record<string, string>
  /** Id, title, runbook, step of the finding, first sentence of what it means. */
  causes: [string, string, string, string, string][]
}

/** A check, with all that judges its output. */
export interface PasteStep {
  /** Runbook and step. */
  at: [string, string]
  question: string
  read: string | Record<string, Record<string, unknown>>
  /** True when its conditions see several runs. */
  sample?: true
  /** True on the check that any walk begins with. */
  isFirst?: true
  facts?: Record<string, string> | undefined
  outcomes: PasteOutcome[]
}

/** Id, condition (null on the one that holds when no other does), label, next step, facts, cause. */
export type PasteOutcome = [
  string,
  string | null,
  string,
  string,
  (Record<string, string> | null | undefined)?,
  (string | null | undefined)?,
]

export type Silent =
  | { finding: string; title: string }
  | { handoff: string }
  | { end: string }
  /** Condition and next step. */
  | { decide: [string | null, string][] }
