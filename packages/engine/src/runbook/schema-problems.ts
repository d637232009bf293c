import type { z } from 'zod'
import { runbookSchema } from './schema.ts'
import { didYouMean } from './suggest.ts'

type Issue = z.core.$ZodIssue
type Path = (string | number)[]

/** One schema problem with the path of the key it is about. */
export interface SchemaProblem {
  path: Path
  message: string
  hint?: string | undefined
}

/** Turns zod's issues into one sentence each, choosing for unions the form that the author most likely meant. */
export function schemaProblems(issues: readonly Issue[], input: unknown): SchemaProblem[] {
  return issues.flatMap(issue => describe(issue, [], input))
}

function describe(issue: Issue, base: Path, input: unknown): SchemaProblem[] {
  const path = [...base, ...issue.path.map(part => (typeof part === 'symbol' ? String(part) : part))]
  const here = `"${path.join('.') || 'the file'}"`
  if (issue.code === 'invalid_union') return likeliest(issue.errors).flatMap(inner => describe(inner, path, input))
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map(key => ({
      path: [...path, key],
      message: `"${key}" is not a key that ${path.length === 0 ? 'a runbook' : here} can have.`,
      hint: didYouMean(key, keysAt(runbookSchema, path)),
    }))
  if (issue.code === 'invalid_key')
    return [{ path, message: `The name ${here} is not allowed: ${issue.issues[0]?.message ?? 'wrong form'}.` }]
  if (issue.code === 'invalid_type' && valueAt(input, path) === undefined)
    return [{ path, message: `${here} is missing; it must be ${article(issue.expected)}.` }]
  if (issue.code === 'invalid_value')
    return [
      {
        path,
        message: `${here} is ${quote(valueAt(input, path))}; it must be ${issue.values.map(quote).join(', ')}.`,
        hint: didYouMean(String(valueAt(input, path)), issue.values.map(String)),
      },
    ]
  if (issue.code === 'invalid_type')
    return [{ path, message: `${here} is ${quote(valueAt(input, path))}; it must be ${article(issue.expected)}.` }]
  return [{ path, message: `${here} is ${quote(valueAt(input, path))}: ${issue.message}.` }]
}

/** The branch of a union with the fewest complaints: each unknown key counts as one. */
function likeliest(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  const weight = (issues: readonly Issue[]): number =>
    issues.reduce(
      (sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : issue.path.length === 0 ? 5 : 1),
      0,
    )
  return [...branches].sort((a, b) => weight(a) - weight(b))[0] ?? []
}

function keysAt(schema: unknown, path: Path): string[] {
  const definition = (schema as { def?: Record<string, unknown> }).def
  if (!definition) return []
  if (definition.type === 'optional') return keysAt(definition.innerType, path)
  if (definition.type === 'union')
    return [...new Set((definition.options as unknown[]).flatMap(option => keysAt(option, path)))]
  const [head, ...rest] = path
  if (definition.type === 'object') {
    const shape = definition.shape as Record<string, unknown>
    return head === undefined ? Object.keys(shape) : keysAt(shape[String(head)] ?? {}, rest)
  }
  if (head === undefined) return []
  if (definition.type === 'record') return keysAt(definition.valueType, rest)
  return definition.type === 'array' ? keysAt(definition.element, rest) : []
}

function valueAt(input: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[String(part)] : undefined,
    input,
  )
}

function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}

function article(type: string): string {
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`
}
