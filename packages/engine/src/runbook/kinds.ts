import type { AskStep, CheckStep, DecideStep, EndStep, FindingStep, HandoffStep, Step } from './schema-step.ts'

/** The kinds of step, by the key that marks each. */
export interface StepKinds {
  check: CheckStep
  decide: DecideStep
  ask: AskStep
  finding: FindingStep
  handoff: HandoffStep
  end: EndStep
}
export type StepKind = keyof StepKinds

interface KindTable<K extends StepKind> {
  /** The steps that it may lead to, each with the path of the key that says so. */
  targets(step: StepKinds[K]): { to: string; path: (string | number)[] }[]
  /** What it asks or says, in one line. */
  headline(step: StepKinds[K]): string
}

const table: { [K in StepKind]: KindTable<K> } = {
  check: { targets: branchTargets, headline: step => step.check },
  decide: { targets: branchTargets, headline: step => step.decide },
  ask: { targets: branchTargets, headline: step => step.ask },
  finding: { targets: () => [], headline: step => step.title },
  handoff: {
    targets: step => [{ to: step.nothing, path: ['nothing'] }],
    headline: step => step.label ?? `Continue in ${step.handoff}`,
  },
  end: { targets: () => [], headline: step => step.says },
}

const kinds = Object.keys(table) as StepKind[]

/** The kind of a step. */
export function kindOf(step: Step): StepKind {
  return kinds.find(kind => kind in step) ?? 'end'
}

/** Where a step may lead, in the order written. */
export function targetsOf(step: Step): { to: string; path: (string | number)[] }[] {
  return entryOf(step).targets(step)
}

/** A step in one line. */
export function headlineOf(step: Step): string {
  return entryOf(step).headline(step)
}

function entryOf(step: Step): KindTable<StepKind> {
  return table[kindOf(step)] as KindTable<StepKind>
}

function branchTargets(step: CheckStep | DecideStep | AskStep): { to: string; path: (string | number)[] }[] {
  const branches = Object.entries(step.outcomes).map(([id, outcome]) => ({
    to: outcome.go,
    path: ['outcomes', id, 'go'],
  }))
  return 'unknown' in step && step.unknown ? [...branches, { to: step.unknown.go, path: ['unknown', 'go'] }] : branches
}
