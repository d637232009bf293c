import * as z from 'zod'
import { linesOf } from '../lines.ts'
import { defineReader } from '../reader.ts'
import { type Entry, entryShape, walkOf } from './namei-walk.ts'

/**
 * Reads `namei -l PATH`: may this user go through every directory and write the last part? That is what connect(2)
 * on a unix socket needs (unix(7)). Access lists and security modules are not seen.
 */
export const namei = defineReader({
  id: 'namei',
  describes: 'Owners and modes along a path, and where a user is stopped, from namei -l.',
  options: z.strictObject({
    user: z.string().min(1),
    groups: z.string().optional(),
  }),
  accepts: [0, 1],
  shape: () => ({
    entries: [entryShape],
    missing: 'bool',
    missing_at: 'string',
    blocked: 'bool',
    blocked_path: 'string',
    blocked_is_last: 'bool',
    blocked_mode: 'string',
    blocked_owner: 'string',
    blocked_group: 'string',
  }),
  read({ stdout, stderr }, { user, groups }) {
    const walk = walkOf(linesOf(`${stdout}\n${stderr}`))
    if (walk.entries.length === 0 && walk.missingAt === '')
      return { ok: false, problem: 'This is not the output of namei -l.' }
    const { entries, missingAt } = walk
    const belongs = {
      user,
      groups: (groups ?? user).split(/\s+/).filter(group => group !== ''),
    }
    const last = missingAt === '' && !walk.isDenied ? entries.at(-1) : undefined
    const blocked = entries.find(entry => !mayPass(entry, { ...belongs, isLast: entry === last }))
    if (walk.isDenied && !blocked)
      return {
        ok: false,
        reason: 'permission',
        problem: `The path cannot be followed beyond "${entries.at(-1)?.path}".`,
      }
    return {
      ok: true,
      values: {
        entries: entries.map(({ path, ...entry }) => entry),
        missing: missingAt !== '',
        missing_at: missingAt,
        blocked: blocked !== undefined,
        blocked_path: blocked?.path ?? '',
        blocked_is_last: blocked !== undefined && blocked === last,
        blocked_mode: blocked?.mode ?? '',
        blocked_owner: blocked?.owner ?? '',
        blocked_group: blocked?.group ?? '',
      },
    }
  },
})

interface Asking {
  user: string
  groups: string[]
  isLast: boolean
}

/** The first of owner, group and others that fits decides alone (path_resolution(7)); root passes. */
function mayPass({ mode, owner, group, kind }: Entry, { user, groups, isLast }: Asking): boolean {
  if (user === 'root' || kind === 'link') return true
  const from = owner === user ? 1 : groups.includes(group) ? 4 : 7
  const bits = mode.slice(from, from + 3)
  const canEnter = kind !== 'dir' || /[xst]/.test(bits[2] ?? '')
  return canEnter && (!isLast || bits[1] === 'w')
}
