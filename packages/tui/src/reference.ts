/** The command as its documentation tells it: what may be typed, and what it ends with. Nothing here starts anything. */

import type { Command } from 'commander'
import { exitCodes } from './exit-codes.ts'
import { createProgram } from './program.ts'

/** All commands, `runbook` itself first. */
export function commandHelp() {
  const program = createProgram(() => {})
  return [helpOf(program, ''), ...program.commands.map(command => helpOf(command, 'runbook '))]
}

/** Every exit code, in the order of the source. */
export function exitCodeHelp() {
  return Object.entries(exitCodes).map(([name, code]) => ({
    code,
    name,
    says: meanings[name as keyof typeof meanings],
  }))
}

const meanings = {
  fine: 'Healthy, or fixed and verified.',
  bug: 'Our own fault.',
  usage: 'Wrong use, or a bad runbook.',
  diagnosed: 'The cause is known and not fixed.',
  inconclusive:
    'It could not be told: a check could not be made, nothing was found, or a change that stands could not be verified.',
  undone: 'A fix failed and was undone.',
  stuck: 'A fix failed and could not be undone.',
  timedOut: 'What was needed did not answer in time.',
  interrupted: 'Ctrl-C, or the screen was left before the end.',
  hungUp: 'The terminal was closed (SIGHUP).',
  terminated: 'It was told to end (SIGTERM).',
} satisfies Record<keyof typeof exitCodes, string>

function helpOf(command: Command, before: string) {
  const words = command.registeredArguments.map(argument => {
    const name = `${argument.name()}${argument.variadic ? '...' : ''}`
    return { name: argument.required ? `<${name}>` : `[${name}]`, says: argument.description }
  })
  return {
    name: command.name(),
    usage: [before + command.name(), ...words.map(word => word.name)].join(' '),
    says: command.description(),
    arguments: words.filter(word => word.says !== ''),
    options: command.options.map(({ flags, description, mandatory }) => ({
      flags,
      says: description,
      isRequired: mandatory,
    })),
  }
}
