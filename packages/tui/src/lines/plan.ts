import { approvalBlock, consentWord, fixNote, type Offer, type Plan, planOf, tellPlan } from '@runbook/engine'
import { blockLines } from './blocks.ts'
import { type Line, line, paragraphs } from './line.ts'

/** Everything that a change will do, in the order in which it happens: what consent is given to. */
export function planLines(plan: Plan): Line[] {
  return paragraphs(
    [
      line(plan.title, { tone: 'strong' }),
      line(`Risk ${plan.risk} · ${plan.time} · on ${plan.target}`),
      line(plan.impact, { tone: 'quiet' }),
    ],
    ...tellPlan(planOf(plan)).map(part => blockLines(part)),
    blockLines(approvalBlock(plan.token)).map(each => ({ ...each, tone: 'quiet' })),
  )
}

/** A fix in one line of a list. */
export function offerLabel({ title, plan, problem }: Offer): { label: string; note: string } {
  return plan
    ? { label: title, note: fixNote({ ...plan, status: 'proposed', note: '' }) }
    : { label: title, note: `cannot be planned here: ${problem ?? ''}` }
}

/** What must be done to consent, as one sentence. */
export function consentSentence(plan: Plan): string {
  const word = consentWord(plan)
  return word === null
    ? 'Nothing has been changed yet. Apply it?'
    : `Nothing has been changed yet. Type ${word} to apply it.`
}
