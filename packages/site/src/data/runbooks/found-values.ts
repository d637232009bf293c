import { type Facts, inputsOf, outcomesOf, placeholders, type Runbook } from '@runbook/engine/core'
import { namesIn, templateOf } from '../../browser/commands/shown.ts'
import { bundle } from './bundle.ts'

/** What inputs are when nobody says otherwise, as in the terminal. */
export const defaults: Facts = Object.fromEntries(
  [...inputsOf(bundle)].flatMap(([name, input]) => (input.default === undefined ? [] : [[name, input.default]])),
)

/** A value that commands take and that a step finds out. */
export interface FoundValue {
  name: string
  /** The steps of this runbook that find it; empty when it comes from the runbook before. */
  steps: string[]
}

/** The values that the commands of a runbook take and that are no inputs of it. */
export function foundValues(runbook: Runbook): FoundValue[] {
  const inputs = new Set(Object.keys(runbook.inputs ?? {}))
  return [...new Set(namesOf(runbook).map(name => name.split('.')[0] ?? name))]
    .filter(name => !inputs.has(name))
    .sort()
    .map(name => ({ name, steps: stepsThatFind(runbook, name) }))
}

function namesOf({ steps, fixes = {} }: Runbook): string[] {
  const checks = Object.values(steps).flatMap(step => (step.kind === 'check' ? namesIn(templateOf(step)) : []))
  const changes = Object.values(fixes).flatMap(({ edits = [], validate, apply = [], undo, verify }) => [
    ...placeholders(JSON.stringify(edits)),
    ...[
      ...(validate === undefined ? [] : [validate]),
      ...apply,
      ...(undo.kind === 'run' ? [undo.run] : undo.kind === 'restore' && undo.after !== undefined ? [undo.after] : []),
      ...(verify.kind === 'check' ? [verify] : []),
    ].flatMap(spec => namesIn(templateOf(spec))),
  ])
  return [...checks, ...changes]
}

function stepsThatFind({ steps }: Runbook, name: string): string[] {
  return Object.entries(steps).flatMap(([id, step]) => {
    const always = step.kind === 'check' ? step.facts : undefined
    const found = [always, ...Object.values(outcomesOf(step)).map(outcome => outcome.facts)]
    return found.some(facts => facts !== undefined && name in facts) ? [id] : []
  })
}
