import type { ParsedRunbook } from '../runbook/parse.ts'
import type { Fix } from '../runbook/schema-fix.ts'
import { each, type Fault, type Rule, type RunbookSet } from './rule.ts'

/** A rule that looks at one fix at a time; it gives the key below the fix, and what is wrong. */
export function eachFix(
  look: (
    fix: Fix,
    id: string,
    parsed: ParsedRunbook,
    set: RunbookSet,
  ) => Pick<Fault, 'path' | 'message' | 'hint'> | undefined,
): Rule['check'] {
  return each((parsed, set) =>
    Object.entries(parsed.runbook.fixes ?? {}).flatMap(([id, fix]) => {
      const fault = look(fix, id, parsed, set)
      return fault ? [{ in: parsed, ...fault, path: ['fixes', id, ...fault.path] }] : []
    }),
  )
}
