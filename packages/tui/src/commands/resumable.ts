import { type Bundle, EngineError, listSessions, replaySession } from '@runbook/engine'
import type { Host } from '../host.ts'

/** How many sessions are looked at, newest first. */
const LOOKED_AT = 20

/** The latest sessions that did not come to their end and can be gone on with. */
export function resumable(bundle: Bundle, { stateDir }: Pick<Host, 'stateDir'>): { id: string; title: string }[] {
  return listSessions(stateDir)
    .slice(0, LOOKED_AT)
    .flatMap(({ id, modifiedMs }) => {
      const state = stateOf(bundle, stateDir, id)
      return state === null || state === 'finished'
        ? []
        : [{ id, title: `${state}, last ${new Date(modifiedMs).toISOString().slice(0, 16).replace('T', ' ')} UTC` }]
    })
}

/** Null for a journal that cannot be gone on with: damaged, or written with other runbooks. */
function stateOf(bundle: Bundle, stateDir: string, id: string): string | null {
  try {
    return replaySession({ bundle, stateDir, id }).state
  } catch (error) {
    if (error instanceof EngineError) return null
    throw error
  }
}
