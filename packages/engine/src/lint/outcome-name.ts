import { each, type Rule, stepsOf } from './rule.ts'

/** JavaScript moves keys that are whole numbers to the front, so that the order written would be lost. */
const WHOLE_NUMBER = /^\d+$/

export const outcomeName: Rule = {
  name: 'outcome-name',
  says: 'An outcome has a name and not a number, so that outcomes are tried in the order written.',
  check: each(parsed =>
    stepsOf(parsed, 'check', 'decide', 'ask').flatMap(({ id, step }) =>
      Object.keys(step.outcomes)
        .filter(name => WHOLE_NUMBER.test(name))
        .map(name => ({
          in: parsed,
          path: ['steps', id, 'outcomes', name],
          message: `The outcome "${name}" of step "${id}" is a number, and would be tried before the others.`,
          hint: `Name it in words, such as "status-${name}".`,
        })),
    ),
  ),
}
