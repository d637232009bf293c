/** A step of a runbook, among several runbooks. */
export interface Position {
  runbook: string
  step: string
}

/** The position that `step` or `runbook/step` names when it is written in a runbook. */
export function positionIn(runbook: string, written: string): Position {
  const [head = '', tail] = written.split('/')
  return tail === undefined ? { runbook, step: head } : { runbook: head, step: tail }
}
