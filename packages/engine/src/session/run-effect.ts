import type { Driver } from './driver.ts'
import type { Effect } from './effect.ts'
import { planFix } from './plan-fix.ts'
import { planOffers } from './plan-offers.ts'
import { createChecks } from './run-check.ts'
import type { SessionEvent } from './types.ts'
import { verify } from './verify.ts'

/** What changes things is loaded when it is first wanted. */
const carrying = () => import('../change/carry-out.ts')

/** Makes the function that runs one effect and gives the event that tells how it went. It never rejects for what a tool does. */
export function createEffectRunner(driver: Driver) {
  const { ports, context, send, show } = driver
  const checks = createChecks(driver)
  const progress = (stage: string, detail: string) => send({ type: 'change.progressed', stage, detail })

  async function check(effect: Extract<Effect, { kind: 'check' }>, signal: AbortSignal): Promise<SessionEvent> {
    send({ type: 'check.started', at: effect.at })
    return {
      type: 'check.finished',
      at: effect.at,
      result: await checks.run(effect.at, { signal, isFresh: context().isStepwise }),
    }
  }

  async function plan(fix: string): Promise<SessionEvent> {
    const planned = await planFix(fix, context(), ports)
    return planned.ok ? { type: 'fix.planned', plan: planned.plan } : { type: 'fix.refused', problem: planned.problem }
  }

  async function change({ plan: agreed }: Extract<Effect, { kind: 'change' }>): Promise<SessionEvent> {
    const again = await planFix(agreed.fix, context(), ports)
    if (!again.ok || again.plan.token !== agreed.token)
      return {
        type: 'change.finished',
        result: {
          kind: 'refused',
          problem:
            'Something changed since this was shown: the plan no longer fits. Nothing was done; look at it again.',
        },
      }
    checks.forget()
    const { carryOut } = await carrying()
    return { type: 'change.finished', result: await carryOut({ ports, plan: agreed, progress, show }) }
  }

  async function undo({ change: made }: Extract<Effect, { kind: 'undo' }>): Promise<SessionEvent> {
    checks.forget()
    const { takeBack } = await carrying()
    return { type: 'undo.finished', problem: await takeBack({ ports, change: made, progress, show }) }
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
          ...(await verify(effect.plan, { ...driver, runStep: checks.run, signal })),
        }
      case 'undo':
        return await undo(effect)
      case 'finish':
        return { type: 'session.finished' }
    }
  }
}
