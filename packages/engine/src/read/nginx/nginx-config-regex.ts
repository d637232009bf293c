/**
 * Compiles a PCRE pattern of nginx as the nearest JavaScript one; undefined when JavaScript has no such syntax, so
 * that it matches nothing.
 */
export function compileRegex(pattern: string, isCaseless = false): RegExp | undefined {
  const inline = /^\(\?i\)/.test(pattern)
  const source = pattern
    .replace(/^\(\?i\)/, '')
    .replaceAll('(?P<', '(?<')
    .replace(/\\A/g, '^')
    .replace(/\\[zZ]/g, '$')
  try {
    return new RegExp(source, isCaseless || inline ? 'i' : '')
  } catch {
    return undefined
  }
}
