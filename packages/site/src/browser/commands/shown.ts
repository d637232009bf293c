import {
  type CommandSpec,
  commandFieldsOf,
  commandLine,
  type Facts,
  fillForPlan,
  placeholders,
  wordsOf,
} from '@runbook/engine/core'

/** A piece of a shown text; with a name it stands for a value that is not known yet. */
export interface Part {
  text: string
  name?: string
}

/** What a command is made of before values fill it. */
export interface Template {
  words: string[]
  env: Record<string, string>
}

/** Marks that no shell would quote, so that the words around them are quoted as in the terminal. */
const mark = '@@@'
const marked = /@@@([A-Z0-9_]+)@@@/

/** The words and environment of a command as a runbook writes it. */
export function templateOf(spec: CommandSpec): Template {
  const fields = commandFieldsOf(spec)
  return { words: wordsOf(fields), env: fields.env ?? {} }
}

/** The names whose values a command takes, such as `url.host`. */
export function namesIn({ words, env }: Template): string[] {
  const isScript = words[0] === 'bash' && words[1] === '-c'
  return [...new Set([...(isScript ? [] : words), ...Object.values(env)].flatMap(placeholders))]
}

/** A command as the terminal shows it: pasted into a shell it runs the same. Unknown values stand in capitals. */
export function shownCommand(template: Template, facts: Facts): Part[] {
  const names = new Map(namesIn(template).map(name => [capitals(name), name]))
  const unknown = new Set(
    [...names.values()].filter(name => {
      const value = fillForPlan(`{{${name}}}`, facts)
      return value === capitals(name) || (value.startsWith('-') && wouldBeOption(template, name))
    }),
  )
  const fill = (text: string) =>
    fillForPlan(
      text.replace(/\{\{\s*([\w.]+)\s*\}\}/g, (whole, name: string) =>
        unknown.has(name) ? `${mark}${capitals(name)}${mark}` : whole,
      ),
      facts,
    )
  const isScript = template.words[0] === 'bash' && template.words[1] === '-c'
  const env = Object.entries(template.env).map(([name, value]) => `${name}=${fill(value)}`)
  const words = isScript ? template.words : template.words.map(fill)
  const line = commandLine([...(env.length > 0 ? ['env', ...env] : []), ...(isScript ? ['bash', '-c'] : words)])
  return partsOf(
    isScript ? [line, scriptWord(template.words[2] ?? ''), ...template.words.slice(3)].join(' ') : line,
    names,
  )
}

/** A command as one text, ready to be pasted into a shell. */
export function commandText(spec: CommandSpec, facts: Facts): string {
  return shownCommand(templateOf(spec), facts)
    .map(({ text }) => text)
    .join('')
}

/** True where a word begins with a value, which must then not begin with a dash: the terminal refuses that, too. */
function wouldBeOption({ words }: Template, name: string): boolean {
  return words.some(word => placeholders(word)[0] === name && word.startsWith('{{'))
}

/** A text with `{{name}}` in it, in pieces. */
export function shownText(text: string): Part[] {
  return text.split(/(\{\{\s*[\w.]+\s*\}\})/).flatMap((piece, at) => {
    if (at % 2 === 0) return piece === '' ? [] : [{ text: piece }]
    const name = piece.slice(2, -2).trim()
    return [{ text: name, name }]
  })
}

/** A text on one line for places that have no markup, such as a drawing or a page's title. */
export function plain(text: string): string {
  return shownText(text)
    .map(part => (part.name === undefined ? part.text : `‹${part.text}›`))
    .join('')
}

/** A script keeps its own lines, as it does in the terminal. */
function scriptWord(script: string): string {
  return `'\n${script.trimEnd().replaceAll("'", "'\\''")}\n'`
}

function partsOf(line: string, names: ReadonlyMap<string, string>): Part[] {
  return line.split(marked).flatMap((piece, at): Part[] => {
    if (at % 2 === 1) return [{ text: piece, name: names.get(piece) ?? piece }]
    return piece === '' ? [] : [{ text: piece }]
  })
}

function capitals(name: string): string {
  return name.toUpperCase().replaceAll('.', '_')
}
