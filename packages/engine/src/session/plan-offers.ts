import { evaluate } from '../judge/cel.ts'
import { type Facts, fillForReading } from '../judge/fill.ts'
import type { Ports } from '../ports.ts'
import { factShape, wordsFor } from '../runbook/bundle.ts'
import type { Runbook } from '../runbook/schema.ts'
import { planFix } from './plan-fix.ts'
import type { Offer, SessionContext } from './types.ts'
import { factsOf, runbookAt, stepOf } from './walk.ts'

/** Plans every fix that the finding names and that fits what is known. It reads files; in manual mode not even that. */
export async function planOffers(context: SessionContext, ports: Ports): Promise<Offer[]> {
  const { bundle, position, options } = context
  const runbook = runbookAt(bundle, position)
  const facts = factsOf(context)
  const offers: Offer[] = []
  for (const fix of stepOf(bundle, position, 'finding').fixes ?? []) {
    const spec = runbook.fixes?.[fix]
    if (!spec || !fits(spec.when, facts, runbook)) continue
    const offer: Offer = { fix, runbook: runbook.id, title: fillForReading(spec.title, facts, wordsFor(runbook)) }
    if (options.checks === 'manual') {
      offers.push({ ...offer, problem: 'This session runs nothing, so the fix cannot be planned.' })
      continue
    }
    const planned = await planFix(fix, context, ports)
    offers.push({ ...offer, ...(planned.ok ? { plan: planned.plan } : { problem: planned.problem }) })
  }
  return offers
}

function fits(condition: string | undefined, facts: Facts, runbook: Runbook): boolean {
  if (condition === undefined) return true
  const holds = evaluate(condition, { fact: { ...facts } }, { fact: factShape(runbook) })
  return holds.ok && holds.value === true
}
