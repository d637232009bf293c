import type { Bundle, Runbook } from '@runbook/engine/core'

/** What is known of every runbook before any is fetched, in the order in which the terminal loads them. */
export type RunbookCard = Pick<Runbook, 'id' | 'title' | 'layer' | 'inputs'>

/** The runbooks of a walk, of which only those are fetched that its next step may enter. */
export interface Library {
  /** All of them; one that was not fetched yet has its inputs, and no steps. */
  bundle: Bundle
  /** Fetches these and every runbook that a step of them may lead into without a person in between. */
  ready(ids: readonly string[]): Promise<void>
}

/** Makes the library; `load` gives one runbook as the engine has it. */
export function createLibrary(cards: readonly RunbookCard[], load: (id: string) => Promise<Runbook>): Library {
  const bundle = new Map<string, Runbook>(cards.map(card => [card.id, stub(card)]))
  const loads = new Map<string, Promise<Runbook>>()
  const fetched = async (id: string): Promise<Runbook> => {
    const known = loads.get(id) ?? load(id)
    loads.set(id, known)
    try {
      const runbook = await known
      bundle.set(id, runbook)
      return runbook
    } catch (error) {
      // Next time it is asked for again.
      loads.delete(id)
      throw error
    }
  }
  return {
    bundle,
    async ready(ids) {
      const seen = new Set<string>()
      let round = ids.filter(id => bundle.has(id))
      let isFirst = true
      while (round.length > 0) {
        for (const id of round) seen.add(id)
        const runbooks = await Promise.all(round.map(fetched))
        const next = runbooks.flatMap(isFirst ? handoffsOf : silentHandoffsOf)
        round = [...new Set(next)].filter(id => !seen.has(id))
        isFirst = false
      }
    },
  }
}

function stub(card: RunbookCard): Runbook {
  return { ...card, summary: '', reviewed: '', sources: [], start: '', steps: {} } as Runbook
}

function handoffsOf({ steps }: Runbook): string[] {
  return Object.values(steps).flatMap(step => (step.kind === 'handoff' ? [step.handoff] : []))
}

/** Where a runbook hands off before it checks or asks anything: the machine goes through such steps at once. */
function silentHandoffsOf({ start, steps }: Runbook): string[] {
  const ways = new Set([start])
  const found: string[] = []
  for (const name of ways) {
    const step = steps[name]
    if (!step) continue
    if (step.kind === 'decide') for (const { go } of Object.values(step.outcomes)) ways.add(go)
    if (step.kind === 'handoff') {
      found.push(step.handoff)
      ways.add(step.nothing)
    }
  }
  return found
}
