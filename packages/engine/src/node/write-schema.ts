import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { runbookJsonSchema } from '../runbook/json-schema.ts'

// A script: it writes the schema that editors use for the files beside it.
const file = fileURLToPath(new URL('../../../../runbooks/schema.json', import.meta.url))
writeFileSync(file, `${JSON.stringify(runbookJsonSchema(), null, 2)}\n`)
