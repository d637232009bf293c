import { placeholders } from '../judge/fill.ts'
import type { ParsedRunbook } from '../runbook/parse.ts'
import { nearest } from '../suggest.ts'
import { each, type Rule, stepsOf } from './rule.ts'
import { templatesOf } from './texts.ts'

export const factNeverSet: Rule = {
  name: 'fact-never-set',
  says: 'A fact that is used is established by some step, or is an input.',
  check: each((parsed, { all }) => {
    const declared = Object.keys(parsed.runbook.facts ?? {})
    // A misspelt name is reported by its own rule: here it counts as what it most likely means.
    const set = new Set(all.flatMap(established))
    for (const name of established(parsed)) if (!declared.includes(name)) set.add(nearest(name, declared) ?? name)
    const used = usedNames(parsed)
    return declared
      .filter(name => used.has(name) && !set.has(name))
      .map(name => ({
        in: parsed,
        path: ['facts', name],
        message: `The fact "${name}" is used, and no step of any runbook establishes it.`,
        hint: 'Establish it under "facts" of a check or outcome, or make it an input.',
      }))
  }),
}

function established(parsed: ParsedRunbook): string[] {
  const steps = [
    ...stepsOf(parsed, 'check', 'handoff').flatMap(({ step }) => Object.keys(step.facts ?? {})),
    ...stepsOf(parsed, 'check', 'decide', 'ask').flatMap(({ step }) =>
      Object.values(step.outcomes).flatMap(outcome => Object.keys(outcome.facts ?? {})),
    ),
  ]
  return [...steps, ...Object.keys(parsed.runbook.inputs ?? {})]
}

function usedNames(parsed: ParsedRunbook): Set<string> {
  const filled = templatesOf(parsed).flatMap(({ text }) => placeholders(text).map(name => name.split('.')[0] ?? name))
  const conditions = [
    ...JSON.stringify([parsed.runbook.steps, parsed.runbook.fixes]).matchAll(/\bfact\.([A-Za-z_]\w*)/g),
  ]
  return new Set([...filled, ...conditions.map(match => match[1] ?? '')])
}
