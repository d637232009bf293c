import { each, type Rule } from './rule.ts'

/** Columns that a line of a runbook may have: what a review beside another file still shows. */
const MOST = 140

/** A comment, or a word that cannot be folded, such as an address or the JSON that a tool takes as one argument. */
function cannotFold(line: string): boolean {
  return /^\s*#/.test(line) || /^\s*(- |[\w-]+: )?\S+$/.test(line)
}

export const longLine: Rule = {
  name: 'long-line',
  says: `A line has at most ${MOST} columns, so that it can be read in a terminal and in a review.`,
  check: each(parsed =>
    parsed.lines.flatMap((line, index) =>
      line.length <= MOST || cannotFold(line)
        ? []
        : [
            {
              in: parsed,
              path: [],
              place: { line: index + 1, column: MOST + 1 },
              message: `This line has ${line.length} columns; ${MOST} are the most.`,
              hint: 'Fold the text (>-), name an expression (let), or write the map over several lines.',
            },
          ],
    ),
  ),
}
