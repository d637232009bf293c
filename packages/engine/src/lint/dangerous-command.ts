import { splitWords } from '../command/words.ts'
import { commandPath, commandsOf } from './commands.ts'
import { commandRefusal, envRefusal, scriptRefusal } from './read-only/read-only.ts'
import { each, type Fault, type Rule } from './rule.ts'

/** What stands in a script by mistake is another rule's affair. */
const PLACEHOLDER = /\{\{[^}]*\}\}/g

export const dangerousCommand: Rule = {
  name: 'dangerous-command',
  says: 'A check and a verification run only commands that are known to change nothing.',
  check: each(parsed =>
    commandsOf(parsed)
      .filter(({ isReading }) => isReading)
      .flatMap((command): Fault[] => {
        const { fields, owner } = command
        const words = typeof fields.run === 'string' ? splitWords(fields.run) : fields.run
        const refusals = [
          ...(words !== undefined && words.length > 0 ? [commandRefusal(words)] : []),
          ...(fields.script === undefined ? [] : [scriptRefusal(fields.script.replace(PLACEHOLDER, 'value'))]),
          ...Object.entries(fields.env ?? {}).map(([name, value]) => envRefusal(name, value)),
        ]
        return refusals
          .filter(refusal => refusal !== undefined)
          .map(refusal => ({
            in: parsed,
            path: commandPath(command),
            message: `${owner} must only read. ${refusal}`,
            hint: 'A change belongs into a fix.',
          }))
      }),
  ),
}
