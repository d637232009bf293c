import { each, type Rule } from './rule.ts'

export const symptomWithoutHealthy: Rule = {
  name: 'symptom-without-healthy',
  says: 'The symptom is a check, and one of its outcomes says that the trouble is gone.',
  check: each((parsed, { byId }) => {
    const { symptom } = parsed.runbook
    if (symptom === undefined) return []
    const [head = '', tail] = symptom.split('/')
    const step = (tail === undefined ? parsed : byId.get(head))?.runbook.steps[tail ?? head]
    if (!step) return []
    const fault = { in: parsed, path: ['symptom'] }
    if (!('check' in step))
      return [{ ...fault, message: `The symptom "${symptom}" is not a check.`, hint: 'Name a step with "check".' }]
    return Object.values(step.outcomes).some(({ healthy }) => healthy)
      ? []
      : [
          {
            ...fault,
            message: `No outcome of the symptom "${symptom}" says that the trouble is gone.`,
            hint: 'Give the outcome that means so "healthy: true".',
          },
        ]
  }),
}
