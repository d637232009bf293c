import { commandPath, commandsOf } from './commands.ts'
import { each, type Rule } from './rule.ts'

const MAX_LINES = 3

/** Neither a test nor shellcheck sees what stands in a runbook. */
export const longScript: Rule = {
  name: 'long-script',
  says: 'A script of more than three lines is a probe, a file of its own.',
  check: each(parsed =>
    commandsOf(parsed).flatMap(command => {
      const lines = (command.fields.script ?? '').trimEnd().split('\n').length
      if (command.probe !== undefined || lines <= MAX_LINES) return []
      return [
        {
          in: parsed,
          path: commandPath(command),
          message: `The script of ${command.owner.toLowerCase()} has ${lines} lines.`,
          hint: 'Put it into probes/<name>.sh beside the runbooks, and write probe: <name>.',
        },
      ]
    }),
  ),
}
