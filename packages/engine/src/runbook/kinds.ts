import type { AskStep, CheckStep, DecideStep, EndStep, FindingStep, HandoffStep, Outcome, Step } from './schema-step.ts'

export type StepKind = Step['kind']

/** A step of a kind, or of one of several. */
export type StepOf<K extends StepKind> = Extract<Step, { kind: K }>

/** A step that another may lead to, with the path of the key that says so. */
interface Target {
  to: string
  path: (string | number)[]
}

interface KindEntry<S> {
  /** What it asks or says, in one line. */
  headline(step: S): string
  /** Why it is asked. */
  why(step: S): string | undefined
  outcomes(step: S): Readonly<Record<string, Outcome>>
  /** The step to go on with when it cannot be told. */
  unknown(step: S): string | undefined
  /** The steps that follow without an outcome. */
  onward(step: S): Target[]
}

const ending = { why: () => undefined, outcomes: () => ({}), unknown: () => undefined, onward: () => [] }

const table = {
  check: {
    headline: (step: CheckStep) => step.check,
    why: (step: CheckStep) => step.why,
    outcomes: (step: CheckStep) => step.outcomes,
    unknown: (step: CheckStep) => step.unknown?.go,
    onward: () => [],
  },
  decide: { ...ending, headline: (step: DecideStep) => step.decide, outcomes: (step: DecideStep) => step.outcomes },
  ask: {
    headline: (step: AskStep) => step.ask,
    why: (step: AskStep) => step.why,
    outcomes: (step: AskStep) => step.outcomes,
    unknown: (step: AskStep) => step.unknown?.go,
    onward: () => [],
  },
  finding: { ...ending, headline: (step: FindingStep) => step.title },
  handoff: {
    ...ending,
    headline: (step: HandoffStep) => step.label ?? `Continue in ${step.handoff}`,
    onward: (step: HandoffStep) => [{ to: step.nothing, path: ['nothing'] }],
  },
  end: { ...ending, headline: (step: EndStep) => step.says },
} satisfies { [K in StepKind]: KindEntry<StepOf<K>> }

/** True for a step of one of these kinds. */
export function isOfKind<K extends StepKind>(step: Step, ...kinds: readonly K[]): step is StepOf<K> {
  return (kinds as readonly StepKind[]).includes(step.kind)
}

/** A step in one line. */
export function headlineOf(step: Step): string {
  return entryOf(step).headline(step)
}

/** Why a step is asked; only checks and questions say so. */
export function whyOf(step: Step): string | undefined {
  return entryOf(step).why(step)
}

/** What can come of a step, by name, in the order written; none for a step that nothing is asked at. */
export function outcomesOf(step: Step): Readonly<Record<string, Outcome>> {
  return entryOf(step).outcomes(step)
}

/** The step to go on with when this one cannot be told, where the runbook names one. */
export function unknownOf(step: Step): string | undefined {
  return entryOf(step).unknown(step)
}

/** Where a step may lead, in the order written. */
export function targetsOf(step: Step): Target[] {
  const unknown = unknownOf(step)
  return [
    ...Object.entries(outcomesOf(step)).map(([id, { go }]) => ({ to: go, path: ['outcomes', id, 'go'] })),
    ...(unknown === undefined ? [] : [{ to: unknown, path: ['unknown', 'go'] }]),
    ...entryOf(step).onward(step),
  ]
}

/** The compiler does not see that a step's own entry takes it. */
function entryOf({ kind }: Step): KindEntry<Step> {
  return table[kind] as KindEntry<Step>
}
