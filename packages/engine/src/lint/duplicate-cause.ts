import type { Rule } from './rule.ts'
import { stepsOf } from './rule.ts'

export const duplicateCause: Rule = {
  name: 'duplicate-cause',
  says: 'One cause has one title, wherever it is found.',
  check: ({ all }) => {
    const first = new Map<string, { title: string; file: string }>()
    return all.flatMap(parsed =>
      stepsOf(parsed, 'finding').flatMap(({ id, step: { finding, title } }) => {
        const known = first.get(finding)
        if (!known) first.set(finding, { title, file: parsed.file })
        if (!known || known.title === title) return []
        return [
          {
            in: parsed,
            path: ['steps', id, 'title'],
            message: `The cause "${finding}" is called "${known.title}" in ${known.file}.`,
            hint: 'Use one title, or give this cause an id of its own.',
          },
        ]
      }),
    )
  },
}
