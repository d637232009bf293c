import * as z from 'zod'
import { notPs, processesOf } from './ps.ts'
import { defineReader } from './reader.ts'

/**
 * Finds PM2 daemons by their titles, in the same output that `processes` reads. It starts nothing, where every pm2
 * command starts a daemon when none runs.
 */
export const pm2Daemons = defineReader({
  id: 'pm2-daemons',
  describes: 'Running PM2 daemons with their users and homes, from ps.',
  options: z.strictObject({}),
  accepts: [0],
  shape: () => ({
    daemons: [
      {
        pid: 'int',
        user: 'string',
        home: 'string',
        version: 'string',
        seconds: 'int',
      },
    ],
    count: 'int',
  }),
  read({ stdout }) {
    const all = processesOf(stdout)
    if (!all) return notPs
    const daemons = all.flatMap(({ pid, user, seconds, args }) => {
      const title = /^PM2 v(\S+): God Daemon \((.*)\)$/.exec(args)
      return title
        ? [
            {
              pid,
              user,
              home: title[2] ?? '',
              version: title[1] ?? '',
              seconds,
            },
          ]
        : []
    })
    return { ok: true, values: { daemons, count: daemons.length } }
  },
})
