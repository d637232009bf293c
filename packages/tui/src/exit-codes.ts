/** What the command's exit code tells a script, by name. */
export const exitCodes = {
  /** Healthy, or fixed and verified. */
  fine: 0,
  /** Our own fault. */
  bug: 1,
  /** Wrong use, or a bad runbook. */
  usage: 2,
  /** The cause is known and not fixed. */
  diagnosed: 3,
  /** It could not be told: a check could not be made, nothing was found, or a change that stands could not be verified. */
  inconclusive: 4,
  /** A fix failed and was undone. */
  undone: 5,
  /** A fix failed and could not be undone. */
  stuck: 6,
  /** What was needed did not answer in time. */
  timedOut: 124,
  interrupted: 130,
  hungUp: 129,
  terminated: 143,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]
