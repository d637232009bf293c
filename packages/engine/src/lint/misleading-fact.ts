import { namesIn, partNameOf } from '../judge/names.ts'
import { expressionsOf } from './expressions.ts'
import { each, type Rule } from './rule.ts'

/** Kinds of values that a fact's last word promises. */
const KINDS = ['pid', 'port', 'file', 'line', 'host', 'user', 'unit', 'status']

export const misleadingFact: Rule = {
  name: 'misleading-fact',
  says: 'A fact is what its name says: "x_pid" is not filled from a port.',
  check: each(parsed =>
    expressionsOf(parsed).flatMap(({ gives, text, path }) => {
      if (gives.kind !== 'fact') return []
      const promised = KINDS.find(kind => gives.name.endsWith(`_${kind}`))
      const held = partNameOf(text) ?? namesIn(text).variables.find(name => name === text)
      const other = KINDS.find(kind => held === kind || held?.endsWith(`_${kind}`))
      if (promised === undefined || other === undefined || promised === other) return []
      return [
        {
          in: parsed,
          path,
          message: `The fact "${gives.name}" promises a ${promised} and holds a ${other}.`,
          hint: `Call it after what it holds, such as "${gives.name.replace(new RegExp(`${promised}$`), other)}".`,
        },
      ]
    }),
  ),
}
