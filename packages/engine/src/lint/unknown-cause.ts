import { didYouMean } from '../suggest.ts'
import { each, type Rule, stepsOf } from './rule.ts'

export const unknownCause: Rule = {
  name: 'unknown-cause',
  says: 'A cause that an outcome shows, excludes or counts as contributing is the id of a finding.',
  check: each((parsed, { all }) => {
    const known = all.flatMap(other => stepsOf(other, 'finding').map(({ step }) => step.finding))
    return stepsOf(parsed, 'check', 'decide', 'ask').flatMap(({ id, step }) =>
      Object.entries(step.outcomes).flatMap(([name, { cause, contributes, rules_out = [] }]) => {
        const path = ['steps', id, 'outcomes', name]
        return [
          ...(cause === undefined ? [] : [{ id: cause, path: [...path, 'cause'] }]),
          ...(contributes === undefined ? [] : [{ id: contributes, path: [...path, 'contributes'] }]),
          ...rules_out.map((ruledOut, index) => ({ id: ruledOut, path: [...path, 'rules_out', index] })),
        ]
          .filter(named => !known.includes(named.id))
          .map(named => ({
            in: parsed,
            path: named.path,
            message: `"${named.id}" is not a cause that any finding names.`,
            hint: didYouMean(named.id, known) ?? 'Add a finding with this id.',
          }))
      }),
    )
  }),
}
