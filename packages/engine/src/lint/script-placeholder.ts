import { placeholders } from '../judge/fill.ts'
import { commandPath, commandsOf, type NamedCommand } from './commands.ts'
import { each, type Fault, type Rule } from './rule.ts'

export const scriptPlaceholder: Rule = {
  name: 'script-placeholder',
  says: 'A script takes values through its environment alone, so that no value is ever code.',
  check: each(parsed =>
    commandsOf(parsed).flatMap(command =>
      [...new Set(placeholders(command.fields.script ?? ''))].map(name => {
        const variable = name.toUpperCase().replaceAll('.', '_')
        return {
          in: parsed,
          path: commandPath(command),
          ...placeOf(command, name),
          message: `${command.probe ? `Probe "${command.probe.name}"` : `The script of ${command.owner.toLowerCase()}`} holds {{${name}}}, which would be code.`,
          hint: `Write "$${variable}" there, and env: { ${variable}: "{{${name}}}" }.`,
        }
      }),
    ),
  ),
}

function placeOf({ fields, probe }: NamedCommand, name: string): Pick<Fault, 'word' | 'inProbe'> {
  const offset = (fields.script ?? '').indexOf(name)
  return probe ? { inProbe: { probe, offset } } : { word: { text: name, offset } }
}
