import { type Facts, fillDeep } from '../judge/fill.ts'
import type { Judgement } from '../judge/judge.ts'
import type { Command, Output, Redact } from '../ports.ts'
import type { Reader, Value } from '../read/reader.ts'
import { findReader } from '../read/readers.ts'
import type { CheckStep } from '../runbook/schema-step.ts'
import { plainText } from '../safe/plain-text.ts'
import type { Evidence } from './types.ts'

/** How much of an output is kept as evidence, in characters. */
const EXCERPT = 2000

/** A reader with its options filled and checked. */
export interface Reading {
  reader: Reader<unknown>
  options: unknown
}

/** The reader that a check names, with its options filled and checked. */
export function readerOf({ read }: Pick<CheckStep, 'read'>, facts: Facts): Reading | (Judgement & { kind: 'unknown' }) {
  const [id, raw] = typeof read === 'string' ? [read, {}] : (Object.entries(read)[0] ?? ['', {}])
  const reader = findReader(id)
  const filled = fillDeep(raw, facts)
  if (!filled.ok) return { kind: 'unknown', reason: 'needs-input', problem: `it needs ${filled.missing.join(', ')}` }
  const options = reader?.options.safeParse(filled.value)
  if (!reader || !options?.success)
    return { kind: 'unknown', reason: 'unreadable', problem: `the reader "${id}" cannot be used here` }
  return { reader, options: options.data }
}

/** What is kept of a command's outputs, with secrets hidden before anything else. */
export function evidenceOf(command: Command, outputs: readonly Output[], redact: Redact): Evidence {
  const last = outputs.at(-1)
  const text = [last?.stdout ?? '', last?.stderr ?? ''].filter(part => part.trim() !== '').join('\n')
  return {
    command: command.argv.map(word => cleanText(word, redact)),
    place: command.place,
    exitCode: last?.ending.kind === 'exited' ? last.ending.code : null,
    durationMs: outputs.reduce((sum, output) => sum + output.durationMs, 0),
    excerpt: excerptOf(cleanText(text, redact)),
    runs: outputs.length,
  }
}

/**
 * What a step came to, fit to be stored, drawn and sent: without secrets and without control sequences, in its words
 * and in every fact that it read.
 */
export function cleanJudgement(judgement: Judgement, redact: Redact): Judgement {
  return judgement.kind === 'outcome'
    ? { ...judgement, label: cleanText(judgement.label, redact), facts: cleanFacts(judgement.facts, redact) }
    : { ...judgement, problem: cleanText(judgement.problem, redact) }
}

function cleanFacts(facts: Record<string, Value>, redact: Redact): Record<string, Value> {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, cleanValue(value, redact)]))
}

function cleanValue(value: Value, redact: Redact): Value {
  if (typeof value === 'string') return cleanText(value, redact)
  if (Array.isArray(value)) return value.map(item => cleanValue(item, redact))
  return value !== null && typeof value === 'object' ? cleanFacts(value, redact) : value
}

function cleanText(text: string, redact: Redact): string {
  return redact(plainText(text))
}

function excerptOf(text: string): string {
  if (text.length <= EXCERPT) return text
  return `${text.slice(0, EXCERPT / 2)}\n…\n${text.slice(-EXCERPT / 2)}`
}
