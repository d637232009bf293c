import * as z from 'zod'
import type { Reader } from '../read/reader.ts'
import { runbookSchema } from './schema.ts'

/**
 * The JSON Schema (draft 7, which YAML language servers know best) of a runbook file, made from the schema that the
 * engine itself uses. Each field carries its sentence, and each form of a union a title.
 */
export function runbookJsonSchema(): object {
  const { $schema, ...rest } = z.toJSONSchema(runbookSchema, { target: 'draft-7', io: 'input' })
  return { $schema, title: 'Runbook', ...rest }
}

/** The JSON Schema of the options that a reader takes, as an author writes them. */
export function optionsJsonSchema({ options }: Pick<Reader, 'options'>): object {
  return z.toJSONSchema(options, { target: 'draft-7', io: 'input', unrepresentable: 'any' })
}
