/** A value of a JSON text with its offsets; objects and arrays carry their members. */
export interface JsonNode {
  kind: 'object' | 'array' | 'scalar'
  start: number
  end: number
  members: JsonMember[]
}

/** A member of an object, or of an array with its index as the key. `start` is the key's, or the element's. */
interface JsonMember {
  key: string
  start: number
  node: JsonNode
}

/**
 * Reads JSON (RFC 8259) and keeps the offsets; comments and trailing commas, which configuration files often have, are
 * passed over. Throws SyntaxError with the line.
 */
export function scanJson(text: string): JsonNode {
  let at = 0

  function fail(expected: string): never {
    throw new SyntaxError(`line ${text.slice(0, at).split('\n').length} has no ${expected} where one is due`)
  }

  function skip(): void {
    at = matchEnd(/(?:[\s\ufeff]|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y) ?? at
  }

  function matchEnd(pattern: RegExp): number | undefined {
    pattern.lastIndex = at
    return pattern.test(text) ? pattern.lastIndex : undefined
  }

  function scalar(): JsonNode {
    const start = at
    at = matchEnd(/"(?:[^"\\\r\n]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y) ?? fail('value')
    return { kind: 'scalar', start, end: at, members: [] }
  }

  function key(): string {
    const start = at
    at = matchEnd(/"(?:[^"\\\r\n]|\\.)*"/y) ?? fail('key')
    const name = JSON.parse(text.slice(start, at)) as string
    skip()
    if (text[at] !== ':') fail('":"')
    at += 1
    skip()
    return name
  }

  function collection(kind: 'object' | 'array', close: string): JsonNode {
    const node: JsonNode = { kind, start: at, end: at, members: [] }
    at += 1
    for (skip(); text[at] !== close; skip()) {
      const start = at
      const name = kind === 'object' ? key() : String(node.members.length)
      node.members.push({ key: name, start, node: value() })
      skip()
      if (text[at] === ',') at += 1
      else if (text[at] !== close) fail(`"," or "${close}"`)
    }
    at += 1
    node.end = at
    return node
  }

  function value(): JsonNode {
    if (text[at] === '{') return collection('object', '}')
    return text[at] === '[' ? collection('array', ']') : scalar()
  }

  skip()
  const root = value()
  skip()
  if (at < text.length) fail('end')
  return root
}
