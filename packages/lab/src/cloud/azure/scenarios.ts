import type { Scenario } from '../scenario.ts'
import { appServiceRefusalScenarios } from './app-service-refusals.ts'
import { appServiceRuntimeScenarios } from './app-service-runtime.ts'
import { appServiceStartScenarios } from './app-service-start.ts'
import { appServiceStateScenarios } from './app-service-state.ts'
import { appServiceWindowsScenarios } from './app-service-windows.ts'

/** Every scenario of Azure App Service. */
export const appServiceScenarios: readonly Scenario[] = [
  ...appServiceStateScenarios,
  ...appServiceStartScenarios,
  ...appServiceRuntimeScenarios,
  ...appServiceWindowsScenarios,
  ...appServiceRefusalScenarios,
]
