import * as z from 'zod'
import { notPs, processesOf } from '../host/ps.ts'
import { defineReader } from '../reader.ts'

/** Finds running nginx masters with the options that they were started with, in the same output that `processes` reads. */
export const nginxProcesses = defineReader({
  id: 'nginx-processes',
  describes: 'Running nginx masters: binary, -c, -p and -g as started, and their workers, from ps.',
  options: z.strictObject({
    /** Users whose masters count, space separated: a title is only words, and anybody can give their program one. */
    owners: z.string().default(''),
  }),
  accepts: [0],
  shape: () => ({
    masters: [
      {
        pid: 'int',
        user: 'string',
        seconds: 'int',
        binary: 'string',
        conf: 'string',
        prefix: 'string',
        globals: 'string',
        workers: 'int',
        worker_pids: 'list<int>',
        worker_user: 'string',
      },
    ],
    count: 'int',
  }),
  read({ stdout }, { owners }) {
    const all = processesOf(stdout)
    if (!all) return notPs
    const trusted = new Set(owners.split(/\s+/).filter(name => name !== ''))
    const masters = all.flatMap(({ pid, user, seconds, args }) => {
      const title = /^nginx: master process (.*)$/.exec(args)
      if (!title || (trusted.size > 0 && !trusted.has(user))) return []
      // Workers that finish their last connections after a reload have another title, and are not counted.
      const workers = all.filter(other => other.ppid === pid && /^nginx: worker process$/.test(other.args))
      return [
        {
          pid,
          user,
          seconds,
          ...startOptions(title[1] ?? ''),
          workers: workers.length,
          worker_pids: workers.map(worker => worker.pid),
          worker_user: workers[0]?.user ?? '',
        },
      ]
    })
    return { ok: true, values: { masters, count: masters.length } }
  },
})

/** Takes a title apart as nginx.c takes its arguments, except that the quotes around `-g` are lost. */
function startOptions(title: string): {
  binary: string
  conf: string
  prefix: string
  globals: string
} {
  const [binary = '', ...words] = title.trim().split(/\s+/)
  const options: Record<string, string> = {}
  for (let at = 0; at < words.length; at += 1) {
    const [, letter, glued = ''] = optionWord.exec(words[at] ?? '') ?? []
    if (letter === undefined) continue
    const parts = glued === '' ? [] : [glued]
    const isText = letter === 'g'
    while (at + 1 < words.length && (isText ? !optionWord.test(words[at + 1] ?? '') : parts.length === 0)) {
      at += 1
      parts.push(words[at] ?? '')
    }
    options[letter] = parts.join(' ')
  }
  return {
    binary,
    conf: options.c ?? '',
    prefix: options.p ?? '',
    globals: options.g ?? '',
  }
}

/** An option, with switches before it in the same word (`-qc /x`), or only switches. */
const optionWord = /^-(?:[?hvVtTq]*([cpegs])|[?hvVtTq]+$)(.*)$/
