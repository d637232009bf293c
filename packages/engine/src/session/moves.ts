import type { ChangeRecord, ChangeResult, Plan } from '../change/plan.ts'
import type { Verification } from '../change/verification.ts'
import { createScope } from '../judge/cel.ts'
import { fillForReading } from '../judge/fill.ts'
import { evaluateFacts, judgeFacts } from '../judge/judge.ts'
import type { Value } from '../read/reader.ts'
import { type Bundle, factShape, inputsOf, wordsFor } from '../runbook/bundle.ts'
import { headlineOf, isOfKind, outcomesOf } from '../runbook/kinds.ts'
import { inputValue } from './input-value.ts'
import type { Position, SessionContext, SessionEvent, SessionOptions, StepResult, TrailEntry } from './types.ts'
import { factsOf, nextStep, runbookAt, stepAt, stepOf } from './walk.ts'

/** What a session starts with. `inputs` are already parsed. */
export interface MachineInput {
  bundle: Bundle
  runbook: string
  inputs: Record<string, Value>
  options: SessionOptions
  target: string
}

type Change = Partial<SessionContext>

/** A check that nobody made. */
export const skipped: StepResult = {
  judgement: { kind: 'unknown', reason: 'skipped', problem: 'nobody answered' },
  by: 'person',
}

export function initialContext({ bundle, runbook, inputs, options, target }: MachineInput): SessionContext {
  const start = runbookAt(bundle, { runbook }).start
  return {
    bundle,
    options,
    target,
    first: runbook,
    position: { runbook, step: start },
    stack: [],
    trail: [],
    inputs,
    asking: null,
    shown: null,
    isStepwise: false,
    offers: null,
    chosen: null,
    plan: null,
    change: null,
    pastChanges: [],
    stages: [],
    problem: null,
    isAborted: false,
  }
}

export function setInput(context: SessionContext, { name, value }: { name: string; value: string }): Change {
  const input = inputsOf(context.bundle).get(name)
  return input ? { inputs: { ...context.inputs, [name]: inputValue(name, input, value) }, asking: null } : {}
}

/** Writes the shown result into the trail and goes where it leads; where it leads nowhere the position stays. */
export function take(context: SessionContext): Change {
  const { shown, position, stack, trail } = context
  if (!shown) return {}
  const step = nextStep(context, shown.judgement)
  return {
    trail: [...trail, { ...shown, at: position, stack }],
    position: step === undefined ? position : { ...position, step },
    shown: null,
  }
}

/** Takes the first outcome that the facts bear out; what cannot be decided is an unknown that leads nowhere. */
export function decide(context: SessionContext): Change {
  const step = stepOf(context.bundle, context.position, 'decide')
  const facts = factsOf(context)
  const runbook = runbookAt(context.bundle, context.position)
  const deciding = { outcomes: step.outcomes, lets: step.let, say: wordsFor(runbook) }
  const judgement = judgeFacts(deciding, facts, factShape(runbook))
  return { shown: { judgement, by: 'check' } }
}

export function handOff(context: SessionContext): Change {
  const step = stepOf(context.bundle, context.position, 'handoff')
  const facts = factsOf(context)
  const runbook = runbookAt(context.bundle, context.position)
  const scope = createScope({ fact: { ...facts } }, { fact: factShape(runbook) })
  const carried = evaluateFacts(step.facts ?? {}, scope)
  const label = fillForReading(headlineOf(step), facts, wordsFor(runbook))
  const judgement: StepResult['judgement'] = carried.ok
    ? { kind: 'outcome', outcome: 'handoff', label, facts: carried.facts }
    : { kind: 'unknown', reason: 'unreadable', problem: carried.problem }
  return {
    trail: [...context.trail, { judgement, by: 'check', at: context.position, stack: context.stack }],
    stack: [...context.stack, context.position],
    position: { runbook: step.handoff, step: runbookAt(context.bundle, { runbook: step.handoff }).start },
  }
}

/** True at an end that says "not here" within a handoff. */
export function isReturn({ bundle, position, stack }: SessionContext): boolean {
  const step = stepAt(bundle, position)
  return step.kind === 'end' && step.end === 'nothing' && stack.length > 0
}

export function comeBack({ bundle, stack }: SessionContext): Change {
  const from = stack.at(-1) as Position
  const step = stepOf(bundle, from, 'handoff')
  return { stack: stack.slice(0, -1), position: { runbook: from.runbook, step: step.nothing } }
}

/** True when there is an earlier check or question, and nothing was changed since. */
export function canGoBack({ trail, bundle, change }: SessionContext): boolean {
  return change === null && trail.some(entry => !isSilent(entry, bundle))
}

/** True for steps that nobody answers: going back passes over them. */
function isSilent({ at }: Pick<TrailEntry, 'at'>, bundle: Bundle): boolean {
  return isOfKind(stepAt(bundle, at), 'handoff', 'decide')
}

/** Shows the last check or question again, as it came out; nothing runs until the responder says so. */
export function goBack({ trail, bundle }: SessionContext): Change {
  const index = trail.findLastIndex(entry => !isSilent(entry, bundle))
  const entry = trail[index]
  if (!entry) return {}
  const { at, stack, ...shown } = entry
  return {
    trail: trail.slice(0, index),
    position: at,
    stack,
    shown,
    isStepwise: true,
    offers: null,
    plan: null,
    problem: null,
  }
}

