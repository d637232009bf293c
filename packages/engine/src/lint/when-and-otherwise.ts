import { each, type Rule, stepsOf } from './rule.ts'

export const whenAndOtherwise: Rule = {
  name: 'when-and-otherwise',
  says: 'An outcome has a condition or is the one that holds otherwise, never both.',
  check: each(parsed =>
    stepsOf(parsed, 'check', 'decide').flatMap(({ id, step }) =>
      Object.entries(step.outcomes)
        .filter(([, outcome]) => outcome.otherwise && outcome.when !== undefined)
        .map(([name]) => ({
          in: parsed,
          path: ['steps', id, 'outcomes', name, 'when'],
          message: `The outcome "${name}" of step "${id}" has both "when" and "otherwise".`,
          hint: 'Keep one of them.',
        })),
    ),
  ),
}
