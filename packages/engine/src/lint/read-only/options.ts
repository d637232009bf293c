import { UNKNOWN, type Word } from './shell-word.ts'

/** Why arguments are refused, as the end of a sentence about the program; undefined when they only read. */
export type Refusal = string | undefined

/** What a rule may know besides the arguments. */
export interface RuleContext {
  /** True within a `script:`. */
  isScript: boolean
  /** True in a script that asks with `kill -0` whether a daemon lives. */
  isGuarded: boolean
  /** Judges a command that this one starts. */
  inner(words: readonly Word[], how?: { hasMoreArguments: boolean }): Refusal
}

/** Says of a program's arguments whether they only read. */
export type ProgramRule = (args: readonly Word[], context: RuleContext) => Refusal

/** Arguments taken apart as getopt does: options with their values, and the rest. */
export interface Options {
  options: { name: string; value?: string }[]
  operands: Word[]
}

interface Grammar {
  /** Single letters that take a value. */
  valued?: string
  /** Long options that take a value in the next word. */
  valuedLong?: readonly string[]
  /** True for programs that start another: the first operand ends the options. */
  stopsAtOperand?: boolean
}

/** Takes arguments apart. Short options become `-x`, long ones `--name`. */
export function parseOptions(
  args: readonly Word[],
  { valued = '', valuedLong = [], stopsAtOperand }: Grammar,
): Options {
  const parsed: Options = { options: [], operands: [] }
  for (let at = 0; at < args.length; at++) {
    const word = args[at] as Word
    if (word.text === '--') return { ...parsed, operands: [...parsed.operands, ...args.slice(at + 1)] }
    if (word.text.startsWith('--')) {
      const [name = '', value] = splitOnce(word.text)
      const takesNext = value === undefined && valuedLong.includes(name)
      if (takesNext) at += 1
      parsed.options.push(withValue(name, takesNext ? args[at]?.text : value))
    } else if (/^-./.test(word.text)) {
      for (let letter = 1; letter < word.text.length; letter++) {
        const name = `-${word.text[letter]}`
        if (!valued.includes(name.slice(1))) {
          parsed.options.push({ name })
          continue
        }
        const rest = word.text.slice(letter + 1)
        if (rest === '') at += 1
        parsed.options.push(withValue(name, rest === '' ? args[at]?.text : rest))
        break
      }
    } else if (stopsAtOperand) return { ...parsed, operands: args.slice(at) }
    else parsed.operands.push(word)
  }
  return parsed
}

/** A rule that takes any arguments: the program has no way to write. */
export const anything: ProgramRule = () => undefined

/** A rule that knows every option it allows; all others are refused. */
export function only(
  grammar: Grammar & { flags?: string; long?: readonly string[] },
  further?: (parsed: Options, context: RuleContext) => Refusal,
): ProgramRule {
  const { flags = '', valued = '', long = [], valuedLong = [] } = grammar
  const known = new Set([...flags, ...valued].map(letter => `-${letter}`).concat(long, valuedLong))
  return (args, context) => {
    const open = openWord(args)
    if (open) return open
    const parsed = parseOptions(args, grammar)
    const wrong = parsed.options.find(({ name }) => !known.has(name))
    return wrong ? `with ${shown(wrong.name)} is not known to only read` : further?.(parsed, context)
  }
}

/** A rule that refuses some options, also where a long one is shortened as getopt allows. */
export function except(
  refused: readonly string[],
  grammar: Grammar = {},
  further?: (parsed: Options, context: RuleContext) => Refusal,
): ProgramRule {
  return (args, context) => {
    const open = openWord(args)
    if (open) return open
    const parsed = parseOptions(args, grammar)
    const wrong = parsed.options.find(({ name }) => refused.some(option => isOption(name, option)))
    return wrong ? `with ${shown(wrong.name)} writes` : further?.(parsed, context)
  }
}

/** A refusal when a word may become several, so that options could hide in it. */
export function openWord(args: readonly Word[]): Refusal {
  return args.some(word => word.isOpen)
    ? 'takes a value outside quotes here, which could become an option: put it in double quotes'
    : undefined
}

/** A word as it can be shown: what is not known is `…`. */
export function shown(text: string): string {
  return text.replaceAll(UNKNOWN, '…')
}

function isOption(given: string, option: string): boolean {
  return given === option || (given.startsWith('--') && given.length > 2 && option.startsWith(given))
}

function splitOnce(text: string): [string, string | undefined] {
  const at = text.indexOf('=')
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}

function withValue(name: string, value: string | undefined): { name: string; value?: string } {
  return value === undefined ? { name } : { name, value }
}
