/** A complaint of the option parser as one sentence and a hint. */
export function usageText(message: string): string {
  const [first = '', ...rest] = message.replace(/^error: /, '').split('\n')
  const sentence = `${first.charAt(0).toUpperCase()}${first.slice(1)}`
    .replace(/[.!]?$/, '.')
    .replace(/'([^']*)'/g, '"$1"')
  const hint = rest
    .map(part => part.replace(/^\(|\)$/g, ''))
    .join(' ')
    .trim()
  return [sentence, hint === '' ? 'See "runbook --help".' : hint].join('\n')
}
