import * as z from 'zod'
import { linesOf } from './lines.ts'
import { defineReader } from './reader.ts'

/** Yields `key=value` lines as a map; other lines are passed over, and the last of a repeated key counts. */
export const keyValue = defineReader({
  id: 'key-value',
  describes: 'Lines of the form key=value, split at the first separator.',
  options: z.strictObject({ separator: z.string().min(1).default('=') }),
  accepts: [0],
  shape: () => ({ values: 'map<string, string>', count: 'int' }),
  read({ stdout }, { separator }) {
    const values = new Map<string, string>()
    for (const line of linesOf(stdout)) {
      const at = line.indexOf(separator)
      const key = line.slice(0, Math.max(0, at)).trim()
      if (key !== '') values.set(key, line.slice(at + separator.length).trim())
    }
    return {
      ok: true,
      values: { values: Object.fromEntries(values), count: values.size },
    }
  },
})
