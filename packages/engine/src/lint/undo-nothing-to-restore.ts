import { eachFix } from './fixes.ts'
import type { Rule } from './rule.ts'

export const undoNothingToRestore: Rule = {
  name: 'undo-nothing-to-restore',
  says: 'Only a fix that edits files can be undone by restoring them.',
  check: eachFix(({ edits = [], undo }, id) =>
    undo.kind === 'restore' && edits.length === 0
      ? {
          path: ['undo', 'restore'],
          message: `The fix "${id}" edits no file, so there is none to restore.`,
          hint: 'Write undo: { run: … }, or undo: { none: why }.',
        }
      : undefined,
  ),
}
