import { didYouMean } from '../suggest.ts'
import { commandPath, commandsOf } from './commands.ts'
import { each, type Rule } from './rule.ts'

export const unknownProbe: Rule = {
  name: 'unknown-probe',
  says: 'A probe that a command names is a file in the folder probes beside the runbooks.',
  check: each(parsed =>
    commandsOf(parsed).flatMap(command => {
      const { probe } = command.fields
      if (probe === undefined || parsed.probes.has(probe)) return []
      return [
        {
          in: parsed,
          path: commandPath(command),
          message: `There is no probe "${probe}".`,
          hint: didYouMean(probe, parsed.probes.keys()) ?? `Write it in probes/${probe}.sh beside the runbooks.`,
        },
      ]
    }),
  ),
}
