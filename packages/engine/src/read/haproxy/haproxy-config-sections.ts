/** A line of HAProxy's configuration, in words. */
export interface Line {
  words: string[]
  file: string
  line: number
}

/** A section with its lines, and what it takes settings from: itself, then its defaults. */
export interface Section {
  /** `global`, `defaults`, `frontend`, `backend` or `listen`. */
  kind: string
  name: string
  file: string
  line: number
  /** Its first line as it stands in the file. */
  head: string
  lines: Line[]
  chain: Section[]
}

/** Reads files, each below a line `# configuration file NAME:`, into sections. */
export function sectionsOf(text: string): Section[] {
  const sections: Section[] = []
  let current: Section | undefined
  let defaults: Section | undefined
  let file = ''
  let number = 0
  for (const raw of text.split(/\r?\n/)) {
    const start = /^# configuration file (.+):$/.exec(raw)
    if (start) {
      file = start[1] ?? ''
      number = 0
      continue
    }
    number += 1
    const words = wordsOf(raw)
    const [kind = '', name = '', from, other] = words
    if (kind === '') continue
    if (!kinds.has(kind)) {
      current?.lines.push({ words, file, line: number })
      continue
    }
    const named = from === 'from' ? sections.find(one => one.kind === 'defaults' && one.name === other) : undefined
    current = { kind, name, file, line: number, head: raw.trimEnd(), lines: [], chain: [] }
    current.chain = [current, ...(kind === 'defaults' || kind === 'global' ? [] : [named ?? defaults ?? []].flat())]
    if (kind === 'defaults') defaults = current
    sections.push(current)
  }
  return sections
}

const kinds = new Set([
  ...['global', 'defaults', 'frontend', 'backend', 'listen', 'peers', 'resolvers', 'userlist', 'cache', 'program'],
  ...['mailers', 'ring', 'http-errors', 'fcgi-app', 'log-forward', 'crt-list'],
])

/** The last line of a name in the nearest of some sections; `no` in front of it counts as none. */
export function settingOf(chain: readonly Section[], name: string): Line | undefined {
  for (const { lines } of chain) {
    const found = lines.findLast(({ words }) => words[0] === name)
    if (found) return found
  }
  return undefined
}

/** Words as HAProxy splits them: `#` begins a comment, quotes and backslashes protect. */
function wordsOf(text: string): string[] {
  const words: string[] = []
  for (const [part, double, single] of text.matchAll(/#.*$|"((?:[^"\\]|\\.)*)"|'([^']*)'|(?:[^\s"'#\\]|\\.)+/g)) {
    if (part.startsWith('#')) break
    words.push(double ?? single ?? part.replace(/\\(.)/g, '$1'))
  }
  return words
}
