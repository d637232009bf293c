import * as z from 'zod'
import { notPs, type Process, processesOf } from '../host/ps.ts'
import { defineReader } from '../reader.ts'

/** Finds running Apache httpd with the options that they were started with, in the same output that `processes` reads. */
export const apacheProcesses = defineReader({
  id: 'apache-processes',
  describes: 'Running Apache httpd: binary, -d and -f as started, and their children, from ps.',
  options: z.strictObject({
    /** Users whose servers count, space separated: a name is only words, and its program is run afterwards. */
    owners: z.string().default(''),
  }),
  accepts: [0],
  shape: () => ({
    servers: [
      {
        pid: 'int',
        user: 'string',
        seconds: 'int',
        binary: 'string',
        root: 'string',
        conf: 'string',
        pids: 'list<int>',
      },
    ],
    count: 'int',
  }),
  read({ stdout }, { owners }) {
    const all = processesOf(stdout)
    if (!all) return notPs
    const trusted = new Set(owners.split(/\s+/).filter(name => name !== ''))
    const apaches = all.filter(isApache)
    const servers = apaches
      .filter(
        ({ ppid, user }) => !apaches.some(other => other.pid === ppid) && (trusted.size === 0 || trusted.has(user)),
      )
      .map(({ pid, user, seconds, args }) => {
        const words = args.split(/\s+/)
        const children = apaches.filter(other => other.ppid === pid).map(other => other.pid)
        return {
          pid,
          user,
          seconds,
          binary: words[0] ?? '',
          root: optionOf(words, 'd'),
          conf: optionOf(words, 'f'),
          pids: [pid, ...children],
        }
      })
    return { ok: true, values: { servers, count: servers.length } }
  },
})

/** Debian calls the program apache2, all others httpd; `.worker` and `.event` were builds of their own once. */
function isApache({ args }: Process): boolean {
  return /^(?:\S*\/)?(?:apache2|httpd)(?:[.-](?:prefork|worker|event))?(?: |$)/.test(args)
}

function optionOf(words: readonly string[], letter: string): string {
  const at = words.findIndex(word => word.startsWith(`-${letter}`))
  const word = words[at]
  return word === undefined ? '' : word.length > 2 ? word.slice(2) : (words[at + 1] ?? '')
}
