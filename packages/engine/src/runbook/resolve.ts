import { placeholders } from '../judge/fill.ts'
import { namesIn } from '../judge/names.ts'
import { isOfKind } from './kinds.ts'
import type { Runbook, RunbookFile } from './schema.ts'
import type { Fact } from './schema-vocabulary.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Completes a runbook that its schema accepted: facts with their types, and plain values (`set`) as CEL. */
export function resolveRunbook(file: RunbookFile, vocabulary: Vocabulary): Runbook {
  const own = Object.entries(file.facts ?? {}).map(([name, fact]) => [name, factOf(fact)] as const)
  const steps = Object.fromEntries(Object.entries(file.steps).map(([id, step]) => [id, withSets(step)]))
  const used = usedNames({ steps, fixes: file.fixes })
  const shared = Object.entries(vocabulary.facts ?? {}).flatMap(([name, fact]) =>
    used.has(name) ? [[name, factOf(fact)] as const] : [],
  )
  const facts = Object.fromEntries([...shared, ...own])
  return { ...file, steps, ...(Object.keys(facts).length > 0 ? { facts } : {}) } as Runbook
}

function factOf(fact: NonNullable<Vocabulary['facts']>[string]): Fact {
  if (typeof fact === 'string') return { type: fact }
  return { type: fact.type, ...(fact.say === undefined ? {} : { say: fact.say }) }
}

/** A step whose plain values stand among its facts, each as the CEL text that gives it. */
function withSets(step: RunbookFile['steps'][string]): Runbook['steps'][string] {
  const outcomes = isOfKind(step, 'check', 'decide', 'ask')
    ? { outcomes: Object.fromEntries(Object.entries(step.outcomes).map(([id, one]) => [id, merged(one)])) }
    : {}
  return { ...merged(step), ...outcomes } as Runbook['steps'][string]
}

function merged<T extends object>(holder: T): T {
  const { set, facts } = holder as { set?: Record<string, unknown>; facts?: Record<string, string> }
  if (set === undefined) return holder
  const plain = Object.entries(set).map(([name, value]) => [name, JSON.stringify(value)] as const)
  return { ...holder, facts: { ...Object.fromEntries(plain), ...facts } }
}

/** Every name that conditions, facts and texts of a runbook speak of. */
function usedNames(value: unknown): Set<string> {
  const names = new Set<string>()
  const visit = (item: unknown, key: string): void => {
    if (typeof item === 'string') {
      for (const name of placeholders(item)) names.add(name.split('.')[0] ?? name)
      if (key === 'when' || key === 'facts' || key === 'let') for (const name of namesIn(item).facts) names.add(name)
    } else if (Array.isArray(item)) for (const inner of item) visit(inner, '')
    else if (item !== null && typeof item === 'object')
      for (const [name, inner] of Object.entries(item)) {
        if (key === 'facts') names.add(name)
        visit(inner, key === 'facts' || key === 'let' ? key : name)
      }
  }
  visit(value, '')
  return names
}
