import * as z from 'zod'
import type { Reader } from '../read/reader.ts'
import { runbookSchema } from './schema.ts'

type Node = Record<string, unknown>

/** The keys that tell the forms of a union apart, first for each form. */
const MARKS = ['check', 'decide', 'ask', 'finding', 'handoff', 'end', 'replace', 'nginx_block_at', 'dropin', 'env_file']
const MORE_MARKS = ['json_file', 'yaml_file', 'restore', 'none', 'run']

/**
 * The JSON Schema (draft 7, which YAML language servers know best) of a runbook file, made from the schema that the
 * engine itself uses. Each field carries its sentence, and each form of a union a title.
 */
export function runbookJsonSchema(): object {
  const schema = z.toJSONSchema(runbookSchema, {
    target: 'draft-7',
    io: 'input',
    override: ({ jsonSchema }) => {
      for (const form of (jsonSchema.anyOf ?? []) as Node[]) titleForm(form)
    },
  })
  const { $schema, ...rest } = schema
  return { $schema, title: 'Runbook', ...rest }
}

/** The JSON Schema of the options that a reader takes, as an author writes them. */
export function optionsJsonSchema({ options }: Pick<Reader, 'options'>): object {
  return z.toJSONSchema(options, { target: 'draft-7', io: 'input', unrepresentable: 'any' })
}

/** Editors show the title of a form in lists of suggestions and in complaints. */
function titleForm(form: Node): void {
  const keys = Object.keys((form.properties as Node | undefined) ?? {})
  const mark = [...MARKS, ...MORE_MARKS].find(name => keys.includes(name))
  if (mark !== undefined && form.title === undefined) form.title = mark
}
