import { setTimeout } from 'node:timers/promises'

const running = new Set<number>()

/** Counts a process group as running until the returned function is called. */
export function trackGroup(leader: number): () => void {
  running.add(leader)
  return () => running.delete(leader)
}

/** Sends SIGKILL to every process group that is running; for the moment when the program itself ends. */
export function killAll(): void {
  for (const leader of running) signalGroup(leader, 'SIGKILL')
}

/** Ends a process group: SIGTERM, and after `graceMs` SIGKILL for whoever is left. Resolves once that is sent. */
export async function endGroup(leader: number, graceMs: number): Promise<void> {
  signalGroup(leader, 'SIGTERM')
  const stepMs = 20
  for (let waited = 0; waited < graceMs && isAlive(leader); waited += stepMs) await setTimeout(stepMs)
  signalGroup(leader, 'SIGKILL')
}

/** A group that is gone, or that belongs to another user (a child of sudo), cannot be signalled: that is no error. */
function signalGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal)
  } catch {}
}

function isAlive(leader: number): boolean {
  try {
    return process.kill(-leader, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
