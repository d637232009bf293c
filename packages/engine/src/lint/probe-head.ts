import type { Probe } from '../runbook/probe.ts'
import { commandsOf } from './commands.ts'
import { each, type Rule } from './rule.ts'

export const probeHead: Rule = {
  name: 'probe-head',
  says: 'The head of a probe says what it prints, what it needs, what it runs on, and which variables it takes.',
  check: each(parsed =>
    commandsOf(parsed).flatMap(({ probe }) =>
      probe === undefined
        ? []
        : [...missingFields(probe), ...idleVariables(probe)].map(fault => ({
            in: parsed,
            path: [],
            inProbe: { probe },
            ...fault,
          })),
    ),
  ),
}

interface Complaint {
  message: string
  hint: string
}

function missingFields({ name, prints, needs, runsOn }: Probe): Complaint[] {
  const fields = { Prints: prints, Needs: needs, 'Runs on': runsOn }
  return Object.entries(fields).flatMap(([field, says]) =>
    says === ''
      ? [{ message: `The head of probe "${name}" has no line "# ${field} …".`, hint: 'Add it above the script.' }]
      : [],
  )
}

function idleVariables({ name, takes, script }: Probe): Complaint[] {
  return [...takes.keys()].flatMap(variable =>
    new RegExp(`\\b${variable}\\b`).test(script)
      ? []
      : [{ message: `Probe "${name}" takes ${variable} and never uses it.`, hint: 'Take the line out of its head.' }],
  )
}
