import { splitWords } from '../command/words.ts'
import { commandPath, commandsOf, type NamedCommand } from './commands.ts'
import { commandRefusal, envRefusal, scriptFault } from './read-only/read-only.ts'
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
          ...Object.entries(fields.env ?? {}).map(([name, value]) => envRefusal(name, value)),
        ]
        const fault = { in: parsed, path: commandPath(command), hint: 'A change belongs into a fix.' }
        return [
          ...refusals
            .filter(refusal => refusal !== undefined)
            .map(refusal => ({ ...fault, message: `${owner} must only read. ${refusal}` })),
          ...scriptFaults(command).map(found => ({ ...fault, ...found })),
        ]
      }),
  ),
}

function scriptFaults({ fields: { script }, owner, probe }: NamedCommand): Pick<Fault, 'message' | 'inProbe'>[] {
  // The stand-in is as long as what it stands for, so that places stay.
  const found =
    script === undefined ? undefined : scriptFault(script.replace(PLACEHOLDER, hole => 'v'.repeat(hole.length)))
  if (!found) return []
  if (!probe) return [{ message: `${owner} must only read. ${found.refusal}` }]
  const message = `Probe "${probe.name}" must only read. ${found.refusal}`
  return [{ message, inProbe: { probe, offset: found.offset } }]
}
