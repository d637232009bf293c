import type { Planned } from '../change/make-plan.ts'
import type { Ports } from '../ports.ts'
import type { SessionContext } from './types.ts'
import { factsOf, runbookAt } from './walk.ts'

/**
 * Plans a fix of the runbook at hand by what is known and what its files hold now. It is done three times, when a fix
 * is offered, when it is chosen and before it is made, so that consent is never given to something else.
 */
export async function planFix(fix: string, context: SessionContext, ports: Ports): Promise<Planned> {
  // Loaded when it is first wanted: a session that only reads, such as one in a browser, never changes anything.
  const { makePlan } = await import('../change/make-plan.ts')
  const { bundle, position, target } = context
  return await makePlan({ ports, runbook: runbookAt(bundle, position), fix, facts: factsOf(context), target })
}
