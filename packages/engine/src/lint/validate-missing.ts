import type { Edit, Fix } from '../runbook/schema-fix.ts'
import { eachFix } from './fixes.ts'
import type { Rule } from './rule.ts'

export const validateMissing: Rule = {
  name: 'validate-missing',
  says: 'A fix that edits the configuration of nginx lets nginx test it before it takes effect.',
  check: eachFix((fix, id) =>
    fix.validate === undefined && (fix.edits ?? []).some(edit => isOfNginx(edit, fix))
      ? {
          path: ['edits'],
          message: `The fix "${id}" edits files of nginx without a test of the result.`,
          hint: 'Add validate: nginx -t, with the -c, -p and -g of the running nginx.',
        }
      : undefined,
  ),
}

function isOfNginx(edit: Edit, fix: Fix): boolean {
  if (edit.kind === 'nginx') return true
  return edit.kind === 'replace' && (edit.file.includes('nginx') || JSON.stringify(fix.apply ?? []).includes('nginx'))
}
