import type { ChangeRecord } from '../change/plan.ts'
import { type Facts, fillForReading } from '../judge/fill.ts'
import type { Value } from '../read/reader.ts'
import { inputsOf } from '../runbook/bundle.ts'
import { headlineOf } from '../runbook/kinds.ts'
import type { FindingStep } from '../runbook/schema-step.ts'
import type { JournalRecord } from '../session/journal.ts'
import type { SessionState } from '../session/machine.ts'
import type { Offer, SessionContext, SessionOutcome, TrailEntry } from '../session/types.ts'
import { causesOf, factsOf, outcomeOf, runbookAt, stepAt } from '../session/walk.ts'
import type { Report, ReportCause, ReportFix, ReportStep } from './report.ts'
import { outcomeOfChange, standingOf } from './standing.ts'
import { supportingSteps } from './supporting-steps.ts'
import { planOf } from './tell-fix.ts'

interface BuildInput {
  state: SessionState
  context: SessionContext
  records: readonly JournalRecord[]
}

/** Builds the report of a session as it stands. Pure; secrets were hidden before anything reached the journal. */
export function buildReport({ state, context, records }: BuildInput): Report {
  const opening = records[0]?.event
  const facts = factsOf(context)
  const finding = findingOf(context)
  const cause = finding ? causeOf(context, finding) : null
  return {
    schema: 1,
    session: opening?.type === 'session.opened' ? opening.session : '',
    runbook: context.first,
    target: context.target,
    started: iso(records[0]?.at),
    finished: iso(records.at(-1)?.at),
    outcome: outcomeOfSession(state, context),
    says: saysOf(context),
    cause,
    chain: cause
      ? [...new Set([...causesOf(context.trail, context.bundle).filter(id => id !== cause.id), cause.id])]
      : [],
    contributing: [...new Set(context.trail.flatMap(entry => outcomeOf(entry, context.bundle)?.contributes ?? []))].map(
      id => ({ id }),
    ),
    ruled_out: context.trail.flatMap(entry =>
      (outcomeOf(entry, context.bundle)?.rules_out ?? []).map(id => ({ id, by: nameOf(entry) })),
    ),
    unknown: context.trail.flatMap(unknownOf),
    inputs: shownInputs(context),
    steps: context.trail.flatMap(entry => stepOf(entry, context, facts)),
    fixes: fixesOf(context),
  }
}

/** The outcome of a session in one word. */
function outcomeOfSession(state: SessionState, context: SessionContext): SessionOutcome {
  const changed = context.change && outcomeOfChange(context.change)
  if (changed) return changed
  if (context.isAborted || (state !== 'finished' && state !== 'ended' && state !== 'found')) return 'aborted'
  if (findingOf(context)) return 'diagnosed'
  const step = stepAt(context.bundle, context.position)
  return step.kind === 'end' && step.end === 'healthy' ? 'healthy' : 'inconclusive'
}

/** The finding that the session stands at, if it has come to one. */
export function findingOf({ bundle, position }: Pick<SessionContext, 'bundle' | 'position'>): FindingStep | undefined {
  const step = stepAt(bundle, position)
  return step.kind === 'finding' ? step : undefined
}

function causeOf(context: SessionContext, finding: FindingStep): ReportCause {
  const runbook = runbookAt(context.bundle, context.position)
  const facts = factsOf(context)
  return {
    id: finding.finding,
    layer: finding.layer ?? runbook.layer,
    title: fillForReading(finding.title, facts),
    means: fillForReading(finding.means, facts),
    prevent: fillForReading(finding.prevent, facts),
    advice: fillForReading(finding.advice ?? '', facts),
    sources: finding.sources ?? runbook.sources,
    evidence: supportingSteps(context, finding).map(nameOf),
  }
}

function saysOf(context: SessionContext): string {
  const step = stepAt(context.bundle, context.position)
  if (step.kind === 'end') return fillForReading(step.says, factsOf(context))
  const last = context.trail.at(-1)
  if (step.kind === 'finding' || last?.judgement.kind !== 'unknown') return ''
  return `It could not be told: ${last.judgement.problem}.`
}

function unknownOf(entry: TrailEntry): Report['unknown'] {
  const { judgement } = entry
  if (judgement.kind !== 'unknown') return []
  return [{ step: nameOf(entry), reason: judgement.reason, problem: judgement.problem, needs: judgement.needs ?? '' }]
}

function shownInputs(context: SessionContext): Record<string, Value> {
  const facts = factsOf(context)
  const names = [...inputsOf(context.bundle).keys()].filter(name => facts[name] !== undefined && facts[name] !== '')
  return Object.fromEntries(names.map(name => [name, plainInput(facts[name] ?? null)]))
}

function plainInput(value: Value): Value {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && 'href' in value
    ? (value.href ?? null)
    : value
}

function stepOf(entry: TrailEntry, { bundle }: SessionContext, facts: Facts): ReportStep[] {
  const step = stepAt(bundle, entry.at)
  if (step.kind === 'handoff') return []
  const { judgement, evidence } = entry
  return [
    {
      runbook: entry.at.runbook,
      step: entry.at.step,
      question: fillForReading(headlineOf(step), facts),
      outcome: judgement.kind === 'outcome' ? judgement.outcome : 'unknown',
      label: judgement.kind === 'outcome' ? judgement.label : judgement.problem,
      by: entry.by,
      command: evidence?.command ?? [],
      exit_code: evidence?.exitCode ?? null,
      duration_ms: evidence?.durationMs ?? 0,
      evidence: evidence?.excerpt ?? '',
      facts: judgement.kind === 'outcome' ? judgement.facts : {},
    },
  ]
}

function fixesOf({ offers, change, pastChanges }: SessionContext): ReportFix[] {
  const made = change ? [...pastChanges, change] : pastChanges
  const done = new Set(made.map(record => record.fix))
  return [...made.map(madeFix), ...(offers ?? []).filter(offer => !done.has(offer.fix)).map(offeredFix)]
}

function madeFix(change: ChangeRecord): ReportFix {
  const { plan } = change
  return {
    ...planFields(plan),
    id: plan.fix,
    runbook: plan.runbook,
    title: plan.title,
    approval: plan.token,
    ...standingOf(change),
  }
}

function offeredFix({ fix, runbook, title, plan, problem }: Offer): ReportFix {
  return {
    ...planFields(plan),
    id: fix,
    runbook,
    title,
    approval: plan?.token ?? '',
    status: 'proposed',
    note: problem ?? '',
  }
}

function planFields(plan: Offer['plan']): Pick<ReportFix, 'risk' | 'time' | 'impact' | 'plan'> {
  if (!plan) return { risk: '', time: '', impact: '', plan: null }
  return { risk: plan.risk, time: plan.time, impact: plan.impact, plan: planOf(plan) }
}

function nameOf({ at }: Pick<TrailEntry, 'at'>): string {
  return `${at.runbook}/${at.step}`
}

function iso(ms: number | undefined): string {
  return new Date(ms ?? 0).toISOString()
}
