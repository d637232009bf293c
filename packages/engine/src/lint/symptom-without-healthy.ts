import { each, type Rule } from './rule.ts'

export const symptomWithoutHealthy: Rule = {
  name: 'symptom-without-healthy',
  says: 'The symptom is a check, and one of its outcomes says that the trouble is gone.',
  check: each((parsed, { byId }) => {
    const { symptom } = parsed.runbook
    if (symptom === undefined) return []
    const name = symptom.runbook === parsed.runbook.id ? symptom.step : `${symptom.runbook}/${symptom.step}`
    const owner = symptom.runbook === parsed.runbook.id ? parsed : byId.get(symptom.runbook)
    const step = owner?.runbook.steps[symptom.step]
    if (!step) return []
    const fault = { in: parsed, path: ['symptom'] }
    if (step.kind !== 'check')
      return [{ ...fault, message: `The symptom "${name}" is not a check.`, hint: 'Name a step with "check".' }]
    return Object.values(step.outcomes).some(({ healthy }) => healthy)
      ? []
      : [
          {
            ...fault,
            message: `No outcome of the symptom "${name}" says that the trouble is gone.`,
            hint: 'Give the outcome that means so "healthy: true".',
          },
        ]
  }),
}
