import { expressionsOf } from './expressions.ts'
import { each, type Rule } from './rule.ts'

/** A call of CEL's `matches` with a literal, raw or not, as CEL writes one. */
const call = /\.matches\(\s*(r?)("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')\s*\)/g

/** CEL leaves patterns to JavaScript, which has no `(?i)`; such a condition fails only when it is evaluated. */
export const badMatch: Rule = {
  name: 'bad-match',
  says: 'A pattern that a text is matched with is one of JavaScript.',
  check: each(parsed =>
    expressionsOf(parsed).flatMap(({ path, text }) =>
      [...text.matchAll(call)].flatMap(({ 0: whole, 1: raw, 2: literal = '', index }) => {
        const problem = problemOf(patternOf(literal, raw === 'r'))
        if (problem === undefined) return []
        return [
          {
            in: parsed,
            path,
            word: { text: literal, offset: index + whole.indexOf(literal) },
            message: `The pattern ${literal} is none: ${problem}.`,
            hint: 'Write [Ee]rror in place of (?i)error.',
          },
        ]
      }),
    ),
  ),
}

/** A pattern means nothing else by an escape that CEL resolves, but for the backslash and the quote themselves. */
function patternOf(literal: string, isRaw: boolean): string {
  const inner = literal.slice(1, -1)
  return isRaw ? inner : inner.replace(/\\([\\"'])/g, '$1')
}

function problemOf(pattern: string): string | undefined {
  // Node 22, which is supported, does not know them.
  if (/\(\?[ims-]+:/.test(pattern)) return 'it has flags of a group'
  try {
    new RegExp(pattern)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^Invalid regular expression: \/.*\/: /s, '') : String(error)
  }
}
