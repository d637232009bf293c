import type { Command, Ports } from '../ports.ts'
import type { Position, SessionContext, SessionEvent, StepResult } from './types.ts'

/** What performing takes: the ports, the context of the moment, and the driver's two ways to be told. */
export interface Performance {
  ports: Ports
  context: () => SessionContext
  show: (running: { command: Command; startedAt: number; run: number; of: number } | null) => void
  /** Journals progress while an effect runs. */
  send: (event: SessionEvent) => boolean
}

/** Runs the check at a position and judges it. */
export type RunStep = (at: Position, options: { signal: AbortSignal; isFresh: boolean }) => Promise<StepResult>
