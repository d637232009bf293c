import { consentWord, type Offer, type Plan } from '@runbook/engine'
import { type Line, line, lines, paragraphs } from '../line.ts'
import { shownCommand } from './step.ts'

/** Everything that a change will do, in the order in which it happens: what consent is given to. */
export function planLines(plan: Plan): Line[] {
  return paragraphs(
    [
      line(plan.title, { tone: 'strong' }),
      line(`Risk ${plan.risk} · ${plan.time} · on ${plan.target}`),
      line(plan.impact, { tone: 'quiet' }),
    ],
    ...plan.edits.map(edit => [line(`Edit ${edit.path}`, { tone: 'strong' }), ...diffLines(edit.diff)]),
    plan.validate
      ? [
          line('Validate; when it fails, every byte is put back', { tone: 'strong' }),
          ...shownCommand(plan.validate.argv),
        ]
      : [],
    plan.apply.length > 0
      ? [line('Apply', { tone: 'strong' }), ...plan.apply.flatMap(command => shownCommand(command.argv))]
      : [],
    [line('Verify', { tone: 'strong' }), line(plan.verify, { indent: 2 })],
    [line('Way back', { tone: 'strong' }), line(plan.undo, { indent: 2 })],
    [line(`Approval ${plan.token}`, { tone: 'quiet' })],
  )
}

/** A fix in one line of a list. */
export function offerLabel({ title, plan, problem }: Offer): { label: string; note: string } {
  return plan
    ? { label: title, note: `risk ${plan.risk}, ${plan.time}` }
    : { label: title, note: `cannot be planned here: ${problem ?? ''}` }
}

/** What must be done to consent, as one sentence. */
export function consentSentence(plan: Plan): string {
  const word = consentWord(plan)
  return word === null
    ? 'Nothing has been changed yet. Apply it?'
    : `Nothing has been changed yet. Type ${word} to apply it.`
}

function diffLines(diff: string): Line[] {
  return lines(diff)
    .filter(({ text }) => !/^(---|\+\+\+|===|Index:)/.test(text))
    .map(part => {
      if (part.text.startsWith('+')) return { ...part, tone: 'added', indent: 2 }
      return { ...part, tone: part.text.startsWith('-') ? 'removed' : 'quiet', indent: 2 }
    })
}
