import type { Scenario } from '../scenario.ts'
import { gatewayErrors } from './network-errors.ts'
import { frontScenarios } from './network-front.ts'
import { healthyGateways, pathScenarios } from './network-path.ts'
import { probeScenarios } from './network-probe.ts'
import { reachScenarios } from './network-reach.ts'
import { tlsScenarios } from './network-tls.ts'

/** Every scenario of Azure Application Gateway. */
export const gatewayScenarios: readonly Scenario[] = [
  ...probeScenarios,
  ...tlsScenarios,
  ...reachScenarios,
  ...pathScenarios,
  ...frontScenarios,
  ...healthyGateways,
  ...gatewayErrors,
]
