import { commandLine } from '../command/command-line.ts'
import { resolveCommand } from '../command/resolve.ts'
import { type Facts, fill, fillDeep } from '../judge/fill.ts'
import type { Ports } from '../ports.ts'
import type { Runbook } from '../runbook/schema.ts'
import type { CommandSpec } from '../runbook/schema-command.ts'
import type { Edit, Fix } from '../runbook/schema-fix.ts'
import { applyEdit, pathOfEdit } from './edits/kinds.ts'
import { unifiedDiff } from './edits/unified-diff.ts'
import { decode, encode, stateDigest } from './file-state.ts'
import { consentText, type Plan, type PlannedCommand, type PlannedEdit } from './plan.ts'

interface PlanInput {
  ports: Pick<Ports, 'files' | 'digest'>
  runbook: Runbook
  fix: string
  facts: Facts
  target: string
}

/** A plan, or one sentence saying why the fix cannot be planned here. */
export type Planned = { ok: true; plan: Plan } | { ok: false; problem: string }

/** Makes every word and byte of a fix final. It reads files and changes nothing. */
export async function makePlan({ ports, runbook, fix, facts, target }: PlanInput): Promise<Planned> {
  const spec = runbook.fixes?.[fix]
  if (!spec) return { ok: false, problem: `There is no fix "${fix}".` }
  try {
    const edits = await planEdits(spec.edits ?? [], facts, ports)
    const validate = spec.validate === undefined ? null : planCommand(spec.validate, facts)
    const apply = (spec.apply ?? []).map(command => planCommand(command, facts))
    const undoCommands = undoCommandsOf(spec, facts)
    const plan: Plan = {
      fix,
      runbook: runbook.id,
      title: text(spec.title, facts),
      risk: spec.risk,
      time: spec.time,
      impact: text(spec.impact, facts),
      target,
      edits,
      validate,
      apply,
      verify: spec.verify.kind === 'symptom' ? 'The symptom is checked again.' : text(spec.verify.when, facts),
      undo: undoText(spec, edits, undoCommands),
      undoCommands,
      token: '',
    }
    return { ok: true, plan: { ...plan, token: ports.digest(consentText(plan)).slice(0, 20) } }
  } catch (error) {
    if (error instanceof Error) return { ok: false, problem: error.message }
    throw error
  }
}

/** Why a fix cannot be planned; caught by makePlan. */
class CannotPlan extends Error {}

async function planEdits(
  edits: readonly Edit[],
  facts: Facts,
  ports: Pick<Ports, 'files' | 'digest'>,
): Promise<PlannedEdit[]> {
  const planned = new Map<string, { before: string; original: string | null; text: string | null }>()
  for (const raw of edits) {
    const filled = fillDeep(raw, facts)
    if (!filled.ok) throw new CannotPlan(`It needs ${filled.missing.join(', ')}.`)
    const edit = filled.value as Edit
    const path = pathOfEdit(edit)
    const known = planned.get(path)
    const state = known ? undefined : await ports.files.read(path)
    const original = known ? known.original : state?.base64 == null ? null : decode(state.base64)
    const result = applyEdit(known ? known.text : original, edit)
    if (!result.ok) throw new CannotPlan(`${path}: ${result.problem}`)
    planned.set(path, {
      before: known?.before ?? (state ? stateDigest(state, ports.digest) : ''),
      original,
      text: result.after,
    })
  }
  return [...planned].map(([path, { before, original, text: after }]) => ({
    path,
    diff: unifiedDiff(path, original, after),
    before,
    after: after === null ? null : encode(after),
  }))
}

function planCommand(spec: CommandSpec, facts: Facts): PlannedCommand {
  const resolved = resolveCommand(spec, facts)
  if (!resolved.ok) throw new CannotPlan(resolved.problem ?? `It needs ${resolved.missing.join(', ')}.`)
  const { argv, env, timeoutMs } = resolved.command
  return { argv: [...argv], env: { ...env }, timeoutMs }
}

function undoCommandsOf({ undo }: Fix, facts: Facts): PlannedCommand[] {
  if (undo.kind === 'run') return [planCommand(undo.run, facts)]
  return undo.kind === 'restore' && undo.after !== undefined ? [planCommand(undo.after, facts)] : []
}

function undoText({ undo }: Fix, edits: readonly PlannedEdit[], commands: readonly PlannedCommand[]): string {
  if (undo.kind === 'none') return `There is no way back: ${undo.none}`
  const lines = commands.map(command => commandLine(command.argv)).join('; ')
  const files =
    undo.kind === 'restore' && edits.length > 0
      ? `Put back ${edits.map(edit => edit.path).join(', ')} byte for byte`
      : ''
  return [files, lines].filter(part => part !== '').join(', then ')
}

function text(template: string, facts: Facts): string {
  const filled = fill(template, facts)
  if (!filled.ok) throw new CannotPlan(`It needs ${filled.missing.join(', ')}.`)
  return filled.value
}
