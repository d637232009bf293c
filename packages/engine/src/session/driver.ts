import type { Ports, RunningCommand } from '../ports.ts'
import type { Position, SessionContext, SessionEvent, StepResult } from './types.ts'

/** The session that drives an effect: its ports, its context of the moment, and the two ways to tell it what happens. */
export interface Driver {
  ports: Ports
  context: () => SessionContext
  show: (running: RunningCommand | null) => void
  /** Journals progress while an effect runs. */
  send: (event: SessionEvent) => boolean
}

/** Runs the check at a position and judges it. */
export type RunStep = (at: Position, options: { signal: AbortSignal; isFresh: boolean }) => Promise<StepResult>
