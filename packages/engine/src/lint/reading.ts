import type { z } from 'zod'
import { placeholders } from '../judge/fill.ts'
import type { Shape } from '../read/reader.ts'
import { findReader, readerIds } from '../read/readers.ts'
import type { Path } from '../runbook/parse.ts'
import { schemaProblems } from '../runbook/schema-problems.ts'
import type { CheckStep } from '../runbook/schema-step.ts'
import { didYouMean } from '../suggest.ts'

/** What stands in for a value that is only known when it runs; an option is fine when one of them is. */
const SAMPLES = ['1', '15m', '/tmp/sample', 'http://localhost/', 'sample', '+0000', '2026-01-01', 'true']

/** What a check's reader yields, or what is wrong with the reader or its options. */
export type Readable =
  | { kind: 'shape'; shape: Shape }
  | { kind: 'no-reader'; path: Path; message: string; hint: string | undefined }
  | { kind: 'bad-options'; faults: { path: Path; message: string; hint?: string | undefined }[] }

/** Tries a `read:` as far as that is possible without output. Paths start below the step. */
export function readable(read: CheckStep['read']): Readable {
  const entries = typeof read === 'string' ? [[read, {}] as const] : Object.entries(read)
  const [id, raw] = entries[0] ?? ['', {}]
  const reader = findReader(id)
  if (entries.length !== 1)
    return {
      kind: 'bad-options',
      faults: [{ path: ['read'], message: 'It names more than one reader, or none.', hint: 'Name one.' }],
    }
  const path = typeof read === 'string' ? ['read'] : ['read', id]
  if (!reader)
    return {
      kind: 'no-reader',
      path,
      message: `There is no reader "${id}".`,
      hint: didYouMean(id, readerIds) ?? `Readers are ${readerIds.join(', ')}.`,
    }
  const { data, issues } = trySamples(reader.options, raw)
  if (issues.length === 0) return { kind: 'shape', shape: reader.shape(data) }
  return {
    kind: 'bad-options',
    faults: schemaProblems(issues, raw, reader.options).map(({ path: inner, message, hint }) => ({
      path: [...path, ...inner],
      message: `Reader "${id}": ${message}`,
      hint,
    })),
  }
}

/** Tries another sample wherever the options are refused, until they are accepted or no sample is left. */
function trySamples(schema: z.ZodType, raw: unknown): { data?: unknown; issues: readonly z.core.$ZodIssue[] } {
  const chosen = new Map<string, number>()
  let first: readonly z.core.$ZodIssue[] | undefined
  for (const _ of SAMPLES) {
    const result = schema.safeParse(withSamples(raw, [], chosen))
    if (result.success) return { data: result.data, issues: [] }
    first ??= result.error.issues
    for (const { path } of result.error.issues) {
      const key = path.map(String).join('/')
      chosen.set(key, (chosen.get(key) ?? 0) + 1)
    }
  }
  return { issues: first ?? [] }
}

function withSamples(value: unknown, path: readonly string[], chosen: ReadonlyMap<string, number>): unknown {
  if (typeof value === 'string') {
    const sample = SAMPLES[chosen.get(path.join('/')) ?? 0] ?? ''
    return placeholders(value).reduce(text => text.replace(/\{\{[^}]*\}\}/, sample), value)
  }
  if (Array.isArray(value)) return value.map((item, index) => withSamples(item, [...path, String(index)], chosen))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, withSamples(item, [...path, key], chosen)]),
  )
}
