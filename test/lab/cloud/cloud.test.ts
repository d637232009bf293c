import { describe, it } from 'vitest'
import { runScenario } from './run-scenario.ts'
import { scenarios } from './scenarios.ts'
import { whyNotScenario } from './surroundings.ts'

describe('a session in front of a cloud layer', { concurrent: true, timeout: 180_000 }, () => {
  for (const scenario of scenarios) {
    const reason = whyNotScenario(scenario)
    const skipped = reason ? ` (${reason})` : ''
    it.skipIf(reason)(`ends at ${scenario.cause} in ${scenario.id}${skipped}`, async ({ expect, signal }) => {
      const { problems, walk, ...result } = await runScenario(scenario, signal)
      expect(problems, walk).toEqual([])
      expect(result).toMatchObject({ right: true, fix: scenario.fix ? 'worked' : 'none' })
    })
  }
})
