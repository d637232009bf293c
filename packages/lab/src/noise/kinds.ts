/** What may surround a fault and has nothing to do with it, and what a report says of it. */
export const noises = {
  'old-errors': 'older errors of another cause for the same host stand in the same log',
  'other-server-failing': 'another server block of the same nginx fails otherwise right now, in the same log',
  'healthy-neighbour': 'a second server block has an application of its own, which is well',
  'crashed-pm2-app': 'an unrelated application of the same PM2 daemon has crashed for good',
  'failed-unit': 'an unrelated unit has failed',
  'rotated-logs': 'the log was rotated, and errors of another cause stand in the old file',
  'unusual-paths': 'the configuration is an include tree below an unusual prefix, with spaces and dots in names',
  'json-access-log': 'the access log is written as JSON',
  'non-root': 'an unprivileged user runs the session',
  'ipv6-only': 'the front listens on [::1] only',
  'other-port': 'the front listens on the privileged port 80',
} as const

export type NoiseId = keyof typeof noises

/** The names of all kinds of noise. */
export const noiseIds = Object.keys(noises) as NoiseId[]

/** Every kind but these, for a fault that cannot bear them. */
export function allBut(...ids: readonly NoiseId[]): NoiseId[] {
  return noiseIds.filter(id => !ids.includes(id))
}

/** The noise of a box, fitted to a fault. */
export interface BoxNoise {
  id: NoiseId
  /** Whether a line of a log is none that the fault itself writes, so that the noise is of another cause. */
  isOther(line: string): boolean
  /** How long ago the last of the old lines was written. */
  minutesAgo: number
}
