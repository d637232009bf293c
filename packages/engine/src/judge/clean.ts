import type { Redact } from '../ports.ts'
import type { Value } from '../read/reader.ts'
import { plainText } from '../safe/plain-text.ts'
import type { Judgement } from './judge.ts'

/**
 * What a step came to, fit to be stored, drawn and sent: without secrets and without control sequences, in its words
 * and in every fact that it read.
 */
export function cleanJudgement(judgement: Judgement, redact: Redact): Judgement {
  return judgement.kind === 'outcome'
    ? { ...judgement, label: cleanText(judgement.label, redact), facts: cleanFacts(judgement.facts, redact) }
    : { ...judgement, problem: cleanText(judgement.problem, redact) }
}

/** A text of a tool without secrets and control sequences. */
export function cleanText(text: string, redact: Redact): string {
  return redact(plainText(text))
}

function cleanFacts(facts: Record<string, Value>, redact: Redact): Record<string, Value> {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, cleanValue(value, redact)]))
}

function cleanValue(value: Value, redact: Redact): Value {
  if (typeof value === 'string') return cleanText(value, redact)
  if (Array.isArray(value)) return value.map(item => cleanValue(item, redact))
  return value !== null && typeof value === 'object' ? cleanFacts(value, redact) : value
}
