import { commandFieldsOf } from '../command/resolve.ts'
import type { ParsedRunbook, Path } from '../runbook/parse.ts'
import type { Probe } from '../runbook/probe.ts'
import type { CommandFields, CommandSpec } from '../runbook/schema-command.ts'
import { stepsOf } from './rule.ts'

/** A command of a runbook, wherever it stands. */
export interface NamedCommand {
  /** The key that holds it. */
  path: Path
  /** The key of its line or script, and of the environment's folder. */
  inner: Path
  fields: CommandFields
  /** True for checks and verifications: they must not change anything. */
  isReading: boolean
  /** Where its script stands when that is a file of its own. */
  probe: Probe | undefined
  /** Whose it is, for messages. */
  owner: string
}

/** Every command of a runbook: of checks, and of the parts of fixes. */
export function commandsOf(parsed: ParsedRunbook): NamedCommand[] {
  const checks = stepsOf(parsed, 'check').map(({ id, step }) => {
    const path = ['steps', id]
    return { path, inner: path, fields: step, isReading: true, probe: probeOf(step, parsed), owner: `Step "${id}"` }
  })
  return [...checks, ...Object.keys(parsed.runbook.fixes ?? {}).flatMap(id => commandsOfFix(parsed, id))]
}

/** The probes that a runbook's commands name. */
export function probesNamed(parsed: ParsedRunbook): Probe[] {
  return commandsOf(parsed).flatMap(({ probe }) => probe ?? [])
}

function probeOf({ probe, script }: CommandFields, { probes }: ParsedRunbook): Probe | undefined {
  const found = probe === undefined ? undefined : probes.get(probe)
  return found?.script === script ? found : undefined
}

function commandsOfFix(parsed: ParsedRunbook, id: string): NamedCommand[] {
  const fix = parsed.runbook.fixes?.[id]
  if (!fix) return []
  const { validate, apply = [], verify, undo } = fix
  const command = (spec: CommandSpec, ...keys: (string | number)[]): NamedCommand => {
    const path = ['fixes', id, ...keys]
    const fields = commandFieldsOf(spec)
    const isLong = typeof spec === 'object' && !Array.isArray(spec)
    return {
      path,
      inner: isLong ? path : path.slice(0, -1),
      fields,
      isReading: false,
      probe: probeOf(fields, parsed),
      owner: `${PARTS[String(keys[0])] ?? 'A command'} of fix "${id}"`,
    }
  }
  return [
    ...(validate === undefined ? [] : [command(validate, 'validate')]),
    ...apply.map((spec, index) => command(spec, 'apply', index)),
    ...(verify.kind === 'check' ? [{ ...command(verify, 'verify'), isReading: true }] : []),
    ...(undo.kind === 'run' ? [command(undo.run, 'undo', 'run')] : []),
    ...(undo.kind === 'restore' && undo.after !== undefined ? [command(undo.after, 'undo', 'after')] : []),
  ]
}

const PARTS: Record<string, string> = {
  validate: 'The validation',
  apply: 'The application',
  verify: 'The verification',
  undo: 'The way back',
}

/** The key that a fault of the command line or script is shown at. */
export function commandPath({ path, inner, fields }: NamedCommand): Path {
  if (inner !== path) return path
  if (fields.probe !== undefined) return [...path, 'probe']
  return fields.script !== undefined ? [...path, 'script'] : fields.run !== undefined ? [...path, 'run'] : path
}
