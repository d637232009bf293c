/** A session of the lab as it is kept in `recorded/`: what each check printed, and where that led. */
export interface Recording {
  fault: string
  /** What the fault is, in one line. */
  title: string
  /** The runbook that the session was opened with. */
  runbook: string
  /** Inputs as texts. */
  inputs: Record<string, string>
  outcome: string
  /** The cause that the session named; null when it named none. */
  cause: string | null
  /** Causes from the symptom to the root. */
  chain: string[]
  /** What the cause rests on, in order; none without a cause. */
  shown: RecordedEvidence[]
  steps: RecordedStep[]
}

/** A check, or a question that nobody answered. */
export interface RecordedStep {
  runbook: string
  step: string
  /** Null when it came out unknown. */
  outcome: string | null
  /** Why it came out unknown. */
  unknown?: string
  /** When it was first run, ms since the epoch. */
  at?: number
  /** More than one for samples; none when nothing was run. */
  outputs?: RecordedOutput[]
  /** Instead of outputs: the place in `steps` of the one whose outputs were taken again. */
  like?: number
}

/** What a command printed, with secrets hidden. */
export interface RecordedOutput {
  stdout: string
  stderr?: string
  /** Null when it did not end by itself. */
  code: number | null
}

/** A step that a finding rests on, with the part of its output that decided it. */
export interface RecordedEvidence {
  runbook: string
  step: string
  label: string
  /** Empty where nothing was run. */
  excerpt: string
}
