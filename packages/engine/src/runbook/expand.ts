import { splitWords } from '../command/words.ts'
import { didYouMean } from '../suggest.ts'
import type { Path } from './parse-yaml.ts'
import type { Vocabulary } from './vocabulary.ts'

/** A name that the vocabulary does not have, or that is used where no name can be. */
interface NameProblem {
  path: Path
  message: string
  hint?: string | undefined
}

/** What a file holds once its names are written out. */
interface Expanded {
  value: unknown
  problems: NameProblem[]
}

const NAME = /^\$([a-z][a-z0-9-]*)$/
/** Keys that hold a command: a line, a list, or a list of either. */
const COMMANDS = new Set(['run', 'validate', 'apply', 'after'])

/**
 * Writes out what a runbook takes from the vocabulary: `$name` as a word of a command, `read: $name`, and inputs that are
 * listed by name. Whatever else is wrong is left for the schema to say.
 */
export function expandNames(value: unknown, vocabulary: Vocabulary): Expanded {
  const problems: NameProblem[] = []
  const visit = (item: unknown, path: Path): unknown => {
    if (Array.isArray(item)) return item.map((inner, index) => visit(inner, [...path, index]))
    if (item === null || typeof item !== 'object') return item
    return Object.fromEntries(
      Object.entries(item).map(([key, inner]) => {
        const at = [...path, key]
        if (path.length === 0 && key === 'inputs') return [key, inputsOf(inner, at)]
        if (COMMANDS.has(key)) return [key, commandOf(inner, at)]
        if (key === 'read' && typeof inner === 'string') return [key, readingOf(inner, at)]
        return [key, visit(inner, at)]
      }),
    )
  }
  const look = <T>(name: string, among: Readonly<Record<string, T>> | undefined, at: Path): T | undefined => {
    const found = Object.hasOwn(among ?? {}, name) ? among?.[name] : undefined
    if (found === undefined) problems.push(unknownName(name, Object.keys(among ?? {}), at))
    return found
  }
  const wordsFor = (word: string, at: Path): string[] => {
    const name = NAME.exec(word)?.[1]
    if (name === undefined) return [word]
    const words = look(name, vocabulary.words, at) ?? []
    return typeof words === 'string' ? (splitWords(words) ?? []) : words
  }
  const lineOf = (line: string, at: Path): unknown => {
    const words = line.includes('$') ? splitWords(line) : undefined
    return words?.some(word => NAME.test(word)) ? words.flatMap(word => wordsFor(word, at)) : line
  }
  const commandOf = (command: unknown, at: Path): unknown => {
    if (typeof command === 'string') return lineOf(command, at)
    if (!Array.isArray(command)) return visit(command, at)
    // `run` as a list holds words; `apply` holds commands.
    if (at.at(-1) === 'run')
      return command.flatMap((word, index) => (typeof word === 'string' ? wordsFor(word, [...at, index]) : [word]))
    return command.map((one, index) => commandOf(one, [...at, index]))
  }
  const readingOf = (reader: string, at: Path): unknown => {
    const name = NAME.exec(reader)?.[1]
    return name === undefined ? reader : (look(name, vocabulary.readings, at) ?? reader)
  }
  const inputsOf = (inputs: unknown, at: Path): unknown =>
    Array.isArray(inputs) && inputs.every(name => typeof name === 'string')
      ? Object.fromEntries(
          inputs.flatMap((name: string, index) => {
            const input = look(name, vocabulary.inputs, [...at, index])
            return input === undefined ? [] : [[name, input]]
          }),
        )
      : inputs
  return { value: visit(value, []), problems }
}

function unknownName(name: string, known: readonly string[], path: Path): NameProblem {
  return {
    path,
    message: `"${name}" is not a name of the vocabulary.`,
    hint: didYouMean(name, known) ?? (known.length > 0 ? `There are ${known.join(', ')}.` : 'There is no vocabulary.'),
  }
}
