import { eachFix } from './fixes.ts'
import type { Rule } from './rule.ts'

export const verifySymptomMissing: Rule = {
  name: 'verify-symptom-missing',
  says: 'A fix that verifies by the symptom stands in a runbook that names one.',
  check: eachFix(({ verify }, id, { runbook }) =>
    verify.kind === 'symptom' && runbook.symptom === undefined
      ? {
          path: ['verify'],
          message: `The fix "${id}" verifies by the symptom, and this runbook names none.`,
          hint: 'Add "symptom: <step>" or "symptom: <runbook>/<step>" to the runbook.',
        }
      : undefined,
  ),
}
