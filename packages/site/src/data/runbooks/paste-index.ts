import {
  type Bundle,
  type CheckStep,
  type DecideStep,
  factShape,
  inlined,
  type Lets,
  type Runbook,
  type Step,
  textsIn,
} from '@runbook/engine/core'
import type { PasteBranch, PasteIndex, PasteOutcome, PasteStep, Silent } from '../../browser/paste/indexed.ts'
import type { Place } from './places.ts'

/** Readers of what people paste: logs, answers, handshakes and the state of units. */
const pasted = new Set([
  'access-log',
  'alb-log',
  'apache-log',
  'app-service-log',
  'gunicorn-log',
  'haproxy-log',
  'http',
  'nginx-log',
  'node-log',
  'php-fpm-log',
  'systemd-units',
  'tls',
  'uwsgi-log',
  'w3c-log',
])

/** Everything that the paste box matches with, taken from the runbooks themselves. */
export function pasteIndex(bundle: Bundle): PasteIndex {
  const steps: PasteStep[] = []
  const silent: Record<string, Silent> = {}
  const causes = new Map<string, PasteIndex['causes'][number]>()
  for (const runbook of bundle.values())
    for (const [name, step] of Object.entries(runbook.steps)) {
      if (step.kind === 'finding' && !causes.has(step.finding))
        causes.set(step.finding, {
          id: step.finding,
          title: step.title,
          runbook: runbook.id,
          step: name,
          means: wordsOf(step.means),
        })
      if (step.kind !== 'check' || !isPasted(step, runbook)) continue
      const outcomes = Object.entries(step.outcomes).map(([id, outcome]): PasteOutcome => {
        const { label, go, facts, cause } = outcome
        const when = outcome.when === undefined ? undefined : alone(runbook, outcome.when, step.let)
        keepSilent(bundle, { runbook: runbook.id, step: go }, silent)
        return { id, when, label, go, facts: allAlone(runbook, facts, step.let), cause }
      })
      const { check: question, read, sample } = step
      const isFirst =
        runbook.layer === 'symptom' && runbook.symptom?.runbook === runbook.id && runbook.symptom.step === name
      steps.push({
        runbook: runbook.id,
        step: name,
        question,
        read,
        ...(sample ? { sample: true } : {}),
        ...(isFirst ? { isFirst } : {}),
        facts: allAlone(runbook, step.facts, step.let),
        outcomes,
      })
    }
  const entered = Object.values(silent).flatMap(one => ('handoff' in one ? (bundle.get(one.handoff) ?? []) : []))
  const starts = Object.fromEntries(entered.map(({ id, start }) => [id, start]))
  return { steps, silent, starts, causes: [...causes.values()] }
}

/** The way on from a step for as long as nobody is asked: what is decided from facts, what goes on, and where it ends. */
function keepSilent(bundle: Bundle, { runbook, step: name }: Place, silent: Record<string, Silent>): void {
  const key = `${runbook}/${name}`
  const holder = bundle.get(runbook)
  const step = holder?.steps[name]
  if (!holder || !step || silent[key]) return
  const kept = silentOf(step, holder)
  if (!kept) return
  silent[key] = kept
  if ('decide' in kept) for (const { go } of kept.decide) keepSilent(bundle, { runbook, step: go }, silent)
  if ('handoff' in kept) {
    const start = bundle.get(kept.handoff)?.start
    if (start !== undefined) keepSilent(bundle, { runbook: kept.handoff, step: start }, silent)
  }
}

function silentOf(step: Step, runbook: Runbook): Silent | undefined {
  if (step.kind === 'finding') return { finding: step.finding, title: step.title }
  if (step.kind === 'handoff') return { handoff: step.handoff }
  if (step.kind === 'end') return { end: step.end }
  if (step.kind === 'decide') {
    return { decide: branchesOf(step, runbook) }
  }
  return undefined
}

/** The ways of a decision, with conditions that can be evaluated far from it. */
export function branchesOf({ outcomes, let: lets }: DecideStep, runbook: Runbook): PasteBranch[] {
  return Object.values(outcomes).map(({ when, go }) => ({
    when: when === undefined ? undefined : alone(runbook, when, lets),
    go,
  }))
}

/** A condition as it can be evaluated far from its step. */
function alone(runbook: Runbook, expression: string, lets: Lets | undefined): string {
  return inlined(expression, { lets, factShape: factShape(runbook) })
}

function allAlone(
  runbook: Runbook,
  facts: Readonly<Record<string, string>> | undefined,
  lets: Lets | undefined,
): Record<string, string> | undefined {
  if (!facts) return undefined
  return Object.fromEntries(Object.entries(facts).map(([name, text]) => [name, alone(runbook, text, lets)]))
}

function isPasted({ read, outcomes, let: lets }: CheckStep, runbook: Runbook): boolean {
  if (typeof read === 'string') return pasted.has(read)
  const [id = '', options = {}] = Object.entries(read)[0] ?? []
  // Other texts are only matched where a condition names what they say.
  if (id === 'lines')
    return Object.values(outcomes).some(({ when = '' }) =>
      textsIn(alone(runbook, when, lets)).some(({ text, soughtIn }) => soughtIn.length > 0 && text.length >= 8),
    )
  if (id === 'regex') return isDistinctive(String(options.pattern ?? ''))
  return pasted.has(id)
}

/** A pattern that has words of its own is about what a tool says; one that has none would fit anything. */
function isDistinctive(pattern: string): boolean {
  return (
    !pattern.includes('{{') &&
    /[A-Za-z]{3,}[ :"]+[A-Za-z"]{2,}|[A-Za-z]{8,}/.test(pattern.replace(/\(\?<\w+>|\\\w/g, '('))
  )
}

/** The first sentence is enough to find a cause by its words. */
function wordsOf(means: string): string {
  return means.split(/(?<=\.)\s/)[0]?.slice(0, 140) ?? ''
}
