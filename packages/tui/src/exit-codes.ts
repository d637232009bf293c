/** What the command's exit code tells a script, by name; `reference.ts` has a sentence for each. */
export const exitCodes = {
  fine: 0,
  bug: 1,
  usage: 2,
  diagnosed: 3,
  inconclusive: 4,
  undone: 5,
  stuck: 6,
  timedOut: 124,
  interrupted: 130,
  hungUp: 129,
  terminated: 143,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]
