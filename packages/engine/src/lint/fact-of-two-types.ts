import { factShape } from '../runbook/bundle.ts'
import type { Rule } from './rule.ts'

export const factOfTwoTypes: Rule = {
  name: 'fact-of-two-types',
  says: 'A name means the same in all runbooks, as facts are carried along by handoffs.',
  check: ({ all }) => {
    const first = new Map<string, { type: string; file: string }>()
    return all.flatMap(parsed =>
      Object.entries(factShape(parsed.runbook)).flatMap(([key, field]) => {
        const name = key.slice(0, -1)
        const type = typeof field === 'string' ? field : 'url'
        const known = first.get(name)
        if (!known) first.set(name, { type, file: parsed.file })
        if (!known || known.type === type) return []
        const isInput = Object.hasOwn(parsed.runbook.inputs ?? {}, name)
        return [
          {
            in: parsed,
            path: [isInput ? 'inputs' : 'facts', name],
            message: `"${name}" is ${type} here and ${known.type} in ${known.file}.`,
            hint: 'Give it the same type, or another name.',
          },
        ]
      }),
    )
  },
}
