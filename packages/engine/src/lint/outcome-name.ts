import { each, type Rule, stepsOf } from './rule.ts'

/** JavaScript moves keys that are whole numbers to the front, so that the order written would be lost. */
const WHOLE_NUMBER = /^\d+$/

export const outcomeName: Rule = {
  name: 'outcome-name',
  says: 'An outcome has a name of its own: no number, which would be tried first, and not "unknown", which reports reserve.',
  check: each(parsed =>
    stepsOf(parsed, 'check', 'decide', 'ask').flatMap(({ id, step }) =>
      Object.keys(step.outcomes).flatMap(name => {
        const fault = faultOf(name, id)
        return fault ? [{ in: parsed, path: ['steps', id, 'outcomes', name], ...fault }] : []
      }),
    ),
  ),
}

function faultOf(name: string, step: string): { message: string; hint: string } | undefined {
  if (WHOLE_NUMBER.test(name))
    return {
      message: `The outcome "${name}" of step "${step}" is a number, and would be tried before the others.`,
      hint: `Name it in words, such as "status-${name}".`,
    }
  if (name !== 'unknown') return undefined
  return {
    message: `An outcome of step "${step}" is called "unknown", which in reports is a check that could not be made.`,
    hint: 'Name it for what was seen, such as "unread", "hidden" or "not-said".',
  }
}
