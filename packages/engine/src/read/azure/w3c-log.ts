import * as z from 'zod'
import { cloudRefusal } from '../cloud/cloud-answer.ts'
import { defineReader, type Shape, type Yields } from '../reader.ts'

/** How often a status, sub-status and Windows code came together. */
const failureShape = { status: 'int', substatus: 'int', win32: 'int', count: 'int' } as const satisfies Shape
type Failure = Yields<typeof failureShape>

/** One request, and when it came. */
type Row = Omit<Failure, 'count'> & { at: string }

/**
 * Reads IIS's log in W3C form, as App Service on Windows writes it below `LogFiles/http/RawLogs`: which status, sub-status
 * and Windows code the failed requests of the last `minutes` ended with (learn.microsoft.com, "The HTTP status codes in IIS").
 */
export const w3cLog = defineReader({
  id: 'w3c-log',
  describes:
    'Failed requests of an IIS log in W3C form, by status, sub-status and Windows code; the most frequent first.',
  options: z.strictObject({
    minutes: z.number().int().positive().default(60),
    /** What was asked, such as the subscription, for the words about something that is not found. */
    asked: z.string().default(''),
  }),
  accepts: 'any',
  shape: () => ({
    requests: 'int',
    failures: [failureShape],
    status: 'int',
    substatus: 'int',
    win32: 'int',
    last_at: 'string',
  }),
  read(output, { minutes, asked }, { now }) {
    const refusal = cloudRefusal(output, { provider: 'azure', asked })
    if (refusal) return refusal
    const rows = rowsOf(output.stdout, now - minutes * 60_000)
    if (!rows) return { ok: false, problem: 'This is not a log in W3C form: it names no fields.', reason: 'unreadable' }
    const failed = rows.filter(row => row.status >= 500)
    const failures = counted(failed)
    const { status = 0, substatus = 0, win32 = 0 } = failures[0] ?? {}
    return {
      ok: true,
      values: {
        requests: rows.length,
        failures: failures.slice(0, 20),
        status,
        substatus,
        win32,
        last_at: failed.findLast(row => row.status === status && row.substatus === substatus)?.at ?? '',
      },
    }
  },
})

function rowsOf(text: string, since: number): Row[] | undefined {
  let fields: string[] | undefined
  const rows: Row[] = []
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('#Fields:')) fields = line.slice('#Fields:'.length).trim().split(/\s+/)
    if (line.startsWith('#') || line.trim() === '' || !fields) continue
    const words = line.split(' ')
    const field = (name: string) => words[fields?.indexOf(name) ?? -1] ?? ''
    if (Date.parse(`${field('date')}T${field('time')}Z`) < since) continue
    const at = `${field('date')} ${field('time')} UTC`
    const number = (name: string) => Number(/^\d{1,10}$/.exec(field(name))?.[0] ?? 0)
    rows.push({ at, status: number('sc-status'), substatus: number('sc-substatus'), win32: number('sc-win32-status') })
  }
  return fields && rows
}

function counted(rows: readonly Row[]): Failure[] {
  const groups = new Map<string, Failure>()
  for (const row of rows) {
    const key = `${row.status}.${row.substatus}.${row.win32}`
    const { status, substatus, win32 } = row
    const group = groups.get(key) ?? { status, substatus, win32, count: 0 }
    group.count += 1
    groups.set(key, group)
  }
  return [...groups.values()].sort((a, b) => b.count - a.count)
}
