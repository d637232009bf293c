import { targetsOf } from '../runbook/kinds.ts'
import { nearest } from '../suggest.ts'
import { reachable } from './graph.ts'
import { each, type Rule } from './rule.ts'

export const unreachableStep: Rule = {
  name: 'unreachable-step',
  says: 'Every step can be reached from the start, or is the symptom check of a runbook.',
  check: each((parsed, { all }) => {
    const { id, start, steps } = parsed.runbook
    const symptoms = all.flatMap(({ runbook: { symptom } }) => (symptom?.runbook === id ? [symptom.step] : []))
    // A misspelt target is reported by its own rule: here it counts as what it most likely means.
    const meant = (name: string) => (Object.hasOwn(steps, name) ? name : (nearest(name, Object.keys(steps)) ?? name))
    const ways = Object.entries(steps).flatMap(([from, step]) =>
      targetsOf(step).map(({ to }) => ({ from, to: meant(to) })),
    )
    const seen = reachable([start, ...symptoms].map(meant), ways)
    return Object.keys(steps)
      .filter(step => !seen.has(step))
      .map(step => ({
        in: parsed,
        path: ['steps', step],
        message: `Nothing leads to step "${step}".`,
        hint: 'Go to it from an outcome, or remove it.',
      }))
  }),
}
