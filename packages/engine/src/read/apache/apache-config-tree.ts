/** A directive of Apache's configuration as it prints it, with where it stands. */
export interface Directive {
  name: string
  /** Its words, quotes taken off. */
  args: string[]
  file: string
  line: number
}

/** A section such as `<VirtualHost *:80>` and what is in it; the whole configuration is one without a name. */
export interface Section extends Directive {
  directives: Directive[]
  sections: Section[]
}

/**
 * Reads what `-t -D DUMP_CONFIG` prints (mod_info): all files in the order in which they count, conditions decided and
 * variables filled in, each directive below a comment with its line.
 */
export function readTree(text: string): Section {
  const root: Section = { name: '', args: [], file: '', line: 0, directives: [], sections: [] }
  const open = [root]
  let file = ''
  let line = 0
  for (const raw of text.split(/\r?\n/)) {
    const words = raw.trim()
    const place = /^# In file: (.+)$/.exec(words)
    const number = /^# +(\d+):$/.exec(words)
    const top = open.at(-1) ?? root
    if (place) file = place[1] ?? ''
    else if (number) line = Number(number[1])
    else if (/^<\//.test(words)) {
      if (open.length > 1) open.pop()
    } else if (/^<[A-Za-z]/.test(words)) {
      const [name = '', ...args] = splitArgs(words.slice(1).replace(/>$/, ''))
      const section = { name: name.toLowerCase(), args, file, line, directives: [], sections: [] }
      top.sections.push(section)
      open.push(section)
    } else if (/^[A-Za-z]\w*(?:\s|$)/.test(words)) {
      const [name = '', ...args] = splitArgs(words)
      top.directives.push({ name: name.toLowerCase(), args, file, line })
    }
  }
  return root
}

/** The last directive of a name in the nearest of some sections, as server settings override those of the main server. */
export function settingOf(sections: readonly Section[], name: string): Directive | undefined {
  for (const { directives } of sections) {
    const found = directives.findLast(directive => directive.name === name)
    if (found) return found
  }
  return undefined
}

/** Splits words as ap_getword_conf does: quotes hold words together, a backslash takes a quote. */
function splitArgs(text: string): string[] {
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(\S+)/g)].map(
    ([, double, single, bare]) => bare ?? (double ?? single ?? '').replace(/\\(["'\\])/g, '$1'),
  )
}
