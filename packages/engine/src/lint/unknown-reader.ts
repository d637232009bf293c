import { readsOf } from './reads.ts'
import { each, type Rule } from './rule.ts'

export const unknownReader: Rule = {
  name: 'unknown-reader',
  says: 'Output is read by a reader that exists.',
  check: each(parsed =>
    readsOf(parsed).flatMap(({ path, read }) =>
      read.kind === 'no-reader'
        ? [{ in: parsed, path: [...path, ...read.path], message: read.message, hint: read.hint }]
        : [],
    ),
  ),
}
