import { isOfKind, type StepKind, type StepOf } from '../runbook/kinds.ts'
import type { ParsedRunbook, Path } from '../runbook/parse.ts'
import type { Probe } from '../runbook/probe.ts'

/** The runbooks that are looked at together: handoffs and causes go from one to another. */
export interface RunbookSet {
  all: readonly ParsedRunbook[]
  byId: ReadonlyMap<string, ParsedRunbook>
}

/** One thing that a rule found; `path` leads to the key concerned. */
export interface Fault {
  in: ParsedRunbook
  path: Path
  /** A word within the text at the path, and where it stands in it, when the fault is that narrow. */
  word?: { text: string; offset: number } | undefined
  /** Where it stands, when the path does not tell. */
  place?: { line: number; column: number } | undefined
  /** When it stands in a probe that the runbook names: which, and where in its script; its first line without an offset. */
  inProbe?: { probe: Probe; offset?: number | undefined } | undefined
  message: string
  hint?: string | undefined
}

/** A rule: its name, what it demands in one sentence, and how it is checked. */
export interface Rule {
  name: string
  says: string
  check(set: RunbookSet): Fault[]
}

/** A step of one kind with its name. */
export interface NamedStep<K extends StepKind> {
  id: string
  step: StepOf<K>
}

/** Applies a check to each runbook by itself. */
export function each(check: (parsed: ParsedRunbook, set: RunbookSet) => Fault[]): Rule['check'] {
  return set => set.all.flatMap(parsed => check(parsed, set))
}

/** The steps of some kinds, in the order written. */
export function stepsOf<K extends StepKind>({ runbook }: ParsedRunbook, ...kinds: K[]): NamedStep<K>[] {
  return Object.entries(runbook.steps).flatMap(([id, step]) => (isOfKind(step, ...kinds) ? [{ id, step }] : []))
}
