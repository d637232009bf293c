import type { Scenario } from '../scenario.ts'
import { codeScenarios } from './alb-codes.ts'
import { errorScenarios } from './alb-errors.ts'
import { frontScenarios } from './alb-front.ts'
import { healthyScenarios } from './alb-healthy.ts'
import { lambdaScenarios } from './alb-lambda.ts'
import { networkScenarios } from './alb-network.ts'
import { responseScenarios } from './alb-response.ts'
import { targetScenarios } from './alb-targets.ts'

/** An Application Load Balancer, with each cause and each way in which AWS may not answer. */
export const awsScenarios: readonly Scenario[] = [
  ...targetScenarios,
  ...frontScenarios,
  ...networkScenarios,
  ...responseScenarios,
  ...lambdaScenarios,
  ...codeScenarios,
  ...errorScenarios,
  ...healthyScenarios,
]
