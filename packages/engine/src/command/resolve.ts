import { type Facts, fill, fillWords } from '../judge/fill.ts'
import type { Command } from '../ports.ts'
import { durationMs } from '../read/common/duration.ts'
import type { CommandFields, CommandSpec } from '../runbook/schema-command.ts'
import { splitWords } from './words.ts'

/** A command with every word final, or what it still needs. */
export type Resolved = { ok: true; command: Command } | { ok: false; missing: string[]; problem?: string }

/** A duration such as `10s` in ms; 0 for none. */
export function milliseconds(duration: string): number {
  return durationMs(duration) ?? 0
}

/** Brings the short forms of a command (a line, a list) into the long one. */
export function commandFieldsOf(spec: CommandSpec): CommandFields {
  return typeof spec === 'string' || Array.isArray(spec) ? ({ run: spec } as CommandFields) : (spec as CommandFields)
}

/** The words of a command before facts fill them; a script is one word to bash, and the name of a probe is its `$0`. */
export function wordsOf(fields: CommandFields): string[] {
  if (fields.script !== undefined)
    return ['bash', '-c', fields.script, ...(fields.probe === undefined ? [] : [fields.probe])]
  if (Array.isArray(fields.run)) return fields.run
  return splitWords(fields.run ?? '') ?? []
}

/** Fills a command with facts. Scripts take facts through the environment alone, so no value is ever code. */
export function resolveCommand(spec: CommandSpec, facts: Facts): Resolved {
  const fields = commandFieldsOf(spec)
  const words: ReturnType<typeof fillWords> =
    fields.script === undefined ? fillWords(wordsOf(fields), facts) : { ok: true, value: wordsOf(fields) }
  if (!words.ok) return words
  const env: Record<string, string> = {}
  for (const [name, text] of Object.entries(fields.env ?? {})) {
    const value = fill(text, facts)
    if (!value.ok) return value
    env[name] = value.value
  }
  return {
    ok: true,
    command: { argv: words.value, env, place: fields.at ?? 'target', timeoutMs: milliseconds(fields.timeout ?? '10s') },
  }
}
