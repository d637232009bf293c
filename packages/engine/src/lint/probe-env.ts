import { didYouMean } from '../suggest.ts'
import { commandPath, commandsOf } from './commands.ts'
import { each, type Fault, type Rule } from './rule.ts'

export const probeEnv: Rule = {
  name: 'probe-env',
  says: 'A command gives a probe the variables that its head names, and no others.',
  check: each(parsed =>
    commandsOf(parsed).flatMap((command): Fault[] => {
      const { probe, fields, inner } = command
      if (probe === undefined) return []
      const given = Object.keys(fields.env ?? {})
      const taken = [...probe.takes.keys()]
      return [
        ...taken
          .filter(name => !given.includes(name))
          .map(name => ({
            in: parsed,
            path: commandPath(command),
            message: `Probe "${probe.name}" takes ${name}, which "env" does not give.`,
            hint: `${name} is ${probe.takes.get(name)}`,
          })),
        ...given
          .filter(name => !taken.includes(name))
          .map(name => ({
            in: parsed,
            path: [...inner, 'env', name],
            message: `Probe "${probe.name}" does not take ${name}.`,
            hint: didYouMean(name, taken) ?? 'Name it in the head of the probe, or leave it out.',
          })),
      ]
    }),
  ),
}
