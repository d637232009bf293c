import { writeFileSync } from 'node:fs'
import { runbookJsonSchema, vocabularyJsonSchema } from '../runbook/json-schema.ts'

// A script: it writes the schemas that editors use for the files beside them.
const files = { schema: runbookJsonSchema(), 'vocabulary.schema': vocabularyJsonSchema() }
for (const [name, schema] of Object.entries(files))
  writeFileSync(new URL(`../../../../runbooks/${name}.json`, import.meta.url), `${JSON.stringify(schema, null, 2)}\n`)
