import { wordsOf } from '../command/resolve.ts'
import { type Facts, fillForPlan } from '../judge/fill.ts'
import type { Bundle } from '../runbook/bundle.ts'
import type { CheckStep } from '../runbook/schema-step.ts'
import type { Position } from './types.ts'
import { runbookAt, stepOf } from './walk.ts'

/** What a session could read and change, before anything runs. */
export interface Preview {
  reads: { at: Position; question: string; command: string[]; place: 'target' | 'here'; needs: string }[]
  changes: { runbook: string; fix: string; title: string; risk: string; impact: string }[]
  questions: { at: Position; question: string }[]
  /** Programs that its commands start, sorted. */
  tools: string[]
  /** Rights that its steps name. */
  rights: string[]
}

/** Lists every check, question and fix that can be reached from a runbook, handoffs included. */
export function previewOf(bundle: Bundle, runbook: string, facts: Facts): Preview {
  const preview: Preview = { reads: [], changes: [], questions: [], tools: [], rights: [] }
  for (const id of reachable(bundle, runbook)) {
    const { steps, fixes } = runbookAt(bundle, { runbook: id })
    const offered = new Set(Object.values(steps).flatMap(step => (step.kind === 'finding' ? (step.fixes ?? []) : [])))
    for (const [name, step] of Object.entries(steps)) {
      const at = { runbook: id, step: name }
      if (step.kind === 'ask') preview.questions.push({ at, question: fillForPlan(step.ask, facts) })
      if (step.kind === 'check') preview.reads.push(readOf(at, step, facts))
    }
    for (const [fix, spec] of Object.entries(fixes ?? {}))
      if (offered.has(fix))
        preview.changes.push({
          runbook: id,
          fix,
          title: fillForPlan(spec.title, facts),
          risk: spec.risk,
          impact: fillForPlan(spec.impact, facts),
        })
  }
  preview.tools = [...new Set(preview.reads.map(({ at }) => toolOf(stepOf(bundle, at, 'check'))))].sort()
  preview.rights = [...new Set(preview.reads.map(read => read.needs).filter(needs => needs !== ''))].sort()
  return preview
}

function readOf(at: Position, step: CheckStep, facts: Facts): Preview['reads'][number] {
  return {
    at,
    question: fillForPlan(step.check, facts),
    command: wordsOf(step).map(word => fillForPlan(word, facts)),
    place: step.at ?? 'target',
    needs: step.needs ?? '',
  }
}

/** The program that a check starts; `{{nginx_binary}}` stands for an nginx whose path is found on the way. */
function toolOf(step: CheckStep): string {
  const [program = ''] = wordsOf(step)
  return /^\{\{\s*(\w+)_binary\s*\}\}$/.exec(program)?.[1] ?? program
}

function reachable(bundle: Bundle, first: string): string[] {
  const seen = new Set([first])
  for (const id of seen)
    for (const step of Object.values(runbookAt(bundle, { runbook: id }).steps))
      if (step.kind === 'handoff') seen.add(step.handoff)
  return [...seen]
}
