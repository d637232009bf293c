import type { Rule } from './rule.ts'

export const duplicateRunbook: Rule = {
  name: 'duplicate-runbook',
  says: 'No two runbooks have the same id.',
  check: ({ all }) =>
    all.flatMap((parsed, index) => {
      const first = all.slice(0, index).find(other => other.runbook.id === parsed.runbook.id)
      if (!first) return []
      return [
        {
          in: parsed,
          path: ['id'],
          message: `"${parsed.runbook.id}" is also the id of ${first.file}.`,
          hint: 'Give one of them another id.',
        },
      ]
    }),
}
