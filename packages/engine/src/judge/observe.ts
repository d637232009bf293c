import type { Output } from '../ports.ts'
import type { ReadContext, Reader, Shape, Value } from '../read/reader.ts'
import { failureOf } from './failure.ts'
import type { Facts } from './fill.ts'
import { type Unknown, unreadable } from './unknown.ts'

/** The outputs of one check, and all that it takes to read them. */
export interface Observation {
  reader: Reader<unknown>
  /** As the reader's `options` gave them. */
  options: unknown
  /** One, or one a sample. */
  outputs: readonly Output[]
  /** True when conditions see several runs: `samples`, `last` and `total`. */
  isSampled: boolean
  /** Exit codes that are answers; the reader decides without them. */
  accept?: readonly number[] | undefined
  facts: Facts
  factShape: Shape
  context: ReadContext
}

/** What the conditions of a check can see. */
export interface Seen {
  values: Record<string, Value>
  shape: Shape
}

/**
 * Reads the outputs of a check: the one place where it is told whether an output is an answer, and what conditions see
 * of it. It never throws.
 */
export function observe(given: Observation): Seen | Unknown {
  const { reader, options, outputs, isSampled, facts, factShape } = given
  const readerShape = reader.shape(options)
  const readings: Record<string, Value>[] = []
  for (const output of outputs) {
    const failed = failureOf(output, given.accept ?? reader.accepts)
    if (failed) return failed
    const reading = reader.read(output, options, given.context)
    if (!reading.ok) return { kind: 'unknown', reason: reading.reason ?? 'unreadable', problem: reading.problem }
    readings.push(withAbsentParts(reading.values, readerShape))
  }
  const first = outputs[0]
  const last = readings.at(-1)
  if (!first || !last) return unreadable('nothing was run')
  const run = { exit_code: first.ending.kind === 'exited' ? first.ending.code : -1, started_ms: first.startedAt }
  const own: Record<string, Value> = isSampled ? { samples: readings, last, total: readings.length } : last
  return { values: { ...own, ...run, fact: { ...facts } }, shape: scopeShape(readerShape, factShape, isSampled) }
}

/** What conditions of a check can see, as a shape: the reader's values, samples, the facts and the run itself. */
export function scopeShape(readerShape: Shape, factShape: Shape, isSampled: boolean): Shape {
  const own = isSampled ? { samples: [readerShape] as const, last: readerShape, total: 'int' } : readerShape
  return { ...own, fact: factShape, exit_code: 'int', started_ms: 'int' }
}

/** Optional parts that are absent become empty objects, so that `has(last.kind)` can be asked. */
function withAbsentParts(values: Record<string, Value>, shape: Shape): Record<string, Value> {
  const absent = Object.keys(shape)
    .filter(key => key.endsWith('?') && typeof shape[key] === 'object')
    .map(key => key.slice(0, -1))
    .filter(key => values[key] === undefined)
  return { ...values, ...Object.fromEntries(absent.map(key => [key, {}])) }
}
