/** Prints the command line as commander knows it, as JSON: the docs site is made from it. Run with --conditions=source. */
import { createProgram } from './src/program.ts'

const program = createProgram(() => {})
process.stdout.write(JSON.stringify([told(program, ''), ...program.commands.map(command => told(command, 'runbook '))]))

function told(command, before) {
  const words = command.registeredArguments.map(argument => {
    const name = `${argument.name()}${argument.variadic ? '...' : ''}`
    return { name: argument.required ? `<${name}>` : `[${name}]`, says: argument.description }
  })
  return {
    name: command.name(),
    usage: [before + command.name(), ...words.map(word => word.name)].join(' '),
    says: command.description(),
    arguments: words.filter(word => word.says !== ''),
    options: command.options.map(option => ({
      flags: option.flags,
      says: option.description,
      isRequired: option.mandatory,
    })),
  }
}
