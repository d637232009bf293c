import { each, type Rule } from './rule.ts'

export const factDeclaredTwice: Rule = {
  name: 'fact-declared-twice',
  says: 'A fact or input of the vocabulary is not declared once more in a runbook.',
  check: each(({ runbook, vocabulary, ...parsed }) =>
    (['facts', 'inputs'] as const).flatMap(key =>
      parsed.ownNames[key].flatMap(name =>
        Object.hasOwn(vocabulary[key] ?? {}, name)
          ? [
              {
                in: { runbook, vocabulary, ...parsed },
                path: [key, name],
                message: `"${name}" is declared in the vocabulary already.`,
                hint: key === 'facts' ? 'Leave it out here.' : `Write "inputs: [${name}]".`,
              },
            ]
          : [],
      ),
    ),
  ),
}
