import { eachFix } from './fixes.ts'
import type { Rule } from './rule.ts'

export const fixWithoutChange: Rule = {
  name: 'fix-without-change',
  says: 'A fix edits a file or applies a command.',
  check: eachFix(({ edits = [], apply = [] }, id) =>
    edits.length + apply.length > 0
      ? undefined
      : {
          path: [],
          message: `The fix "${id}" changes nothing.`,
          hint: 'Give it "edits" or "apply"; mere advice belongs into the finding.',
        },
  ),
}
