import { placeholders } from '../judge/fill.ts'
import { factShape } from '../runbook/bundle.ts'
import { commandPath, commandsOf } from './commands.ts'
import { arithmeticNames } from './read-only/read-only.ts'
import { each, type Rule } from './rule.ts'

/** bash evaluates the text of a variable in arithmetic, `$(…)` within an index included. */
export const hostileArithmetic: Rule = {
  name: 'hostile-arithmetic',
  says: 'A script computes with numbers alone: bash would run commands that a text holds.',
  check: each(parsed => {
    const shape = factShape(parsed.runbook)
    const isNumber = (name: string) => shape[`${name}?`] === 'int' || /\.port$/.test(name)
    return commandsOf(parsed).flatMap(command => {
      const used = arithmeticNames(command.fields.script ?? '')
      return Object.entries(command.fields.env ?? {})
        .filter(([name, text]) => used.has(name) && !placeholders(text).every(isNumber))
        .map(([name]) => ({
          in: parsed,
          path: command.probe ? [...command.inner, 'env', name] : commandPath(command),
          message: `${command.probe ? `Probe "${command.probe.name}"` : `The script of ${command.owner.toLowerCase()}`} computes with $${name}, which can be any text.`,
          hint: 'Declare the fact as int, or compare texts with = and !=.',
        }))
    })
  }),
}
