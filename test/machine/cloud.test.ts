import { shortPlanOf, undoneOf } from '@runbook/lab/cloud/plan.ts'
import { runScenario } from '@runbook/lab/cloud/run-scenario.ts'
import { scenarios } from '@runbook/lab/cloud/scenarios.ts'
import { whyNotScenario } from '@runbook/lab/cloud/surroundings.ts'
import { describe, it } from 'vitest'

/** RUNBOOK_LAB_ALL=1 runs here what the score runs, but for the older generation of the AWS CLI. */
const runsAll = Boolean(process.env.RUNBOOK_LAB_ALL)
const chosen = new Set(runsAll ? scenarios : shortPlanOf(scenarios))
const undone = new Set(runsAll ? scenarios : undoneOf([...chosen]))
const takeTurn = queueOf(3)

describe('a session in front of a cloud layer', { concurrent: true, timeout: 300_000 }, () => {
  for (const scenario of scenarios) {
    const { id, cause, fix, restores } = scenario
    const reason =
      whyNotScenario(scenario) ?? (chosen.has(scenario) ? undefined : 'like one that is run; the score runs it')
    const undoes = undone.has(scenario)
    const skipped = reason ? ` (${reason})` : ''
    const left = !reason && restores && !undoes ? ' (the score takes its fix back, too)' : ''
    it.skipIf(reason)(`ends at ${cause} in ${id}${skipped}${left}`, async ({ expect, signal }) => {
      const done = await takeTurn()
      const { problems, walk, ...result } = await runScenario(scenario, { signal, undoes }).finally(done)
      expect(problems, walk).toEqual([])
      const wanted = { fix: fix ? 'worked' : 'none', undo: restores && undoes ? 'exact' : 'none' }
      expect(result).toMatchObject({ right: true, ...wanted })
    })
  }
})

/** Lets that many go at once; each gets what ends its turn. */
function queueOf(size: number): () => Promise<() => void> {
  const waiting: (() => void)[] = []
  let free = size
  return async () => {
    if (free === 0) await new Promise<void>(resolve => waiting.push(resolve))
    else free -= 1
    return () => {
      const next = waiting.shift()
      if (next) next()
      else free += 1
    }
  }
}
