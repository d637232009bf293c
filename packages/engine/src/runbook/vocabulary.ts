import * as z from 'zod'
import type { Problem } from '../errors.ts'
import { parseYaml } from './parse-yaml.ts'
import { schemaProblems } from './schema-problems.ts'
import { factSchema, inputSchema } from './schema-vocabulary.ts'

const wordSchema = z
  .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
  .describe('Words of a command, as a line or a list. A command takes them as $name.')

/** What the runbooks of a folder share: `vocabulary.yaml` beside them. */
export const vocabularySchema = z
  .strictObject({
    inputs: z.record(z.string(), inputSchema).optional().describe('Inputs, which a runbook takes by name.'),
    facts: z.record(z.string(), factSchema).optional().describe('Facts, which every runbook can use by name.'),
    words: z.record(z.string(), wordSchema).optional().describe('Words of commands that stand as $name in `run`.'),
    readings: z
      .record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown())))
      .optional()
      .describe('Readers with their options, which a check takes as `read: $name`.'),
  })
  .describe('What the runbooks of a folder share: inputs, facts, words of commands, and readings.')

/** The shared names of a folder of runbooks. */
export type Vocabulary = z.infer<typeof vocabularySchema>

/** The name of its file. */
export const VOCABULARY_FILE = 'vocabulary.yaml'

/** The vocabulary of a folder without one. */
export const noVocabulary: Vocabulary = {}

/** Parses a vocabulary file. It never throws; `file` is only used to name the place of problems. */
export function parseVocabulary(
  text: string,
  file: string,
): { ok: true; vocabulary: Vocabulary } | { ok: false; problems: Problem[] } {
  const yaml = parseYaml(text, file)
  if (!yaml.ok) return yaml
  const result = vocabularySchema.safeParse(yaml.value)
  if (result.success) return { ok: true, vocabulary: result.data }
  const problems = schemaProblems(result.error.issues, yaml.value, vocabularySchema).map(({ path, message, hint }) => ({
    file,
    ...yaml.locate(path),
    rule: 'schema',
    message,
    hint,
  }))
  return { ok: false, problems }
}
