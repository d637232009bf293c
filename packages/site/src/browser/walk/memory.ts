import type { WalkRecord } from './session.ts'

const keyOf = (runbook: string) => `runbook-walk:${runbook}`

/** The walk of a runbook that this browser kept last; undefined when it kept none, or may keep nothing. */
export function keptWalk(runbook: string): WalkRecord | undefined {
  try {
    const text = localStorage.getItem(keyOf(runbook))
    return text === null ? undefined : (JSON.parse(text) as WalkRecord)
  } catch {
    return undefined
  }
}

/** Keeps a walk in this browser alone; one without answers takes the place of what was kept. */
export function keepWalk(record: WalkRecord): void {
  try {
    if (record.answers.length === 0) localStorage.removeItem(keyOf(record.runbook))
    else localStorage.setItem(keyOf(record.runbook), JSON.stringify(record))
  } catch {
    // Storage may be forbidden or full: the address carries the walk all the same.
  }
}
