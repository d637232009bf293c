import type { z } from 'zod'
import { didYouMean, nearest } from '../suggest.ts'
import { runbookSchema } from './schema.ts'

type Issue = z.core.$ZodIssue
type Path = (string | number)[]

/** One schema problem with the path of the key it is about. */
export interface SchemaProblem {
  path: Path
  message: string
  hint?: string | undefined
}

/** Turns zod's issues into one sentence each, choosing for unions the form that the author most likely meant. */
export function schemaProblems(
  issues: readonly Issue[],
  input: unknown,
  schema: unknown = runbookSchema,
): SchemaProblem[] {
  const problems = issues.flatMap(issue => describe(issue, [], { input, schema }))
  const misspelt = new Set(
    problems.flatMap(({ path, meant }) => (meant ? [[...path.slice(0, -1), meant].join('.')] : [])),
  )
  return problems.filter(({ path, isMissing }) => !isMissing || !misspelt.has(path.join('.')))
}

interface Subject {
  input: unknown
  schema: unknown
}

interface Described extends SchemaProblem {
  /** The key that a misspelt one stands for: it is not missing too. */
  meant?: string | undefined
  isMissing?: boolean
}

function describe(issue: Issue, base: Path, subject: Subject): Described[] {
  const path = [...base, ...issue.path.map(part => (typeof part === 'symbol' ? String(part) : part))]
  const { input, schema } = subject
  const value = valueAt(input, path)
  const here = path.length === 0 ? 'The file' : `"${path.join('.')}"`
  if (value === undefined && issue.code !== 'invalid_key' && issue.code !== 'unrecognized_keys')
    return [{ path, message: `${here} is missing.`, hint: meaningOf(schema, path), isMissing: true }]
  switch (issue.code) {
    case 'invalid_union':
      return likeliest(issue.errors).flatMap(inner => describe(inner, path, subject))
    case 'unrecognized_keys':
      return issue.keys.map(key => unknownKey(key, path, subject))
    case 'invalid_key':
      return [{ path, message: `The name ${here} is not allowed: ${issue.issues[0]?.message ?? 'wrong form'}.` }]
    case 'invalid_value':
      return [
        {
          path,
          message: `${here} is ${quote(value)}; it must be ${issue.values.map(quote).join(', ')}.`,
          hint: didYouMean(String(value), issue.values.map(String)),
        },
      ]
    case 'invalid_type':
      return [
        {
          path,
          message: `${here} is ${value === null ? 'empty' : quote(value)}; it must be ${YAML_NAMES[issue.expected] ?? `of type ${issue.expected}`}.`,
          hint: issue.expected === 'string' && /number|boolean/.test(typeof value) ? 'Put it in quotes.' : undefined,
        },
      ]
    default:
      return [{ path, message: `${here} is ${quote(value)}: ${issue.message.replace(/\.$/, '')}.` }]
  }
}

/** Types as authors of YAML call them. */
const YAML_NAMES: Record<string, string> = {
  object: 'a map of keys',
  record: 'a map of keys',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
}

function unknownKey(key: string, path: Path, { input, schema }: Subject): Described {
  const known = keysAt(schema, path)
  const holder = path.length > 0 ? `"${path.join('.')}"` : schema === runbookSchema ? 'a runbook' : 'this reader'
  const given = Object.keys((valueAt(input, path) as object | undefined) ?? {})
  const meant = nearest(
    key,
    known.filter(name => !given.includes(name)),
  )
  return {
    path: [...path, key],
    message: `"${key}" is not a key that ${holder} can have.`,
    hint: meant === undefined ? undefined : `Did you mean "${meant}"?`,
    meant,
  }
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
  return [
    ...new Set(
      schemasAt(schema, path).flatMap(found => {
        const definition = definitionOf(found)
        return definition?.type === 'object' ? Object.keys(definition.shape as object) : []
      }),
    ),
  ]
}

/** The sentence that a field carries in the schema. */
function meaningOf(schema: unknown, path: Path): string | undefined {
  return schemasAt(schema, path, true)
    .map(found => (found as { description?: string }).description)
    .find(sentence => sentence !== undefined)
}

/** Every schema that a path can lead to, as unions have several; with `isWhole` unions and optionals are left whole. */
function schemasAt(schema: unknown, path: Path, isWhole = false): unknown[] {
  const definition = definitionOf(schema)
  const [head, ...rest] = path
  // What is yielded is made from what is written: only that has places in the file.
  if (definition?.type === 'pipe') return schemasAt(definition.in, path, isWhole)
  if (!definition || (isWhole && head === undefined)) return definition ? [schema] : []
  if (definition.type === 'optional') return schemasAt(definition.innerType, path, isWhole)
  if (definition.type === 'union')
    return (definition.options as unknown[]).flatMap(option => schemasAt(option, path, isWhole))
  if (head === undefined) return [schema]
  if (definition.type === 'object')
    return schemasAt((definition.shape as Record<string, unknown>)[String(head)], rest, isWhole)
  if (definition.type === 'record') return schemasAt(definition.valueType, rest, isWhole)
  return definition.type === 'array' ? schemasAt(definition.element, rest, isWhole) : []
}

function definitionOf(schema: unknown): Record<string, unknown> | undefined {
  return (schema as { def?: Record<string, unknown> } | undefined)?.def
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
