import { placeholders } from '../judge/fill.ts'
import { factsIn } from '../judge/names.ts'
import { isOfKind } from '../runbook/kinds.ts'
import type { FindingStep } from '../runbook/schema-step.ts'
import type { SessionContext, TrailEntry } from '../session/types.ts'
import { outcomeOf, stepAt } from '../session/walk.ts'

/** A finding that rests on more is told by the latest of them. */
const most = 6

/**
 * The visited steps that a finding rests on, in the order of the walk: those that showed a cause, those that
 * established what its text tells or what the decisions of its runbook went by, and the last check.
 */
export function supportingSteps(
  { bundle, trail }: Pick<SessionContext, 'bundle' | 'trail'>,
  finding: FindingStep,
): TrailEntry[] {
  const isSeen = (entry: TrailEntry) => isOfKind(stepAt(bundle, entry.at), 'check', 'ask')
  const causes = trail.filter(entry => outcomeOf(entry, bundle)?.cause !== undefined)
  const at = trail.findLastIndex(isSeen)
  const near = trail.filter(entry => entry.at.runbook === trail.at(-1)?.at.runbook)
  const decisions = near.filter(entry => !isSeen(entry)).flatMap(entry => factsDecidedBy(entry, bundle))
  const names = [...placeholders(`${finding.title} ${finding.means}`), ...decisions]
  const tellers = names.map(name => trail.findLast(entry => isSeen(entry) && hasSet(entry, name)))
  const needed = new Set([...causes, ...trail.slice(at, at + 1)])
  const further = trail.filter(entry => tellers.includes(entry) && !needed.has(entry))
  const room = Math.max(0, most - needed.size)
  for (const entry of room === 0 ? [] : further.slice(-room)) needed.add(entry)
  return trail.filter(entry => needed.has(entry))
}

function factsDecidedBy(entry: TrailEntry, bundle: SessionContext['bundle']): string[] {
  const outcome = outcomeOf(entry, bundle)
  const step = stepAt(bundle, entry.at)
  if (!outcome || !('when' in outcome) || outcome.when === undefined) return []
  return factsIn(outcome.when, 'let' in step ? step.let : undefined)
}

function hasSet({ judgement }: TrailEntry, name: string): boolean {
  return judgement.kind === 'outcome' && Object.hasOwn(judgement.facts, name.split('.')[0] ?? name)
}
