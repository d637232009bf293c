import * as z from 'zod'
import type { Reader } from '../read/reader.ts'
import { runbookSchema } from './schema.ts'
import { vocabularySchema } from './vocabulary.ts'

/**
 * The JSON Schema (draft 7, which YAML language servers know best) of a runbook file, made from the schema that the
 * engine itself uses. Each field carries its sentence, and each form of a union a title.
 */
export function runbookJsonSchema(): object {
  return titled('Runbook', runbookSchema)
}

/** The same for the vocabulary that lies beside the runbooks of a folder. */
export function vocabularyJsonSchema(): object {
  return titled('Vocabulary of runbooks', vocabularySchema)
}

function titled(title: string, schema: z.ZodType): object {
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' })
  return { $schema, title, ...rest }
}

/** The JSON Schema of the options that a reader takes, as an author writes them. */
export function optionsJsonSchema({ options }: Pick<Reader, 'options'>): object {
  return z.toJSONSchema(options, { target: 'draft-7', io: 'input', unrepresentable: 'any' })
}
