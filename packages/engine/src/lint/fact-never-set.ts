import { placeholders } from '../judge/fill.ts'
import { namesIn } from '../judge/names.ts'
import type { ParsedRunbook, Path } from '../runbook/parse.ts'
import { nearest } from '../suggest.ts'
import { expressionsOf } from './expressions.ts'
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
    const uses = usesIn(parsed)
    return declared.flatMap(name => {
      const use = uses.get(name)
      if (use === undefined || set.has(name)) return []
      const isShared = Object.hasOwn(parsed.vocabulary.facts ?? {}, name)
      return [
        {
          in: parsed,
          path: isShared ? use : ['facts', name],
          message: `The fact "${name}" is used, and no step of any runbook establishes it.`,
          hint: 'Establish it under "facts" of a check or outcome, or make it an input.',
        },
      ]
    })
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

/** Where each fact is used first. */
function usesIn(parsed: ParsedRunbook): Map<string, Path> {
  const uses = new Map<string, Path>()
  const note = (name: string, path: Path) => {
    if (!uses.has(name)) uses.set(name, path)
  }
  for (const { text, path } of templatesOf(parsed))
    for (const name of placeholders(text)) note(name.split('.')[0] ?? name, path)
  for (const { text, path } of expressionsOf(parsed)) for (const name of namesIn(text).facts) note(name, path)
  return uses
}
