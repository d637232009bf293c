/**
 * Splits a command line into words as a shell would for plain words and quotes, and for nothing else:
 * no expansion, no operators. `{{…}}` stays in one word. Returns undefined when a quote is not closed.
 */
export function splitWords(line: string): string[] | undefined {
  const words: string[] = []
  let word: string | undefined
  for (let at = 0; at < line.length; ) {
    const token = nextToken(line.slice(at))
    if (token === undefined) return undefined
    at += token.length
    if (token.kind === 'space') {
      if (word !== undefined) words.push(word)
      word = undefined
    } else word = (word ?? '') + token.text
  }
  return word === undefined ? words : [...words, word]
}

interface Token {
  kind: 'space' | 'text'
  text: string
  length: number
}

function nextToken(rest: string): Token | undefined {
  const space = /^\s+/.exec(rest)
  if (space) return { kind: 'space', text: '', length: space[0].length }
  const placeholder = /^\{\{[^}]*\}\}/.exec(rest)
  if (placeholder) return { kind: 'text', text: placeholder[0], length: placeholder[0].length }
  if (rest[0] === "'") {
    const end = rest.indexOf("'", 1)
    return end < 0 ? undefined : { kind: 'text', text: rest.slice(1, end), length: end + 1 }
  }
  if (rest[0] === '"') {
    const quoted = /^"((?:[^"\\]|\\.)*)"/s.exec(rest)
    return quoted
      ? { kind: 'text', text: (quoted[1] ?? '').replace(/\\(["\\$`])/g, '$1'), length: quoted[0].length }
      : undefined
  }
  if (rest[0] === '\\') return rest.length < 2 ? undefined : { kind: 'text', text: rest[1] ?? '', length: 2 }
  return { kind: 'text', text: rest[0] ?? '', length: 1 }
}
