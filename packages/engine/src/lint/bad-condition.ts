import { namesIn } from '../judge/names.ts'
import type { ParsedRunbook } from '../runbook/parse.ts'
import { celFault, shortened } from './cel-fault.ts'
import { type CheckedExpression, expressionsOf } from './expressions.ts'
import { each, type Fault, type Rule } from './rule.ts'

export const badCondition: Rule = {
  name: 'bad-condition',
  says: 'A condition or name uses only what its reader yields and the declared facts; a condition is true or false.',
  check: each(parsed =>
    expressionsOf(parsed).flatMap((expression): Fault[] => {
      const { checked, gives, path, text } = expression
      const optional = optionalFaults(parsed, expression)
      if (gives.kind === 'fact') return optional
      if (!checked.ok) return [celFault(parsed, expression, checked)]
      if (gives.kind === 'let' && expression.isTaken)
        return [
          {
            in: parsed,
            path,
            message: `The name "${gives.name}" is taken: the step sees a value of that name, or it is a word of CEL.`,
            hint: 'Choose another name.',
          },
        ]
      if (gives.kind === 'let' || checked.type === 'bool' || checked.type === 'dyn') return optional
      return [
        {
          in: parsed,
          path,
          message: `"${shortened(text)}" gives ${checked.type}, not true or false.`,
          hint: 'Compare it with something.',
        },
      ]
    }),
  ),
}

/** The library takes any name after `.?`; here it must be one that can be there, as after a plain dot. */
function optionalFaults(parsed: ParsedRunbook, expression: CheckedExpression): Fault[] {
  return namesIn(expression.text).optional.flatMap(({ of, part, at }) => {
    const checked = expression.typeOf(`${of.replaceAll('.?', '.').replaceAll('[?', '[')}.${part}`)
    if (checked.ok || !checked.problem.startsWith('No such key')) return []
    return [celFault(parsed, expression, { ...checked, at })]
  })
}
