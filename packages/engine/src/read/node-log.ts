import * as z from 'zod'
import { linesOf } from './lines.ts'
import { bareLine } from './log-prefix.ts'
import { type FatalEvent, fatalEvents } from './node-fatal.ts'
import { defineReader } from './reader.ts'

/**
 * Finds the newest event that ended a Node.js process in the text of its log. Under PM2 an uncaught error looks like one
 * that was only logged, as PM2 catches it to print it: with `died`, when that is known, the last such stack counts too.
 */
export const nodeLog = defineReader({
  id: 'node-log',
  describes: 'The newest fatal event in the output of a Node.js application; plain, from the journal or from PM2.',
  options: z.strictObject({ died: z.union([z.boolean(), z.stringbool()]).default(false) }),
  accepts: [0],
  shape: () => ({
    found: 'bool',
    kind: 'string',
    line: 'string',
    at: 'string',
    port: 'int',
    node_version: 'string',
    listening_port: 'int',
    events: 'int',
  }),
  read({ stdout, stderr }, { died }) {
    const lines = [...linesOf(stdout), ...linesOf(stderr)].map(bareLine)
    const events = fatalEvents(lines, died)
    const newest: FatalEvent | undefined = events.at(-1)
    const versions = lines.flatMap(line => /^Node\.js v(\S+)$/.exec(line)?.[1] ?? [])
    return {
      ok: true,
      values: {
        found: newest !== undefined,
        kind: newest?.kind ?? '',
        line: newest?.line.trim().slice(0, 300) ?? '',
        at: newest?.at ?? '',
        port: newest?.port ?? 0,
        node_version: newest?.version || (versions.at(-1) ?? ''),
        listening_port: lines.map(listeningPort).findLast(port => port > 0) ?? 0,
        events: events.length,
      },
    }
  },
})

/** The port of a line in which an application says that it is ready; 0 for any other line. */
function listeningPort(line: string): number {
  if (!/\b(?:listening|running|started|ready|available|serving|Local)\b/i.test(line) || /\bnot\b|error/i.test(line))
    return 0
  const port =
    /\bport[\s:=#]*(\d{1,5})\b/i.exec(line) ??
    /(?:\/\/[^\s/:]+|\/\/\[[\da-f:]+\]|localhost|\d\.\d+\.\d+\.\d+|\]|\*|::):(\d{1,5})\b/i.exec(line) ??
    /\b(?:listening|running|started|ready)\s+(?:on|at):?\s*:?(\d{2,5})\b(?![.:])/i.exec(line)
  const value = Number(port?.[1] ?? 0)
  return value <= 65_535 ? value : 0
}
