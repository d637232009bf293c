import type { Effect } from './effect.ts'
import type { Performance } from './performance.ts'
import { planOffers } from './plan-offers.ts'
import { createChecks } from './run-check.ts'
import type { SessionEvent } from './types.ts'
import { verify } from './verify.ts'
import { factsOf, runbookAt } from './walk.ts'

/** What changes things is loaded when it is first wanted: a session that only reads, such as one in a browser, never does. */
const planning = () => import('../change/make-plan.ts')
const carrying = () => import('../change/carry-out.ts')

/** Makes the function that does one effect and gives the event that tells how it went. It never rejects for what a tool does. */
export function createPerformer(performance: Performance) {
  const { ports, context, send } = performance
  const checks = createChecks(performance)

  async function check(effect: Extract<Effect, { kind: 'check' }>, signal: AbortSignal): Promise<SessionEvent> {
    send({ type: 'check.started', at: effect.at })
    return {
      type: 'check.finished',
      at: effect.at,
      result: await checks.run(effect.at, { signal, isFresh: context().isStepwise }),
    }
  }

  async function plan(fix: string): Promise<SessionEvent> {
    const { bundle, position, target } = context()
    const { makePlan } = await planning()
    const planned = await makePlan({
      ports,
      runbook: runbookAt(bundle, position),
      fix,
      facts: factsOf(context()),
      target,
    })
    return planned.ok ? { type: 'fix.planned', plan: planned.plan } : { type: 'fix.refused', problem: planned.problem }
  }

  async function change(effect: Extract<Effect, { kind: 'change' }>): Promise<SessionEvent> {
    const { bundle, position, target } = context()
    const { makePlan } = await planning()
    const { carryOut } = await carrying()
    const again = await makePlan({
      ports,
      runbook: runbookAt(bundle, position),
      fix: effect.plan.fix,
      facts: factsOf(context()),
      target,
    })
    if (!again.ok || again.plan.token !== effect.plan.token)
      return {
        type: 'change.finished',
        result: {
          kind: 'refused',
          problem:
            'Something changed since this was shown: the plan no longer fits. Nothing was done; look at it again.',
        },
      }
    checks.forget()
    const progress = (stage: string, detail: string) => send({ type: 'change.progressed', stage, detail })
    return {
      type: 'change.finished',
      result: await carryOut({ ports, plan: effect.plan, progress, show: performance.show }),
    }
  }

  async function undo(effect: Extract<Effect, { kind: 'undo' }>): Promise<SessionEvent> {
    const progress = (stage: string, detail: string) => send({ type: 'change.progressed', stage, detail })
    checks.forget()
    const { takeBack } = await carrying()
    return {
      type: 'undo.finished',
      problem: await takeBack({ ports, change: effect.change, progress, show: performance.show }),
    }
  }

  return async (effect: Effect, signal: AbortSignal): Promise<SessionEvent | undefined> => {
    switch (effect.kind) {
      case 'check':
        return await check(effect, signal)
      case 'plan-offers':
        return { type: 'fixes.planned', offers: await planOffers(context(), ports) }
      case 'plan':
        return await plan(effect.fix)
      case 'change':
        return await change(effect)
      case 'verify':
        return {
          type: 'verify.finished',
          ...(await verify(effect.plan, { ...performance, runStep: checks.run, signal })),
        }
      case 'undo':
        return await undo(effect)
      case 'finish':
        return { type: 'session.finished' }
    }
  }
}
