import { type Bundle, type FindingStep, type Fix, headlineOf, outcomesOf, type Runbook } from '@runbook/engine/core'
import { bundle } from './bundle.ts'
import { exitsOf, type Place, type WayStep, waysOf } from './places.ts'

/** One step that ends in a cause. */
export interface Ending extends Place {
  runbookTitle: string
  finding: FindingStep
  way: WayStep[]
  fixes: { id: string; fix: Fix }[]
}

/** A cause that branches off near this one, and what is seen when it is that. */
interface Neighbour {
  cause: string
  at: Place
  question: string
  label: string
  /** What is seen at the same step when it is this cause. */
  here: string
}

/** Everything that the runbooks say about one cause. */
export interface Cause {
  id: string
  title: string
  layer: string
  endings: Ending[]
  /** Look-alikes that authors named, with what tells them apart. */
  lookAlikes: Map<string, string>
  neighbours: Neighbour[]
  /** Outcomes that show it, or a weakness that adds to it, while a deeper cause is still looked for. */
  shownBy: (Place & { question: string; label: string; adds: boolean })[]
  ruledOutBy: (Place & { question: string; label: string })[]
  sources: string[]
}

/** The causes of the runbooks in use, by id, in alphabetical order. */
export const causes: ReadonlyMap<string, Cause> = causesIn(bundle)

/** Gathers what a bundle says about each cause. */
function causesIn(from: Bundle): Map<string, Cause> {
  const found = new Map<string, Cause>()
  for (const runbook of from.values()) for (const ending of endingsOf(runbook)) add(found, ending, runbook)
  for (const runbook of from.values()) addOutcomes(found, runbook)
  return new Map([...found].sort(([a], [b]) => a.localeCompare(b)))
}

function endingsOf(runbook: Runbook): Ending[] {
  const ways = waysOf(runbook)
  const wayTo = (step: string, cause: string) => waysOf(runbook, cause).get(step) ?? ways.get(step) ?? []
  return Object.entries(runbook.steps).flatMap(([step, finding]) =>
    finding.kind === 'finding'
      ? [
          {
            runbook: runbook.id,
            runbookTitle: runbook.title,
            step,
            finding,
            way: wayTo(step, finding.finding),
            fixes: (finding.fixes ?? []).flatMap(id => {
              const fix = runbook.fixes?.[id]
              return fix ? [{ id, fix }] : []
            }),
          },
        ]
      : [],
  )
}

function add(found: Map<string, Cause>, ending: Ending, runbook: Runbook): void {
  const { finding } = ending
  const id = finding.finding
  const cause = found.get(id) ?? {
    id,
    title: finding.title,
    layer: finding.layer ?? runbook.layer,
    endings: [],
    lookAlikes: new Map<string, string>(),
    neighbours: [],
    shownBy: [],
    ruledOutBy: [],
    sources: [],
  }
  cause.endings.push(ending)
  for (const [other, difference] of Object.entries(finding.look_alikes ?? {})) cause.lookAlikes.set(other, difference)
  cause.sources = [...new Set([...cause.sources, ...(finding.sources ?? [])])]
  const known = new Set([id, ...cause.lookAlikes.keys(), ...cause.neighbours.map(one => one.cause)])
  for (const one of neighboursOf(ending.way, runbook)) if (!known.has(one.cause)) cause.neighbours.push(one)
  found.set(id, cause)
}

/** Findings to which the last two deciding steps of a way also lead. */
function neighboursOf(way: readonly WayStep[], { steps }: Runbook): Neighbour[] {
  const deciding = way.filter(one => one.outcome !== '').slice(-2)
  const all = deciding.reverse().flatMap(one => {
    const step = steps[one.step]
    return (step ? exitsOf(step) : []).flatMap(exit => {
      const target = steps[exit.to]
      const isSame = exit.outcome === '' || exit.label === one.label
      if (isSame || target?.kind !== 'finding') return []
      const at = { runbook: one.runbook, step: one.step }
      return [{ cause: target.finding, at, question: one.question, label: exit.label, here: one.label }]
    })
  })
  return [...new Map(all.reverse().map(one => [one.cause, one])).values()].reverse().slice(0, 8)
}

function addOutcomes(found: Map<string, Cause>, { id: runbook, steps }: Runbook): void {
  for (const [step, spec] of Object.entries(steps)) {
    const question = headlineOf(spec)
    for (const { label, cause, contributes, rules_out } of Object.values(outcomesOf(spec))) {
      const row = { runbook, step, question, label }
      if (cause) found.get(cause)?.shownBy.push({ ...row, adds: false })
      if (contributes) found.get(contributes)?.shownBy.push({ ...row, adds: true })
      for (const excluded of rules_out ?? []) found.get(excluded)?.ruledOutBy.push(row)
    }
  }
}
