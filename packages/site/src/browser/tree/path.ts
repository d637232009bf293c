/** One answer on the way through a runbook. */
export interface Answer {
  step: string
  /** Empty when it could not be checked. */
  outcome: string
}

/** Reads `?path=step:outcome,step:outcome`; what is no step is left out. */
export function readPath(search: string): Answer[] {
  const text = new URLSearchParams(search).get('path') ?? ''
  return text.split(',').flatMap(piece => {
    const [step = '', outcome = ''] = piece.split(':')
    return /^[a-z0-9-]+$/.test(step) ? [{ step, outcome }] : []
  })
}
