import { setTimeout } from 'node:timers/promises'
import type { Clock } from '../ports.ts'

/** The clock of this machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  pause: ms => setTimeout(ms),
}
