import { splitWords } from '../command/words.ts'
import { commandPath, commandsOf, type NamedCommand } from './commands.ts'
import { each, type Fault, type Rule } from './rule.ts'

export const noCommand: Rule = {
  name: 'no-command',
  says: 'A command has one of "run", "script" and "probe", and its quotes are closed.',
  check: each(parsed =>
    commandsOf(parsed).flatMap((command): Fault[] => {
      const { fields, owner } = command
      const fault = { in: parsed, path: commandPath(command) }
      const [first, second] = formsOf(command)
      if (second !== undefined)
        return [{ ...fault, message: `${owner} has both "${first}" and "${second}".`, hint: 'Keep one of them.' }]
      if (first === undefined)
        return [
          { ...fault, message: `${owner} has no command.`, hint: 'Write it in "run", or in "script" for a pipeline.' },
        ]
      if (typeof fields.run !== 'string') return []
      const words = splitWords(fields.run)
      if (!words)
        return [
          {
            ...fault,
            message: `${owner} has a quote that is not closed.`,
            hint: 'Close it, or write the words as a list.',
          },
        ]
      return words.length === 0
        ? [{ ...fault, message: `${owner} has an empty command.`, hint: 'Write it in "run".' }]
        : []
    }),
  ),
}

/** The forms in which a command is written; the script of a probe is none of its own. */
function formsOf({ fields, probe }: NamedCommand): string[] {
  return (['run', 'script', 'probe'] as const).filter(
    form => fields[form] !== undefined && !(form === 'script' && probe !== undefined),
  )
}
