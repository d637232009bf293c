import { readsOf } from './reads.ts'
import { each, type Rule } from './rule.ts'

export const badReaderOptions: Rule = {
  name: 'bad-reader-options',
  says: 'A reader gets the options that it declares.',
  check: each(parsed =>
    readsOf(parsed).flatMap(({ path, read }) =>
      read.kind === 'bad-options'
        ? read.faults.map(fault => ({ in: parsed, ...fault, path: [...path, ...fault.path] }))
        : [],
    ),
  ),
}
