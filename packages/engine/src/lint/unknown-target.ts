import { targetsOf } from '../runbook/kinds.ts'
import type { ParsedRunbook, Path } from '../runbook/parse.ts'
import { didYouMean } from '../suggest.ts'
import { each, type Fault, type Rule, type RunbookSet, stepsOf } from './rule.ts'

export const unknownTarget: Rule = {
  name: 'unknown-target',
  says: 'Everything that is named is there: steps, runbooks and fixes.',
  check: each((parsed, set) => {
    const { runbook } = parsed
    const steps = Object.keys(runbook.steps)
    const step = (to: string, path: Path, from: string) =>
      missing(parsed, path, { to, known: steps, message: `${from} "${to}", which is not a step.` })
    return [
      ...step(runbook.start, ['start'], 'The runbook starts at'),
      ...symptomFaults(parsed, set),
      ...Object.entries(runbook.steps).flatMap(([id, each]) =>
        targetsOf(each).flatMap(({ to, path }) => step(to, ['steps', id, ...path], `Step "${id}" goes to`)),
      ),
      ...stepsOf(parsed, 'handoff').flatMap(({ id, step: { handoff: to } }) =>
        missing(parsed, ['steps', id, 'handoff'], {
          to,
          known: [...set.byId.keys()],
          message: `Step "${id}" hands off to "${to}", which is not among these runbooks.`,
        }),
      ),
      ...stepsOf(parsed, 'finding').flatMap(({ id, step: { fixes = [] } }) =>
        fixes.flatMap((to, index) =>
          missing(parsed, ['steps', id, 'fixes', index], {
            to,
            known: Object.keys(runbook.fixes ?? {}),
            message: `Finding "${id}" offers "${to}", which is not a fix of this runbook.`,
          }),
        ),
      ),
    ]
  }),
}

function symptomFaults(parsed: ParsedRunbook, { byId }: RunbookSet): Fault[] {
  const { symptom } = parsed.runbook
  if (symptom === undefined) return []
  const owner = symptom.runbook === parsed.runbook.id ? parsed : byId.get(symptom.runbook)
  if (!owner)
    return missing(parsed, ['symptom'], {
      to: symptom.runbook,
      known: [...byId.keys()],
      message: `The symptom is in "${symptom.runbook}", which is not among these runbooks.`,
    })
  const to = symptom.step
  return missing(parsed, ['symptom'], {
    to,
    known: Object.keys(owner.runbook.steps),
    message: `The symptom is "${to}", which is not a step of ${owner.file}.`,
  })
}

function missing(
  parsed: ParsedRunbook,
  path: Path,
  { to, known, message }: { to: string; known: readonly string[]; message: string },
): Fault[] {
  return known.includes(to) ? [] : [{ in: parsed, path, message, hint: didYouMean(to, known) ?? named(known) }]
}

function named(known: readonly string[]): string {
  return known.length === 0 ? 'There is none yet.' : `Known are ${known.slice(0, 12).join(', ')}.`
}