/** True when facts that are not known keep a branch open, and a person can say what holds. */
export function isOpenDecision({ bundle, position, shown, options }: SessionContext): boolean {
  if (options.answers === 'none' || stepAt(bundle, position).kind !== 'decide') return false
  return shown?.judgement.kind === 'unknown' && shown.judgement.reason === 'needs-input'
}

export function hasOutcome({ bundle, position }: SessionContext, outcome: string): boolean {
  return Object.hasOwn(outcomesOf(stepAt(bundle, position)), outcome)
}

/** The result of a step answered by a person. Facts that the outcome would read off the output stay unknown. */
export function answerOf(context: SessionContext, outcome: string): StepResult {
  const { bundle, position } = context
  const chosen = outcomesOf(stepAt(bundle, position))[outcome]
  const known = evaluateConstants(chosen?.facts ?? {})
  return {
    judgement: {
      kind: 'outcome',
      outcome,
      label: fillForReading(
        chosen?.label ?? outcome,
        { ...factsOf(context), ...known },
        wordsFor(runbookAt(bundle, position)),
      ),
      facts: known,
    },
    by: 'person',
  }
}

export function flowsPastUnknown(context: SessionContext): boolean {
  const { shown, isStepwise, options } = context
  if (shown?.judgement.kind !== 'unknown' || nextStep(context, shown.judgement) === undefined) return false
  return options.answers === 'none' || (!isStepwise && shown.judgement.reason !== 'aborted')
}

export function isStuckUnattended(context: SessionContext): boolean {
  const { shown, options } = context
  return (
    options.answers === 'none' &&
    shown?.judgement.kind === 'unknown' &&
    nextStep(context, shown.judgement) === undefined
  )
}

export function isConsent(
  plan: Plan | null,
  event: { token: string; typed: string },
  wordOf: (plan: Plan) => string | null,
): boolean {
  if (!plan || event.token !== plan.token) return false
  const word = wordOf(plan)
  return word === null || event.typed === word
}

export function choose({ offers, change, pastChanges }: SessionContext, fix: string): Change {
  const offer = offers?.find(candidate => candidate.fix === fix)
  return {
    chosen: fix,
    plan: offer?.plan ?? null,
    problem: null,
    stages: [],
    change: null,
    pastChanges: change ? [...pastChanges, change] : pastChanges,
  }
}

export function addStage(
  { stages }: SessionContext,
  { stage, detail }: Extract<SessionEvent, { type: 'change.progressed' }>,
): Change {
  return { stages: [...stages, { stage, detail }] }
}

export function recordChange({ plan }: SessionContext, result: ChangeResult): Change {
  if (!plan) return {}
  const base = { fix: plan.fix, runbook: plan.runbook, plan, verification: null }
  const change: ChangeRecord =
    result.kind === 'applied'
      ? { ...base, status: 'applied', note: '', snapshot: result.snapshot }
      : {
          ...base,
          status: result.kind === 'stuck' ? 'stuck' : 'failed',
          note: result.problem,
          ...('snapshot' in result ? { snapshot: result.snapshot } : {}),
        }
  return { change, problem: result.kind === 'applied' ? null : result.problem }
}

/** A change that was caught running: it may have happened, so it stands as interrupted until it is verified or undone. */
export function recordInterruption({ plan, stages }: SessionContext): Change {
  if (!plan) return {}
  const snapshot = stages.find(stage => stage.stage === 'snapshot')?.detail
  return {
    change: {
      fix: plan.fix,
      runbook: plan.runbook,
      plan,
      status: 'interrupted',
      verification: null,
      note: 'the session was interrupted while this was being applied; it may have run',
      ...(snapshot === undefined ? {} : { snapshot }),
    },
  }
}

/** What was seen shows that a change is in place; what could not be seen leaves an interrupted one as doubtful as it was. */
export function recordVerify({ change }: SessionContext, verification: Verification): Change {
  if (!change) return {}
  return verification.kind === 'unknown'
    ? { change: { ...change, verification } }
    : { change: { ...change, status: 'applied', note: '', verification } }
}

export function recordUndo({ change }: SessionContext, problem: string | null): Change {
  if (!change) return {}
  return problem === null
    ? { change: { ...change, status: 'undone', note: '' } }
    : { change: { ...change, status: 'stuck', note: problem }, problem }
}

/** True for a change that stands and that nobody could verify: it can be looked at again. */
export function isUnverified({ change }: SessionContext): boolean {
  return change?.verification?.kind === 'unknown' && (change.status === 'applied' || change.status === 'interrupted')
}

export function canUndo({ change }: SessionContext): boolean {
  return change !== null && change.snapshot !== undefined && change.status !== 'undone'
}

function evaluateConstants(facts: Record<string, string>): Record<string, Value> {
  const known: Record<string, Value> = {}
  for (const [name, expression] of Object.entries(facts)) {
    const result = evaluateFacts({ [name]: expression }, createScope({}))
    if (result.ok) Object.assign(known, result.facts)
  }
  return known
}
