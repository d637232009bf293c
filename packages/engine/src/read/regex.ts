import * as z from 'zod'
import { defineReader, type Value } from './reader.ts'

/** Matches listed at most; the count goes on. */
const most = 500

/** Finds a pattern with named groups in standard output, then in standard error. */
export const regex = defineReader({
  id: 'regex',
  describes: 'A JavaScript regular expression with named groups, looked for in all that a command printed.',
  options: z
    .strictObject({
      pattern: z.string().min(1),
      flags: z
        .string()
        .regex(/^(?!.*(.).*\1)[imsu]*$/, 'Only the flags i, m, s and u can be given.')
        .default(''),
    })
    .superRefine(({ pattern, flags }, context) => {
      const problem = problemOf(pattern, flags)
      if (problem)
        context.addIssue({
          code: 'custom',
          path: ['pattern'],
          message: problem,
        })
    }),
  accepts: [0],
  shape: ({ pattern, flags }) => {
    const groups = Object.fromEntries(groupsOf(pattern, flags).map(name => [name, 'string']))
    return { found: 'bool', count: 'int', ...groups, matches: [groups] }
  },
  read({ stdout, stderr }, { pattern, flags }) {
    const names = groupsOf(pattern, flags)
    const text = stderr === '' ? stdout : `${stdout}${stdout === '' || stdout.endsWith('\n') ? '' : '\n'}${stderr}`
    const matches: Record<string, Value>[] = []
    let count = 0
    for (const match of text.matchAll(new RegExp(pattern, `g${flags}`))) {
      count += 1
      if (count <= most) matches.push(Object.fromEntries(names.map(name => [name, match.groups?.[name] ?? ''])))
    }
    const first = matches[0] ?? Object.fromEntries(names.map(name => [name, '']))
    return { ok: true, values: { found: count > 0, count, ...first, matches } }
  },
})

/** The names of the groups, found by matching nothing: an added empty alternative always matches. */
function groupsOf(pattern: string, flags: string): string[] {
  return Object.keys(new RegExp(`${pattern}|`, flags).exec('')?.groups ?? {})
}

function problemOf(pattern: string, flags: string): string | undefined {
  try {
    new RegExp(pattern, `g${flags}`)
    const bad = groupsOf(pattern, flags).find(name => !/^[a-z_]\w*$/i.test(name) || reserved.has(name))
    return bad === undefined ? undefined : `A group cannot be called "${bad}".`
  } catch (error) {
    return error instanceof Error ? error.message : 'This is not a regular expression.'
  }
}

const reserved = new Set(['found', 'count', 'matches', 'fact', 'exit_code', 'started_ms', 'samples', 'last', 'total'])
