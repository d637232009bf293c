import type { ParsedRunbook } from './parse.ts'
import type { Runbook } from './schema.ts'
import type { CommandFields } from './schema-command.ts'
import type { Step } from './schema-step.ts'

/** A script that stands in a file of its own beside the runbooks, `probes/<name>.sh`, and that a command names. */
export interface Probe {
  name: string
  file: string
  /** What its head says of it; empty where it says nothing. */
  prints: string
  needs: string
  runsOn: string
  /** The environment variables that it takes, each with what it is. */
  takes: ReadonlyMap<string, string>
  /** What bash runs: the text below the head. */
  script: string
  /** Lines of the head above the script. */
  headLines: number
}

/** The probes of a folder of runbooks, by name. */
export type Probes = ReadonlyMap<string, Probe>

const HEAD_FIELD = /^# (Prints|Needs|Runs on|Takes ([A-Z_][A-Z0-9_]*):) (.*)$/

/**
 * Reads a probe's file. Its head is the comment lines at the top, each field a sentence that may go on in the next lines:
 * `# Prints …`, `# Needs …`, `# Runs on …`, and `# Takes NAME: …` for each environment variable. It never throws.
 */
export function parseProbe(text: string, file: string): Probe {
  const lines = text.split('\n')
  const first = lines.findIndex(line => !line.startsWith('#') && line.trim() !== '')
  const headLines = first < 0 ? lines.length : first
  const fields: { name: string; variable: string | undefined; says: string }[] = []
  for (const line of lines.slice(0, headLines)) {
    const [, name, variable, says = ''] = HEAD_FIELD.exec(line) ?? []
    const last = fields.at(-1)
    if (name !== undefined) fields.push({ name, variable, says })
    else if (last && /^# (?!shellcheck )\S/.test(line)) last.says += ` ${line.slice(2)}`
  }
  const said = (wanted: string) => fields.find(({ name }) => name === wanted)?.says ?? ''
  return {
    name: file.replace(/^.*[\\/]/, '').replace(/\.sh$/, ''),
    file,
    prints: said('Prints'),
    needs: said('Needs'),
    runsOn: said('Runs on'),
    takes: new Map(fields.flatMap(({ variable, says }) => (variable === undefined ? [] : [[variable, says] as const]))),
    script: lines.slice(headLines).join('\n').trimEnd(),
    headLines,
  }
}

/** Line and column in a probe's file, counted from 1, of an offset in its script. */
export function placeIn({ script, headLines }: Probe, offset: number): { line: number; column: number } {
  const before = script.slice(0, offset).split('\n')
  return { line: headLines + before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

/** A runbook whose commands carry the scripts of the probes that they name, so that nothing else has to be at hand to run it. */
export function withProbes(parsed: ParsedRunbook, probes: Probes): ParsedRunbook {
  const scripted = <T>(command: T): T => withScript(command, probes)
  const steps = Object.entries(parsed.runbook.steps).map(([id, step]): [string, Step] => [
    id,
    step.kind === 'check' ? scripted(step) : step,
  ])
  const fixes = Object.entries(parsed.runbook.fixes ?? {}).map(([id, fix]) => {
    const { validate, apply, verify, undo } = fix
    return [
      id,
      {
        ...fix,
        ...(validate === undefined ? {} : { validate: scripted(validate) }),
        ...(apply === undefined ? {} : { apply: apply.map(scripted) }),
        verify: scripted(verify),
        undo:
          undo.kind === 'run'
            ? { ...undo, run: scripted(undo.run) }
            : undo.kind === 'restore' && undo.after !== undefined
              ? { ...undo, after: scripted(undo.after) }
              : undo,
      },
    ]
  })
  const runbook: Runbook = {
    ...parsed.runbook,
    steps: Object.fromEntries(steps),
    ...(fixes.length === 0 ? {} : { fixes: Object.fromEntries(fixes) }),
  }
  return { ...parsed, runbook, probes }
}

function withScript<T>(command: T, probes: Probes): T {
  if (command === null || typeof command !== 'object' || Array.isArray(command)) return command
  const { probe, run, script } = command as CommandFields
  const found = probe === undefined ? undefined : probes.get(probe)
  return found === undefined || run !== undefined || script !== undefined
    ? command
    : { ...command, script: found.script }
}
