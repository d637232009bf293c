import { each, type Rule, stepsOf } from './rule.ts'

export const unusedFix: Rule = {
  name: 'unused-fix',
  says: 'Every fix is offered by a finding.',
  check: each(parsed => {
    const offered = new Set(stepsOf(parsed, 'finding').flatMap(({ step }) => step.fixes ?? []))
    return Object.keys(parsed.runbook.fixes ?? {})
      .filter(id => !offered.has(id))
      .map(id => ({
        in: parsed,
        path: ['fixes', id],
        message: `No finding offers the fix "${id}".`,
        hint: 'Name it under "fixes" of a finding, or remove it.',
      }))
  }),
}
