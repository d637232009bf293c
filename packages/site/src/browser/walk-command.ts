import { commandLine, type Facts, fillForPlan, resolveCommand, wordsOf } from '@runbook/engine/core'

type Spec = Parameters<typeof resolveCommand>[0]
type Fields = Parameters<typeof wordsOf>[0]

/** A command as the terminal shows it, ready to be pasted into a shell; what is not known yet stands as its name in capitals. */
export function commandText(spec: Spec, facts: Facts): string {
  const resolved = resolveCommand(spec, facts)
  const fields = (typeof spec === 'string' || Array.isArray(spec) ? { run: spec } : spec) as Fields
  const argv = resolved.ok ? resolved.command.argv : wordsOf(fields).map(word => fillForPlan(word, facts))
  const env = resolved.ok ? (resolved.command.env ?? {}) : filled(fields.env ?? {}, facts)
  // Quoted as a later word would be: quotes around the name would make it no assignment.
  const assigned = Object.entries(env).map(([name, value]) => `${name}=${commandLine(['', value]).slice(3)} `)
  return assigned.join('') + lineOf(argv)
}

function lineOf(argv: readonly string[]): string {
  const [program, option, script] = argv
  if (program !== 'bash' || option !== '-c' || argv.length !== 3 || !script?.includes('\n')) return commandLine(argv)
  return `bash -c '\n${script.trimEnd().replaceAll("'", "'\\''")}\n'`
}

function filled(env: Readonly<Record<string, string>>, facts: Facts): Record<string, string> {
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, fillForPlan(value, facts)]))
}
