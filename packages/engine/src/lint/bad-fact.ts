import { factShape } from '../runbook/bundle.ts'
import { didYouMean } from '../suggest.ts'
import { celFault, shortened } from './cel-fault.ts'
import { expressionsOf } from './expressions.ts'
import { each, type Fault, type Rule } from './rule.ts'

export const badFact: Rule = {
  name: 'bad-fact',
  says: 'A fact that is established was declared, and its value has the declared type.',
  check: each(parsed => {
    const declared = factShape(parsed.runbook)
    const names = Object.keys(declared).map(key => key.slice(0, -1))
    return expressionsOf(parsed).flatMap((expression): Fault[] => {
      const { gives, path, text, checked } = expression
      if (gives.kind !== 'fact') return []
      const fact = gives.name
      const type = declared[`${fact}?`]
      if (type === undefined)
        return [
          {
            in: parsed,
            path,
            message: `The fact "${fact}" is not declared.`,
            hint:
              didYouMean(fact, [...names, ...Object.keys(parsed.vocabulary.facts ?? {})]) ??
              'Declare it with its type under "facts" of the runbook.',
          },
        ]
      if (typeof type !== 'string')
        return [
          { in: parsed, path, message: `"${fact}" is a URL, which no step can set.`, hint: 'Choose another name.' },
        ]
      if (!checked.ok) return [celFault(parsed, expression, checked)]
      if (fits(checked.type, type)) return []
      return [
        {
          in: parsed,
          path,
          message: `"${shortened(text)}" gives ${named(checked.type)}, but the fact "${fact}" was declared as ${type}.`,
          hint:
            type === 'string'
              ? 'Write string(…) around it, or change the declaration.'
              : 'Change the one or the other.',
        },
      ]
    })
  }),
}

/** True when a value of the type found can be one of the type declared; what is not known fits. */
function fits(found: string, declared: string): boolean {
  const plain = (type: string) => type.replace(/\s/g, '')
  if (found === 'dyn' || found === 'null') return found === 'dyn'
  const pattern = plain(found)
    .replace(/[<>,()]/g, '\\$&')
    .replace(/\b(dyn|T|K|V)\b/g, '\\w+')
  return new RegExp(`^${pattern}$`).test(plain(declared))
}

function named(type: string): string {
  return /^Shape\d+$/.test(type) ? 'record' : type
}
