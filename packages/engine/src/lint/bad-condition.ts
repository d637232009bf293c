import { celFault, shortened } from './cel-fault.ts'
import { expressionsOf } from './expressions.ts'
import { each, type Fault, type Rule } from './rule.ts'

export const badCondition: Rule = {
  name: 'bad-condition',
  says: 'A condition uses only what its reader yields and the declared facts, and is true or false.',
  check: each(parsed =>
    expressionsOf(parsed)
      .filter(({ fact }) => fact === undefined)
      .flatMap((expression): Fault[] => {
        const { checked } = expression
        if (!checked.ok) return [celFault(parsed, expression, checked)]
        if (checked.type === 'bool' || checked.type === 'dyn') return []
        return [
          {
            in: parsed,
            path: expression.path,
            message: `"${shortened(expression.text)}" gives ${checked.type}, not true or false.`,
            hint: 'Compare it with something.',
          },
        ]
      }),
  ),
}
