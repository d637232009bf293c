import { splitWords } from '../command/words.ts'
import { commandPath, commandsOf } from './commands.ts'
import { each, type Fault, type Rule } from './rule.ts'

export const noCommand: Rule = {
  name: 'no-command',
  says: 'A command has either "run" or "script", and its quotes are closed.',
  check: each(parsed =>
    commandsOf(parsed).flatMap((command): Fault[] => {
      const { fields, owner } = command
      const fault = { in: parsed, path: commandPath(command) }
      if (fields.run !== undefined && fields.script !== undefined)
        return [{ ...fault, message: `${owner} has both "run" and "script".`, hint: 'Keep one of them.' }]
      if (fields.run === undefined && fields.script === undefined)
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
