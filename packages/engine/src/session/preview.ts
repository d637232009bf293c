import { type Facts, fillForReading } from '../judge/fill.ts'
import type { Bundle } from '../runbook/bundle.ts'
import type { CheckStep, FindingStep } from '../runbook/schema-step.ts'
import { wordsOf } from '../step/command.ts'
import { kindOf } from '../step/kinds.ts'
import type { Position } from './types.ts'
import { runbookAt } from './walk.ts'

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
    const offered = new Set(
      Object.values(steps).flatMap(step => (kindOf(step) === 'finding' ? ((step as FindingStep).fixes ?? []) : [])),
    )
    for (const [name, step] of Object.entries(steps)) {
      const at = { runbook: id, step: name }
      if ('ask' in step) preview.questions.push({ at, question: step.ask })
      if ('check' in step) preview.reads.push(readOf(at, step, facts))
    }
    for (const [fix, spec] of Object.entries(fixes ?? {}))
      if (offered.has(fix))
        preview.changes.push({
          runbook: id,
          fix,
          title: fillForReading(spec.title, facts),
          risk: spec.risk,
          impact: fillForReading(spec.impact, facts),
        })
  }
  preview.tools = [...new Set(preview.reads.map(read => read.command[0] ?? ''))].sort()
  preview.rights = [...new Set(preview.reads.map(read => read.needs).filter(needs => needs !== ''))].sort()
  return preview
}

function readOf(at: Position, step: CheckStep, facts: Facts): Preview['reads'][number] {
  return {
    at,
    question: step.check,
    command: wordsOf(step).map(word => fillForReading(word, facts)),
    place: step.at ?? 'target',
    needs: step.needs ?? '',
  }
}

function reachable(bundle: Bundle, first: string): string[] {
  const seen = new Set([first])
  for (const id of seen)
    for (const step of Object.values(runbookAt(bundle, { runbook: id }).steps))
      if ('handoff' in step) seen.add(step.handoff)
  return [...seen]
}
