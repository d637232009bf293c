import { cleanJudgement } from '../judge/clean.ts'
import { type Facts, fillDeep } from '../judge/fill.ts'
import { type Judgement, judge } from '../judge/judge.ts'
import type { Unknown } from '../judge/unknown.ts'
import type { Clock, Output, Redact } from '../ports.ts'
import type { Reader } from '../read/reader.ts'
import { findReader } from '../read/readers.ts'
import { factShape, wordsFor } from '../runbook/bundle.ts'
import type { Runbook } from '../runbook/schema.ts'
import type { CheckStep } from '../runbook/schema-step.ts'

/** A reader with its options filled and checked. */
export interface Reading {
  reader: Reader<unknown>
  options: unknown
}

interface Judging {
  /** The runbook that the check stands in: it names the facts and their words. */
  runbook: Runbook
  check: Pick<CheckStep, 'sample' | 'accept' | 'outcomes' | 'let' | 'facts' | 'needs'>
  reading: Reading
  outputs: readonly Output[]
  facts: Facts
  ports: { clock: Pick<Clock, 'now'>; redact: Redact }
}

/** Judges what a check printed; what comes of it bears no secrets, so that it can be stored, drawn and sent. */
export function judgeCheck({ check, runbook, reading, outputs, facts, ports }: Judging): Judgement {
  const judgement = judge({
    ...reading,
    outputs,
    isSampled: check.sample !== undefined,
    accept: check.accept,
    outcomes: check.outcomes,
    always: check.facts,
    lets: check.let,
    say: wordsFor(runbook),
    facts,
    factShape: factShape(runbook),
    context: { now: ports.clock.now() },
  })
  const clean = cleanJudgement(judgement, ports.redact)
  return clean.kind === 'outcome' ? clean : { ...clean, needs: clean.needs ?? check.needs }
}

/** The reader that a check names, with its options filled and checked. */
export function readerOf({ read }: Pick<CheckStep, 'read'>, facts: Facts): Reading | Unknown {
  const [id, raw] = typeof read === 'string' ? [read, {}] : (Object.entries(read)[0] ?? ['', {}])
  const reader = findReader(id)
  const filled = fillDeep(raw, facts)
  if (!filled.ok) return { kind: 'unknown', reason: 'needs-input', problem: `it needs ${filled.missing.join(', ')}` }
  const options = reader?.options.safeParse(filled.value)
  if (!reader || !options?.success)
    return { kind: 'unknown', reason: 'unreadable', problem: `the reader "${id}" cannot be used here` }
  return { reader, options: options.data }
}
