import {
  createRedact,
  inputsOf,
  inputValue,
  type Ports,
  type Position,
  readPasted,
  type Session,
  type SessionContext,
  type StepResult,
  startSession,
  type Value,
} from '@runbook/engine/core'
import { digest } from './digest.ts'
import type { Library } from './library.ts'

/** One answer of a walk, by the step that it was given to. Nothing else of a walk needs to be kept. */
export interface Answer {
  at: Position
  /** Null when nobody could tell. */
  outcome: string | null
  /** What was read off pasted output; only for outcomes that were read. */
  facts?: Record<string, Value>
  /** The deciding part of the pasted output. */
  excerpt?: string
}

/** Everything that makes a walk: opened again from it, it stands where it stood. */
export interface WalkRecord {
  runbook: string
  /** As texts. */
  inputs: Record<string, string>
  answers: Answer[]
}

/** A session that runs nothing, and what was given to it. */
export interface Walk {
  session: Session
  inputs: Record<string, string>
  /** When the answers that are looked at were given, ms since the epoch; not known before one bears a date. */
  asOf?: number
}

/** How long before a question was shown a log line may have been written and still count, ms: clocks differ. */
export const slack = 60_000

/**
 * Opens a session in which nothing runs: a person answers, or pastes what a command printed. The runbook must be ready.
 * Throws EngineError (`bad-input`) for an input that cannot be used.
 */
export function openWalk({ bundle }: Library, { runbook, inputs }: Pick<WalkRecord, 'runbook' | 'inputs'>): Walk {
  const options = { answers: 'ask', checks: 'manual' } as const
  const declared = inputsOf(bundle)
  const parsed: Record<string, Value> = {}
  for (const [name, text] of Object.entries(inputs)) {
    const input = declared.get(name)
    if (input) parsed[name] = inputValue(name, input, text)
  }
  const session = startSession({
    opening: {
      type: 'session.opened',
      session: 'by hand',
      version: 1,
      runbook,
      inputs,
      options,
      target: 'local',
      runbooks: '',
    },
    input: { bundle, runbook, inputs: parsed, options, target: 'local' },
    ports: ports,
  })
  return { session, inputs: { ...inputs } }
}

/**
 * Reads pasted output as the check at hand would; `shownAt` is when its command was first shown. An answer that bears a
 * date says itself when it was given: from then on logs are read as of that time, so that an old failure can be walked too.
 */
export function readAtHand(
  walk: Walk,
  text: string,
  { shownAt, exitCode }: { shownAt: number; exitCode?: number | undefined },
): StepResult {
  const dated = Date.parse(/^date: (.+ GMT)\r?$/im.exec(text)?.[1] ?? '')
  if (!Number.isNaN(dated)) walk.asOf = dated
  const now = walk.asOf ?? shownAt - slack
  return readPasted(walk.session.view().context, text, { clock: { now: () => now }, redact, exitCode })
}

/** The runbooks that must be there before anything is answered. */
export function openRunbooks({ position, stack }: SessionContext): string[] {
  return [...new Set([position.runbook, ...stack.map(({ runbook }) => runbook)])]
}

/** Goes back to the last question, open to be answered anew. False where there is none. */
export function goBack({ session }: Walk): boolean {
  if (!session.send({ type: 'step.back' })) return false
  session.send({ type: 'step.answered-by-hand' })
  return session.send({ type: 'pace.changed', isStepwise: false })
}

/** Says that nobody can tell; where the runbook knows no way on from that, the walk ends. */
export function skip({ session }: Walk): void {
  session.send({ type: 'step.skipped' })
  if (session.view().state === 'presenting') session.send({ type: 'step.confirmed' })
}

/** What the walk is made of, to be kept or shared. */
export function recordOf({ session, inputs }: Walk): WalkRecord {
  const { context } = session.view()
  const answers = context.trail.flatMap(({ at, judgement, evidence, by }): Answer[] => {
    if (by !== 'person') return []
    if (judgement.kind === 'unknown') return [{ at, outcome: null }]
    if (!evidence) return [{ at, outcome: judgement.outcome }]
    return [{ at, outcome: judgement.outcome, facts: judgement.facts, excerpt: evidence.excerpt }]
  })
  return { runbook: context.first, inputs, answers }
}

/** Gives the input that is asked for. Throws EngineError (`bad-input`), which says what is accepted. */
export function giveInput(walk: Walk, name: string, value: string): void {
  if (walk.session.send({ type: 'input.given', name, value })) walk.inputs[name] = value
}

const redact = createRedact(digest)
const never = () => Promise.reject(new Error('a page runs nothing'))
const ports: Ports = {
  clock: { now: () => Date.now(), pause: () => Promise.resolve() },
  exec: { run: never },
  files: { read: never, write: never },
  store: { append: () => {}, save: name => name, load: () => undefined, folder: '' },
  digest,
  redact,
}
