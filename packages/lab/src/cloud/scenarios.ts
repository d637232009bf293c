import { awsScenarios } from './aws/scenarios.ts'
import { gatewayScenarios } from './azure/network-scenarios.ts'
import { appServiceScenarios } from './azure/scenarios.ts'
import { cloudflareScenarios } from './cloudflare/scenarios.ts'
import type { Scenario } from './scenario.ts'

/** Every scenario of the cloud layers. */
export const scenarios: readonly Scenario[] = [
  ...awsScenarios,
  ...gatewayScenarios,
  ...appServiceScenarios,
  ...cloudflareScenarios,
]
