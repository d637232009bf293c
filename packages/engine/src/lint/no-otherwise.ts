import { each, type Fault, type Rule, stepsOf } from './rule.ts'

export const noOtherwise: Rule = {
  name: 'no-otherwise',
  says: 'The last outcome of a check or decision is "otherwise: true", and all before it have a condition.',
  check: each(parsed =>
    stepsOf(parsed, 'check', 'decide').flatMap(({ id, step }) => {
      const outcomes = Object.entries(step.outcomes)
      const path = ['steps', id, 'outcomes']
      const faults: Fault[] = outcomes.slice(0, -1).flatMap(([name, outcome]) => {
        if (outcome.otherwise)
          return [
            {
              in: parsed,
              path: [...path, name, 'otherwise'],
              message: `The outcome "${name}" holds always, so those below it are never tried.`,
              hint: 'Move it to the end.',
            },
          ]
        return outcome.when === undefined ? [withoutWhen(name)] : []
      })
      function withoutWhen(name: string): Fault {
        return {
          in: parsed,
          path: [...path, name],
          message: `The outcome "${name}" of step "${id}" says neither when nor otherwise.`,
          hint: 'Write a condition in "when".',
        }
      }
      const last = outcomes.at(-1)
      if (last?.[1].otherwise) return faults
      return [
        ...faults,
        {
          in: parsed,
          path: last ? [...path, last[0]] : path,
          message: `Step "${id}" says nothing for the case that none of its outcomes holds.`,
          hint: 'End the outcomes with one that says "otherwise: true".',
        },
      ]
    }),
  ),
}
