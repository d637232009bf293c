import type { Scenario } from '../scenario.ts'
import { edgeScenarios } from './edge-scenarios.ts'
import { errorScenarios } from './error-scenarios.ts'
import { layeredScenarios } from './layered-scenarios.ts'
import { originScenarios } from './origin-scenarios.ts'

/** Cloudflare, with each cause and each way in which its API may not answer. */
export const cloudflareScenarios: readonly Scenario[] = [
  ...originScenarios,
  ...edgeScenarios,
  ...layeredScenarios,
  ...errorScenarios,
]
